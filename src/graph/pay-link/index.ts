import '../agent/index.ts';
import './errors.ts';
import './inputs.ts';
import './mutations.ts';
import './queries.ts';
import './types.ts';
