import { mayDo } from '../../access/permissions.ts';
import { FewAtOnce } from '../../few-at-once.ts';
import { builder } from '../builder.ts';
import {
  Failure,
  Forbidden,
  InvalidInput,
  permitted,
  RateLimited,
  RefusedByPaynet,
  Unauthenticated,
  Unavailable,
} from '../shared/failures.ts';
import { createPayLink, switchPayLink } from './actions.ts';
import {
  PayLinkKeyReused,
  PayLinkNotChangeable,
  PayLinkNotFound,
  PayLinkOutcomeUnknown,
  PayLinkReferenceTaken,
} from './errors.ts';
import {
  CreatePayLinkInput,
  CreatePayLinksInput,
  DeactivatePayLinkInput,
  MAX_LINKS_AT_ONCE,
  ReactivatePayLinkInput,
} from './inputs.ts';
import {
  CreatePayLinkSuccessType,
  DeactivatePayLinkSuccessType,
  type MadePayLink,
  ReactivatePayLinkSuccessType,
} from './types.ts';

const CreatePayLinkResult = builder.errorUnion('CreatePayLinkResult', {
  description: 'What became of one payment link: alone by `createPayLink`, or one of many by `createPayLinks`.',
  types: [
    CreatePayLinkSuccessType,
    InvalidInput,
    Unauthenticated,
    Forbidden,
    RateLimited,
    RefusedByPaynet,
    Unavailable,
    PayLinkKeyReused,
    PayLinkReferenceTaken,
    PayLinkOutcomeUnknown,
  ],
  resolveType: () => CreatePayLinkSuccessType,
});

builder.mutationField('createPayLink', (t) =>
  t.field({
    type: CreatePayLinkResult,
    nullable: false,
    description:
      'Makes a payment link, and has Paynet mail or text it where asked. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:write`. Calling it twice makes two links, unless both calls have the same `idempotencyKey`.',
    args: { input: t.arg({ type: CreatePayLinkInput, required: true, description: 'The link to be made.' }) },
    resolve(_root, { input }, context) {
      // Before the input is even looked at.
      permitted(mayDo('createPayLink', context.caller));
      return createPayLink('createPayLink', input, context);
    },
  }),
);

/** As many leave for Paynet at once: a hundred links of half a second each are made in four. */
const MAX_CREATES_AT_ONCE = 16;

const CreatePayLinksSuccess = builder
  .objectRef<{ results: (MadePayLink | Failure)[] }>('CreatePayLinksSuccess')
  .implement({
    description: 'Every link was tried, each by itself; `results` says what became of each.',
    fields: (t) => ({
      results: t.expose('results', {
        type: [CreatePayLinkResult],
        nullable: { list: false, items: false },
        description: 'One for each of `links`, in their order. One that fails does not touch the others.',
      }),
    }),
  });

builder.mutationField('createPayLinks', (t) =>
  t.field({
    type: CreatePayLinksSuccess,
    nullable: false,
    description:
      'Makes up to a hundred payment links. One that fails spoils no other. Needs `UserAuthorization.canSendBulkPayLinks`, or the scope `paylink:write`.',
    errors: {
      types: [InvalidInput, Unauthenticated, Forbidden],
      union: { description: 'What `createPayLinks` came to as a whole.' },
    },
    args: { input: t.arg({ type: CreatePayLinksInput, required: true, description: 'The links to be made.' }) },
    async resolve(_root, { input: { links } }, context) {
      permitted(mayDo('createPayLinks', context.caller));
      if (links.length === 0 || links.length > MAX_LINKS_AT_ONCE) {
        throw new InvalidInput([{ field: 'links', code: 'OUT_OF_RANGE' }]);
      }
      const few = new FewAtOnce(MAX_CREATES_AT_ONCE);
      const results = links.map((link, index) =>
        few.do(async () => {
          try {
            return await createPayLink('createPayLinks', link, context, ['links', String(index)]);
          } catch (error) {
            if (error instanceof Failure) return error;
            throw error;
          }
        }),
      );
      return { results: await Promise.all(results) };
    },
  }),
);

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
