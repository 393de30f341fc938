import { setTimeout as sleep } from 'node:timers/promises';
import { mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import { idOf, selectorOf } from '../../pay-links/find-link.ts';
import type { Watcher } from '../../pay-links/watch.ts';
import type { LinkRecord, LinkSelector } from '../../paynet/services/mail-order.ts';
import { builder } from '../builder.ts';
import { permitted, ServiceStopping, Unauthenticated } from '../shared/failures.ts';
import { parseInput } from '../shared/input.ts';
import { PayLinkNotFound } from './errors.ts';
import { linkId } from './inputs.ts';
import { isVisible, payLinkFrom } from './model.ts';
import { PayLinkType } from './types.ts';

/** However long a service's token lives: like a person's session, so that nothing is watched for ever. */
const LONGEST_WATCH_MS = 12 * 60 * 60_000;

/** Who has just made a link watches it at once, and Paynet may not show it yet. */
const LOOK_AGAIN_AFTER_MS = [0, 1_000, 2_500] as const;

builder.subscriptionField('payLinkChanged', (t) =>
  t.field({
    type: PayLinkType,
    nullable: false,
    description:
      'A payment link as it is now, and again whenever its status changes, until it was paid or has expired: then the stream completes. Connecting again begins with the link as it is, so nothing is missed. A stream ends early with an error when the session, or a service’s token, ends (`SESSION_EXPIRED`) or this instance stops (`SERVICE_STOPPING`). Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:read`.',
    args: { id: t.arg.id({ required: true, description: 'The link’s `id`.' }) },
    async subscribe(_root, args, context) {
      const caller = permitted(mayDo('readPayLink', context.caller));
      const asked = parseInput(linkId, args);
      const now = await findSoon(asked, context);
      if (now === null) throw new PayLinkNotFound();
      const maySee = (link: LinkRecord) => isVisible(link, context);
      const by: Watcher =
        caller.kind === 'agent-user'
          ? {
              maySee,
              until: caller.session.expiresAt,
              onSessionOver: (callback) => context.sessions.onClosed(caller.session, callback),
            }
          : { maySee, until: Math.min(caller.expiresAt, Date.now() + LONGEST_WATCH_MS) };
      return context.watch.watch(now.id ?? idOf(asked), now, by);
    },
    resolve(event, args, context) {
      if (event === 'session-over') throw new Unauthenticated('SESSION_EXPIRED');
      if (event === 'stopping') throw new ServiceStopping();
      return payLinkFrom(event, selectorOf(args.id), context);
    },
  }),
);

/** The link, if the caller may see it; looked for again where it is not seen, whether or not there is one. */
async function findSoon(asked: LinkSelector, context: RequestContext): Promise<LinkRecord | null> {
  for (const afterMs of LOOK_AGAIN_AFTER_MS) {
    await sleep(afterMs);
    const look = context.payLinks.clear(asked).load(asked);
    // Paynet has said once that there is none; that it cannot say so again, e.g. for lack of time, changes nothing.
    const found = await (afterMs === 0 ? look : look.catch(() => null));
    if (found !== null && isVisible(found, context)) return found;
  }
  return null;
}
