import { type OutcomeEntry, plain, SLOWEST_MS } from './outcomes.ts';
import { type Addressee, findSwitchWords, readOutcome, type UnknownOutcome } from './scenarios.ts';

const CONFIRM = 'confirm' satisfies Addressee;

/** What a switch value in a link's note does to the confirmation of its payment. */
export type ConfirmOutcome =
  | { readonly kind: 'lost' | 'twice' | 'other-spelling' | 'full-pan' | 'says-false' }
  | { readonly kind: 'late'; readonly delayMs: number };

/** Every outcome of a confirmation, in the order the README and the home page show them. */
export const CONFIRM_OUTCOMES: readonly OutcomeEntry<ConfirmOutcome>[] = [
  { form: 'lost', does: 'The confirmation is never posted.', read: plain({ kind: 'lost' }) },
  {
    form: 'twice',
    does: 'The same confirmation is posted twice, one after the other.',
    read: plain({ kind: 'twice' }),
  },
  {
    form: 'late=MS',
    does: 'The confirmation is posted MS milliseconds after the payment (at most 600000).',
    read: (delayMs) => (delayMs === undefined || delayMs > SLOWEST_MS ? undefined : { kind: 'late', delayMs }),
  },
  {
    form: 'other-spelling',
    does: 'The confirmation has `reference_no`, which public receivers read, in place of `referance_no`.',
    read: plain({ kind: 'other-spelling' }),
  },
  {
    form: 'full-pan',
    does: 'The confirmation has the whole number of the test card, which no receiver may keep.',
    read: plain({ kind: 'full-pan' }),
  },
  {
    form: 'says-false',
    does: 'The confirmation has the text "false" for `is_succeed`, though the link is paid.',
    read: plain({ kind: 'says-false' }),
  },
];

/** Only a value with `confirm:` in front is meant: all others were for the service that made the link. */
export function findConfirmOutcome(note: string): ConfirmOutcome | UnknownOutcome | undefined {
  const written = findSwitchWords(note).find(({ addressee }) => addressee === CONFIRM)?.written;
  return written === undefined ? undefined : readOutcome(written, CONFIRM_OUTCOMES, CONFIRM);
}
