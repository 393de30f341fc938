import '../agent/index.ts';
import './errors.ts';
import './mutations.ts';
import './types.ts';
