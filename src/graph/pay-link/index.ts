import '../agent/index.ts';
import './errors.ts';
import './inputs.ts';
import './mutations.ts';
import './queries.ts';
import './subscriptions.ts';
import './types.ts';
