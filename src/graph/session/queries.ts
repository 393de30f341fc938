import { builder } from '../builder.ts';
import { AgentSessionType, agentSessionOf } from './types.ts';

builder.queryField('agentSession', (t) =>
  t.field({
    type: AgentSessionType,
    description: 'Who is signed in, and what the person may do. Null when nobody is, or the session has ended.',
    resolve: (_root, _args, { caller }) => (caller.kind === 'agent-user' ? agentSessionOf(caller.session) : null),
  }),
);
