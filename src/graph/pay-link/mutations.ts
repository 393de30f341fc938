import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Caller } from '../../access/caller.ts';
import { mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import { PaynetError, PaynetOutcomeUnknown, PaynetRefused } from '../../paynet/errors.ts';
import { LINK_STATUS } from '../../paynet/services/mail-order.ts';
import type { KnownAgent } from '../agent/types.ts';
import { builder } from '../builder.ts';
import {
  type Failure,
  Forbidden,
  InvalidInput,
  permitted,
  RefusedByPaynet,
  toFailure,
  Unauthenticated,
  Unavailable,
} from '../shared/failures.ts';
import { parseInput } from '../shared/input.ts';
import { PayLinkNotChangeable, PayLinkNotFound, PayLinkOutcomeUnknown } from './errors.ts';
import {
  CreatePayLinkInput,
  createPayLinkInput,
  DeactivatePayLinkInput,
  payLinkBy,
  ReactivatePayLinkInput,
} from './inputs.ts';
import { newPayLink, type PayLink, selectorOf, statusOf, visiblePayLink } from './model.ts';
import { CreatePayLinkSuccessType, DeactivatePayLinkSuccessType, ReactivatePayLinkSuccessType } from './types.ts';

/** A link pays into the caller's own agent unless it says otherwise; left to Paynet, it would be the key's owner. */
function payee(agentId: string | undefined, caller: Caller): KnownAgent | null {
  const own = caller.kind === 'agent-user' ? caller.session.login.agent : null;
  if (agentId === undefined || agentId === own?.id) return own;
  return { id: agentId };
}

builder.mutationField('createPayLink', (t) =>
  t.field({
    type: CreatePayLinkSuccessType,
    nullable: false,
    description:
      'Makes a payment link, and has Paynet mail or text it where asked. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:write`. Calling it twice makes two links.',
    errors: {
      types: [InvalidInput, Unauthenticated, Forbidden, RefusedByPaynet, Unavailable, PayLinkOutcomeUnknown],
      union: { description: 'What `createPayLink` came to.' },
    },
    args: { input: t.arg({ type: CreatePayLinkInput, required: true, description: 'The link to be made.' }) },
    async resolve(_root, args, { caller, paynet, noteReference }) {
      permitted(mayDo('createPayLink', caller));
      const input = parseInput(createPayLinkInput, args.input);
      permitted(mayDo('createPayLink', caller, input));

      const agent = payee(input.agentId, caller);
      // Paynet has no other handle on a link whose answer was lost, so there is always a reference.
      const referenceNo = input.referenceNo ?? randomUUID();
      noteReference(referenceNo);
      const { id, url } = await paynet.mailOrder
        .create({ ...input, agentId: agent?.id, referenceNo })
        .catch((error: unknown) => {
          throw error instanceof PaynetError ? failureToCreate(error, referenceNo, input.agentId) : error;
        });
      const payLink = newPayLink({ id, url }, { ...input, referenceNo }, agent);
      return { payLink };
    },
  }),
);

const AGENT_NOT_FOUND = 4;
const WRONG_POS_TYPE = 20;
const WRONG_RATIO = 21;

/** Where a return code is about one field of the input, the failure says which. */
function failureToCreate(error: PaynetError, referenceNo: string, namedAgentId: string | undefined): Failure {
  if (error instanceof PaynetOutcomeUnknown) return new PayLinkOutcomeUnknown(referenceNo, error);
  if (!(error instanceof PaynetRefused)) return toFailure(error);
  if (error.returnCode === AGENT_NOT_FOUND && namedAgentId !== undefined) {
    return new InvalidInput([{ field: 'agentId', code: 'UNKNOWN_AGENT' }]);
  }
  if (error.returnCode === WRONG_POS_TYPE)
    return new InvalidInput([{ field: 'posType', code: 'NOT_ACCEPTED_BY_PAYNET' }]);
  if (error.returnCode === WRONG_RATIO) {
    return new InvalidInput([{ field: 'instalmentKey', code: 'NOT_ACCEPTED_BY_PAYNET' }]);
  }
  return new RefusedByPaynet(error);
}

const switchInput = z.object({ payLink: payLinkBy });

/** Sets a link's state, and answers the link in it. Setting it twice does no harm, so an unclear end is looked at again. */
async function switchPayLink(given: unknown, to: keyof typeof LINK_STATUS, context: RequestContext): Promise<PayLink> {
  permitted(mayDo('switchPayLink', context.caller));
  const { payLink: asked } = parseInput(switchInput, given);
  const link = await visiblePayLink(asked, context);
  if (link === null) throw new PayLinkNotFound();
  const status = statusOf(link);
  if (status === 'PAID' || status === 'EXPIRED') throw new PayLinkNotChangeable(status);
  if (link.status === LINK_STATUS[to]) return link;

  const changed: PayLink = { ...link, status: LINK_STATUS[to] };
  try {
    // By its id where it has one: a reference may name several links, and only this one was looked at.
    await context.paynet.mailOrder.setStatus({ link: selectorOf(link.id), status: to });
  } catch (error) {
    if (!(error instanceof PaynetError)) throw error;
    context.payLinks.clear(asked);
    const now = await visiblePayLink(asked, context);
    if (now !== null && statusOf(now) === 'PAID') throw new PayLinkNotChangeable('PAID');
    if (!(error instanceof PaynetOutcomeUnknown) || now?.status !== LINK_STATUS[to]) throw toFailure(error);
  }
  context.payLinks.clear(asked);
  return changed;
}

const switchErrors = [
  InvalidInput,
  Unauthenticated,
  Forbidden,
  PayLinkNotFound,
  PayLinkNotChangeable,
  RefusedByPaynet,
  Unavailable,
];

builder.mutationField('deactivatePayLink', (t) =>
  t.field({
    type: DeactivatePayLinkSuccessType,
    nullable: false,
    description:
      'Switches a payment link off, so that nobody can pay it. A link that is off already stays so. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:write`.',
    errors: { types: switchErrors, union: { description: 'What `deactivatePayLink` came to.' } },
    args: {
      input: t.arg({ type: DeactivatePayLinkInput, required: true, description: 'The link to be switched off.' }),
    },
    resolve: async (_root, { input }, context) => ({ payLink: await switchPayLink(input, 'passive', context) }),
  }),
);

builder.mutationField('reactivatePayLink', (t) =>
  t.field({
    type: ReactivatePayLinkSuccessType,
    nullable: false,
    description:
      'Switches a payment link on again. A link that can be paid already stays so. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:write`.',
    errors: { types: switchErrors, union: { description: 'What `reactivatePayLink` came to.' } },
    args: {
      input: t.arg({ type: ReactivatePayLinkInput, required: true, description: 'The link to be switched on again.' }),
    },
    resolve: async (_root, { input }, context) => ({ payLink: await switchPayLink(input, 'awaiting', context) }),
  }),
);
