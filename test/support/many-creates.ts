import pLimit from 'p-limit';
import type { CreatePayLinkInput, CreatePayLinkMutation } from '../../src/operations/index.ts';
import type { BookEntry, ServiceCall } from '../../src/sandbox/app.ts';

export type CreateAnswer = CreatePayLinkMutation['createPayLink'];

/** Ends of a call that leave nobody the wiser, with and without the change made. `slow` is later than the client waits. */
const UNCLEAR = ['done-reset', 'done-cut', 'done-empty', 'done-status=500', 'reset', 'status=503', 'cut', 'slow=3000'];

/** So much of the calls of a service, 0 to 1, ends unclear. */
export function unclear(random: () => number, ratio: number): (call: ServiceCall) => string | undefined {
  return ({ service }) =>
    ['create', 'detail', 'status'].includes(service) && random() < ratio
      ? UNCLEAR[Math.floor(random() * UNCLEAR.length)]
      : undefined;
}

export interface ManyCreates {
  readonly keys: number;
  readonly creates: number;
  readonly atOnce: number;
  readonly random: () => number;
  /** One try. Undefined where no answer came at all, as from a process that was killed. */
  readonly ask: (input: CreatePayLinkInput) => Promise<CreateAnswer | undefined>;
  readonly onProgress?: (done: number) => void;
}

export interface Told {
  readonly key: string;
  readonly answer: CreateAnswer;
}

/** The payer's name carries the key, so that the sandbox's book shows whose link is whose. */
const payerOf = (key: string) => `Payer of ${key}`;

/**
 * Several callers ask for each key, until each was told how it ended. Answers that nobody got, and those that say "ask
 * again", are asked again, as a careful client does.
 */
export async function createMany({ keys, creates, atOnce, random, ask, onProgress }: ManyCreates): Promise<Told[]> {
  const limit = pLimit(atOnce);
  const wanted = Array.from(
    { length: creates },
    (_, index) => `key-${index < keys ? index : Math.floor(random() * keys)}`,
  );
  let done = 0;
  return Promise.all(
    wanted.map((key) =>
      limit(async () => {
        for (;;) {
          const answer = await ask({
            payerName: payerOf(key),
            amount: '10.50',
            idempotencyKey: key,
            expiresInHours: 24,
          });
          const isOver = answer !== undefined && !('retry' in answer && answer.retry === 'SAME_INPUT_LATER');
          if (!isOver) continue;
          onProgress?.((done += 1));
          return { key, answer };
        }
      }),
    ),
  );
}

/** Everything that is not as it was promised, in words; nothing where all is well. */
export function brokenPromises(told: readonly Told[], book: readonly BookEntry[]): string[] {
  const payable = new Map<string, BookEntry[]>();
  for (const link of book) {
    if (link.state === 'awaiting') payable.set(link.payerName, [...(payable.get(link.payerName) ?? []), link]);
  }
  const broken: string[] = [];
  for (const [payer, links] of payable) if (links.length > 1) broken.push(`${payer}: ${links.length} payable links`);
  for (const { key, answer } of told) {
    const link = payable.get(payerOf(key))?.[0];
    if (answer.__typename === 'CreatePayLinkSuccess') {
      const { id, url } = answer.payLink;
      // Without the address it promises only to be what there is: a process that was killed may have switched it off.
      const isKept = url === null ? book.some((each) => each.id === id) && (link?.id ?? id) === id : link?.url === url;
      if (!isKept) broken.push(`${key}: told "created", and there is ${link === undefined ? 'no' : 'another'} link`);
    } else if (link !== undefined) broken.push(`${key}: told "${answer.__typename}", and there is a link`);
  }
  return broken;
}
