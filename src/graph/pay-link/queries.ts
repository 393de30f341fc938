import { mayDo } from '../../access/permissions.ts';
import { builder } from '../builder.ts';
import { permitted } from '../shared/failures.ts';
import { parseInput } from '../shared/input.ts';
import { PayLinkBy, payLinkBy } from './inputs.ts';
import { visiblePayLink } from './model.ts';
import { PayLinkType } from './types.ts';

builder.queryField('payLink', (t) =>
  t.field({
    type: PayLinkType,
    description:
      'One payment link. Null when there is none, or it is not the caller’s to see. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:read`.',
    args: { by: t.arg({ type: PayLinkBy, required: true, description: 'Which link.' }) },
    resolve(_root, { by }, context) {
      permitted(mayDo('readPayLink', context.caller));
      return visiblePayLink(parseInput(payLinkBy, by), context);
    },
  }),
);
