import { type Answer, allAnswered } from '../store/store.ts';
import { CountedBy, type Limit, type LimitReached, type Limits } from './limits.ts';

/** How long somebody who signed in from an address is known there. */
const KNOWN_MS = 30 * 24 * 60 * 60_000;
const KNOWN = 'signed-in-from';
/** All together, whoever it is. */
const EVERYBODY = new CountedBy();

export interface SignInLimitOptions {
  readonly windowMs: number;
  readonly maxPerUser: number;
  readonly maxPerSource: number;
  readonly maxInTotal: number;
}

export interface SignInAttempt {
  /** It does not count, and the person is known at this address from now on. */
  succeeded(): Answer<void>;
  /** Nobody said whether the password is right, so it does not count. */
  cameToNothing(): Answer<void>;
  /** It counts. Called after another end, it changes nothing. */
  end(): void;
}

export interface SignInLimits {
  /**
   * Counts a login before it leaves, as a refused one unless it is told otherwise: a hundred at once are a hundred. Has to
   * be ended in any case.
   */
  begin(who: { agentId: string; userName: string; source: string }): Promise<SignInAttempt | LimitReached>;
}

/**
 * Limits on guessing passwords. All our logins reach Paynet from one address, so whoever guesses here could have all of
 * us shut out there: hence a limit on refused logins in total. It must not shut out people by itself, nor may a limit per
 * user let anybody lock a user out; so who signed in from the same address lately is counted apart from everybody
 * else. Whether an account exists changes nothing of this.
 */
export function createSignInLimits(
  limits: Limits,
  { windowMs, maxPerUser, maxPerSource, maxInTotal }: SignInLimitOptions,
): SignInLimits {
  const named = (name: string, max: number): Limit => ({ name: `refused-logins-${name}`, max, windowMs });
  const where = named('known', maxPerUser);
  const user = named('user', maxPerUser);
  const total = named('all', maxInTotal);
  const from = named('source', maxPerSource);

  return {
    async begin({ agentId, userName, source }) {
      const account = [fold(agentId).replace(/^0+(?=.)/, ''), fold(userName)];
      const personHere = new CountedBy(...account, source);
      const asking = limits.isNoted(KNOWN, personHere);
      const isKnown = asking instanceof Promise ? await asking : asking;
      const taken = await limits.take(
        isKnown
          ? [[where, personHere]]
          : [
              // The total comes last, so that what the others refuse never counts there, not even for a moment.
              [from, new CountedBy(source)],
              [user, new CountedBy(...account)],
              [total, EVERYBODY],
            ],
      );
      if ('retryAfterMs' in taken) return taken;
      return {
        succeeded: () => allAnswered([taken.giveBack(), limits.note(KNOWN, personHere, KNOWN_MS)]),
        cameToNothing: taken.giveBack,
        end: taken.use,
      };
    },
  };
}

/** What has no other spelling than capitals. */
const PLAIN = /^[!-~]*$/;

/**
 * One text for all spellings that Paynet may take for one name: its rules of case and accents are not documented. Two
 * names that fold into one share a limit, and nothing else.
 */
function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll('ı', 'i')
    .replace(/[\p{M}\s]/gu, '');
}
