import '../agent/index.ts';
import './errors.ts';
import './mutations.ts';
import './queries.ts';
import './types.ts';
