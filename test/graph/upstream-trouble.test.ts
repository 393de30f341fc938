import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  ReadPayLinkDocument,
  SignInDocument,
} from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { type Layer, startLayer } from '../support/harness.ts';

const PROBE_MS = 1_000;
const SETTLE_MS = 400;
const MIN_CALLS = 4;
const ENV = {
  PAYNET_BREAKER_MIN_CALLS: String(MIN_CALLS),
  PAYNET_BREAKER_PROBE_MS: String(PROBE_MS),
  PAYNET_RETRY_PERCENT: '0',
  PAYNET_SETTLE_MS: String(SETTLE_MS),
  REQUEST_TIMEOUT_MS: '3000',
};
/** Far less than the deadline. */
const AT_ONCE_MS = 1_000;

let layer: Layer;
let dealer: string;
/** What happens to a call at the moment, as switch values say it; nothing where it is well. */
let outcome: (service: string) => string | undefined;
const well = () => undefined;
const down =
  (which: string, how = 'status=503') =>
  (service: string) =>
    service === which ? how : undefined;
beforeEach(() => {
  outcome = well;
});
afterEach(() => layer.stop());

async function start(store?: Store): Promise<void> {
  layer = await startLayer({
    env: ENV,
    sandbox: { outcomeFor: ({ service }) => outcome(service) },
    ...(store === undefined ? {} : { store }),
  });
  dealer = await layer.signIn(PEOPLE.dealer);
  layer.reset();
}

let keys = 0;
const withKey = (): CreatePayLinkInput => ({
  payerName: 'Ayşe Yılmaz',
  amount: '120.10',
  idempotencyKey: `key-${(keys += 1)}`,
});
const create = async (input: CreatePayLinkInput) =>
  (await layer.execute(CreatePayLinkDocument, { input }, { token: dealer })).body.data?.createPayLink;
const readOne = (id: string) => layer.execute(ReadPayLinkDocument, { by: { id } }, { token: dealer });

/** So many reads fail that they are held back from now on. Answers how many requests had left by then. */
async function breakReads(): Promise<number> {
  outcome = down('detail');
  for (let count = 0; count < MIN_CALLS; count += 1) await readOne(`unknown-${count}`);
  return layer.left.length;
}

async function timed<T>(work: Promise<T>): Promise<{ answer: T; ms: number }> {
  const begun = performance.now();
  const answer = await work;
  return { answer, ms: performance.now() - begun };
}

describe('while looks at links are held back because they only fail', () => {
  it('a query says at once that Paynet cannot be reached, and when to come back', async () => {
    await start();
    const before = await breakReads();
    const { answer, ms } = await timed(readOne('unknown'));
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retry: 'SAME_INPUT_LATER',
      retryAfterSeconds: 1,
    });
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(layer.left).toHaveLength(before);
  });

  it('a key nobody can have used before is told at once that nothing was sent, and can be used later', async () => {
    await start();
    const before = await breakReads();
    const input = withKey();
    const { answer, ms } = await timed(create(input));
    expect(answer).toMatchObject({
      __typename: 'PaynetUnavailable',
      code: 'UPSTREAM_UNAVAILABLE',
      retry: 'SAME_INPUT_LATER',
      retryAfterSeconds: 1,
    });
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(layer.left).toHaveLength(before);

    outcome = well;
    await sleep(PROBE_MS);
    expect(await create(input)).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed: false });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });

  it('a key that may have been used before this process began is never told that it failed', async () => {
    await start(createMemoryStore());
    await sleep(SETTLE_MS);
    const before = await breakReads();
    const input = withKey();
    const { answer, ms } = await timed(create(input));
    expect(answer).toMatchObject({
      __typename: 'PayLinkOutcomeUnknown',
      retry: 'SAME_INPUT_LATER',
      retryAfterSeconds: 1,
    });
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(layer.left).toHaveLength(before);

    outcome = well;
    await sleep(PROBE_MS);
    expect(await create(input)).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });

  it('a link whose answer was lost is "unknown", not "not found": nothing is made again, and it is told later', async () => {
    await start();
    const input = withKey();
    let isMade = false;
    outcome = (service) => {
      if (service === 'create') isMade = true;
      return service === 'create' ? 'done-reset' : isMade ? 'status=503' : undefined;
    };
    expect(await create(input)).toMatchObject({ __typename: 'PayLinkOutcomeUnknown', retry: 'SAME_INPUT_LATER' });
    // Looks are held back by now, so asking again is answered without one.
    const before = layer.left.length;
    expect(before).toBeLessThan(2 + MIN_CALLS + 3_000 / PROBE_MS);
    const { answer, ms } = await timed(create(input));
    expect(answer).toMatchObject({ __typename: 'PayLinkOutcomeUnknown', retry: 'SAME_INPUT_LATER' });
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(layer.left.length - before).toBeLessThanOrEqual(1);
    expect(layer.paynet.sandbox.links).toHaveLength(1);

    outcome = well;
    await sleep(PROBE_MS);
    expect(await create(input)).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
    expect(layer.paynet.sandbox.links.filter(({ state }) => state === 'awaiting')).toHaveLength(1);
  });

  it('signing in and making a link without a key go on', async () => {
    await start();
    await breakReads();
    const { agentId, userName, password } = PEOPLE.dealer;
    const signedIn = await layer.execute(SignInDocument, { input: { agentId, userName, password } });
    expect(signedIn.body.data?.login.__typename).toBe('LoginSuccess');
    expect(await create({ payerName: 'Ayşe Yılmaz', amount: '1' })).toMatchObject({
      __typename: 'CreatePayLinkSuccess',
    });
  });
});

describe('while creates are held back because they only fail', () => {
  const creates = () => layer.left.filter(({ path }) => path.endsWith('create')).length;

  /** So many creates fail that they are held back from now on. */
  async function breakCreates(): Promise<void> {
    outcome = down('create', 'code=8');
    for (;;) {
      const few = Array.from({ length: MIN_CALLS }, () => create({ payerName: 'Ayşe Yılmaz', amount: '1' }));
      const ends = await Promise.all(few);
      // Whoever sent one does not hear that nothing was sent, however often it was held back afterwards.
      const sent = ends.filter((end) => end?.__typename !== 'PaynetUnavailable');
      for (const end of sent) expect(end?.__typename).toBe('PayLinkOutcomeUnknown');
      if (sent.length === 0) return;
    }
  }

  it('the answer is at once that nothing was sent; the key is free, also for a corrected input', async () => {
    await start();
    await breakCreates();
    const before = creates();
    const input = withKey();
    const { answer, ms } = await timed(create(input));
    expect(answer).toMatchObject({ __typename: 'PaynetUnavailable', code: 'UPSTREAM_UNAVAILABLE' });
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(creates()).toBe(before);

    outcome = well;
    await sleep(PROBE_MS);
    expect(await create({ ...input, amount: '99' })).toMatchObject({
      __typename: 'CreatePayLinkSuccess',
      replayed: false,
    });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });
});
