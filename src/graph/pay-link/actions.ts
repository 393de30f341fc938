import * as z from 'zod';
import { type AgentUser, type Caller, type CompanyService, callerId } from '../../access/caller.ts';
import type { Taken } from '../../access/limits.ts';
import { mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import type { CreateOutcome } from '../../pay-links/creation.ts';
import { selectorOf } from '../../pay-links/find-link.ts';
import { type Intention, isSent } from '../../pay-links/intention.ts';
import { isFinal, statusOf } from '../../pay-links/status.ts';
import { PaynetError, PaynetOutcomeUnknown, PaynetRefused } from '../../paynet/errors.ts';
import { LINK_STATUS, type LinkSelector } from '../../paynet/services/mail-order.ts';
import type { KnownAgent } from '../agent/types.ts';
import { audited } from '../shared/audited.ts';
import {
  type Failure,
  InvalidInput,
  permitted,
  RefusedByPaynet,
  toFailure,
  Unavailable,
  withinLimits,
} from '../shared/failures.ts';
import { parseInput } from '../shared/input.ts';
import {
  PayLinkKeyReused,
  PayLinkNotChangeable,
  PayLinkNotFound,
  PayLinkOutcomeUnknown,
  PayLinkReferenceTaken,
} from './errors.ts';
import { createPayLinkInput, payLinkBy } from './inputs.ts';
import { madePayLink, type PayLink, payLinkFrom, visiblePayLink } from './model.ts';
import type { MadePayLink } from './types.ts';

/**
 * A link pays into the caller's own agent unless it says otherwise; left to Paynet, it would be the key's owner. A service
 * has no agent of its own, so it must say.
 */
function payee(agentId: string | undefined, caller: Caller, at: readonly string[]): KnownAgent {
  const own = caller.kind === 'agent-user' ? caller.session.login.agent : null;
  if (agentId !== undefined && agentId !== own?.id) return { id: agentId };
  if (own === null) throw new InvalidInput([{ field: [...at, 'agentId'].join('.'), code: 'REQUIRED_OF_A_SERVICE' }]);
  return own;
}

/**
 * Makes one link, or fails with what there is to say about it: at once where the input is wrong. `at` is where the input
 * stands inside a larger one.
 */
export function createPayLink(
  action: 'createPayLink' | 'createPayLinks',
  given: unknown,
  context: RequestContext,
  at: readonly string[] = [],
): Promise<MadePayLink> {
  const asked = parseInput(createPayLinkInput, given, at);
  const { amount, agentId, sendSms = false, sendEmail = false } = asked;
  const about = { amount, agentId, sentBySms: sendSms, sentByEmail: sendEmail };
  return audited(
    context,
    { action: 'createPayLink', payLink: about },
    () => makePayLink(action, asked, context, at),
    ({ payLink: { id, referenceNo, agent }, replayed }) => ({
      ...about,
      id,
      agentId: agent?.id,
      replayed,
      referenceNo: referenceNo ?? undefined,
    }),
  );
}

async function makePayLink(
  action: 'createPayLink' | 'createPayLinks',
  asked: z.output<typeof createPayLinkInput>,
  context: RequestContext,
  at: readonly string[],
): Promise<MadePayLink> {
  const caller = permitted(mayDo(action, context.caller, asked));
  const agent = payee(asked.agentId, caller, at);
  const { idempotencyKey } = asked;
  const key = idempotencyKey === undefined ? undefined : { caller: callerId(caller), name: idempotencyKey };
  // A key is no part of the link it names.
  const input = { ...asked, agentId: agent.id, idempotencyKey: undefined };

  let outcome: CreateOutcome;
  try {
    outcome = await (isSent(input)
      ? createWithinLimits({ key, input }, caller, context)
      : context.createOnce({ key, input }));
  } catch (error) {
    throw error instanceof PaynetError ? failureToCreate(error, asked.agentId, at) : error;
  }
  switch (outcome.kind) {
    case 'store-unavailable':
      throw new Unavailable('STORE_UNAVAILABLE');
    case 'key-reused':
      throw new PayLinkKeyReused();
    case 'reference-taken':
      throw new PayLinkReferenceTaken(outcome.referenceNo);
    case 'unknown':
      throw new PayLinkOutcomeUnknown(outcome.referenceNo, { ...outcome, hasKey: key !== undefined });
    case 'made': {
      const { link, replayed, isFresh } = outcome;
      const byInput = madePayLink(link, input, { agent, isFresh });
      // One that was made earlier may have been paid by now. Where Paynet does not tell, it exists all the same.
      const now = isFresh ? null : await context.payLinks.load(selectorOf(link.id)).catch(() => null);
      // Looked up by a reference, it may be another agent's link.
      const isTheirs = now !== null && now.agentId !== null && now.agentId !== agent.id;
      const payLink =
        now === null || isTheirs
          ? byInput
          : { ...payLinkFrom(now, selectorOf(link.id), context), url: now.url ?? link.url };
      return { payLink, replayed };
    }
  }
}

/** Makes one that Paynet writes to the payer about, which is limited: it counts, unless surely nothing was made. */
async function createWithinLimits(
  { key, input }: Pick<Intention, 'key' | 'input'>,
  caller: AgentUser | CompanyService,
  context: RequestContext,
): Promise<CreateOutcome> {
  let sending: Taken | undefined;
  const beforeItLeaves = async () => {
    sending = withinLimits(await context.limits.sending.take(callerId(caller), input));
  };
  try {
    return await context.createOnce({ key, input, beforeItLeaves });
  } catch (error) {
    if (error instanceof PaynetError) await sending?.giveBack();
    throw error;
  } finally {
    sending?.use();
  }
}

const AGENT_NOT_FOUND = 4;
const WRONG_POS_TYPE = 20;
const WRONG_RATIO = 21;

/** Where a return code is about one field of the input, the failure says which. */
function failureToCreate(error: PaynetError, namedAgentId: string | undefined, at: readonly string[]): Failure {
  if (!(error instanceof PaynetRefused)) return toFailure(error);
  const field = (name: string) => [...at, name].join('.');
  if (error.returnCode === AGENT_NOT_FOUND && namedAgentId !== undefined) {
    return new InvalidInput([{ field: field('agentId'), code: 'UNKNOWN_AGENT' }]);
  }
  if (error.returnCode === WRONG_POS_TYPE)
    return new InvalidInput([{ field: field('posType'), code: 'NOT_ACCEPTED_BY_PAYNET' }]);
  if (error.returnCode === WRONG_RATIO) {
    return new InvalidInput([{ field: field('instalmentKey'), code: 'NOT_ACCEPTED_BY_PAYNET' }]);
  }
  return new RefusedByPaynet(error);
}

const switchInput = z.object({ payLink: payLinkBy });

/** Sets a link's state, and answers the link in it. Setting it twice does no harm, so an unclear end is looked at again. */
export async function switchPayLink(
  given: unknown,
  to: keyof typeof LINK_STATUS,
  context: RequestContext,
): Promise<PayLink> {
  permitted(mayDo('switchPayLink', context.caller));
  const { payLink: asked } = parseInput(switchInput, given);
  return audited(
    context,
    {
      action: to === 'passive' ? 'deactivatePayLink' : 'reactivatePayLink',
      payLink: 'id' in asked ? { id: asked.id } : { referenceNo: asked.referenceNo },
    },
    () => setPayLink(asked, to, context),
    ({ id, agent }) => ({ id, agentId: agent?.id }),
  );
}

async function setPayLink(
  asked: LinkSelector,
  to: keyof typeof LINK_STATUS,
  context: RequestContext,
): Promise<PayLink> {
  const link = await visiblePayLink(asked, context, 'switchPayLink');
  if (link === null) throw new PayLinkNotFound();
  const status = statusOf(link);
  if (isFinal(status)) throw new PayLinkNotChangeable(status);
  if (link.status === LINK_STATUS[to]) return link;
  // What switching on a link would do that was paid or has expired before it was switched off, Paynet does not say.
  const beneath = statusOf({ ...link, status: LINK_STATUS.awaiting });
  if (isFinal(beneath)) throw new PayLinkNotChangeable(beneath);

  const changed: PayLink = { ...link, status: LINK_STATUS[to] };
  try {
    // By its id where it has one: a reference may name several links, and only this one was looked at.
    await context.paynet.mailOrder.setStatus({ link: selectorOf(link.id), status: to });
  } catch (error) {
    if (!(error instanceof PaynetError)) throw error;
    context.payLinks.clear(asked);
    const now = await visiblePayLink(asked, context, 'switchPayLink');
    if (now !== null && statusOf(now) === 'PAID') throw new PayLinkNotChangeable('PAID');
    if (!(error instanceof PaynetOutcomeUnknown) || now?.status !== LINK_STATUS[to]) throw toFailure(error);
  }
  context.payLinks.clear(asked);
  const { agent: _agent, ...record } = changed;
  await context.watch.tell(changed.id, record);
  return changed;
}
