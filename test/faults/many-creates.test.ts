import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CreatePayLinkDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import type { Fault } from '../support/fault-proxy.ts';
import {
  after,
  amended,
  atRandom,
  breakAfterwards,
  close,
  closeAfterwards,
  cut,
  cutChunks,
  cutWithoutLength,
  drip,
  html,
  huge,
  late,
  redirect,
  reset,
  resetInBody,
  says,
  silence,
} from '../support/faults.ts';
import { startLayer } from '../support/harness.ts';
import { brokenPromises, createMany, unclear } from '../support/many-creates.ts';
import { seeded } from '../support/seeded.ts';
import { openStage } from './stage.ts';

const SEED = 118;
/** The sandbox's clock runs ten times as fast, so three seconds of its time pass in three tenths. */
const FASTER = 10;
const LOOKUP_LAG_MS = 3_000;
/** Sandbox, layer and callers share one process here: a request may lie unread for a second or two where it is busy. */
const SETTLE_MS = 5_000;
const LIMITS = {
  PAYNET_CALL_TIMEOUT_MS: '1000',
  PAYNET_HEADERS_TIMEOUT_MS: '1000',
  REQUEST_TIMEOUT_MS: '15000',
  PAYNET_SETTLE_MS: String(SETTLE_MS),
  LOG_LEVEL: 'silent',
};

describe('a thousand creates, of which one call in five ends unclear, with several callers for each key', () => {
  it.each([
    ['without an address in the detail', 'usual'],
    ['with an address in the detail', 'generous'],
  ] as const)(
    'F35 F36 %s: never two payable links, never "created" without one, never "failed" with one',
    async (_what, linkMembers) => {
      const random = seeded(SEED);
      const begun = Date.now();
      const layer = await startLayer({
        env: LIMITS,
        clock: () => new Date(begun + (Date.now() - begun) * FASTER),
        sandbox: { linkMembers, lookupLagMs: LOOKUP_LAG_MS, outcomeFor: unclear(random, 1 / 5) },
      });
      try {
        const token = await layer.signIn(PEOPLE.dealer);
        const told = await createMany({
          keys: 200,
          creates: 500,
          atOnce: 25,
          random,
          ask: async (input) =>
            (await layer.execute(CreatePayLinkDocument, { input }, { token })).body.data?.createPayLink,
        });
        const book = layer.paynet.sandbox.links;
        expect(told).toHaveLength(500);
        expect(brokenPromises(told, book)).toEqual([]);
        // Each key came to its link in the end, and it was not easy.
        expect(book.filter(({ state }) => state === 'awaiting')).toHaveLength(200);
        if (linkMembers === 'usual') expect(book.length).toBeGreaterThan(210);
      } finally {
        await layer.stop();
      }
    },
    120_000,
  );
});

describe('creates of which every second call ends unclear, with a breaker that opens and closes all the time', () => {
  it('F36 F43 never two payable links, never "created" without one, never "failed" with one', async () => {
    const random = seeded(SEED);
    const layer = await startLayer({
      env: {
        ...LIMITS,
        PAYNET_SETTLE_MS: '1500',
        PAYNET_BREAKER_MIN_CALLS: '2',
        PAYNET_BREAKER_PROBE_MS: '20',
        PAYNET_RETRY_PERCENT: '100',
      },
      sandbox: { outcomeFor: unclear(random, 1 / 2) },
    });
    try {
      const token = await layer.signIn(PEOPLE.dealer);
      let heldBack = 0;
      const told = await createMany({
        keys: 60,
        creates: 150,
        atOnce: 10,
        random,
        async ask(input) {
          const { body } = await layer.execute(CreatePayLinkDocument, { input }, { token });
          const answer = body.data?.createPayLink;
          if (answer?.__typename === 'PaynetUnavailable') heldBack += 1;
          // A careful client waits before it asks again.
          if (answer !== undefined && 'retry' in answer) await sleep(20);
          return answer;
        },
      });
      expect(told).toHaveLength(150);
      expect(heldBack).toBeGreaterThan(0);
      expect(brokenPromises(told, layer.paynet.sandbox.links)).toEqual([]);
      expect(layer.paynet.sandbox.links.filter(({ state }) => state === 'awaiting')).toHaveLength(60);
    } finally {
      await layer.stop();
    }
  }, 120_000);
});

describe('creates of which one call in four meets some fault on its way, of every kind there is', () => {
  const FAULTS: readonly Fault[] = [
    reset,
    close,
    silence,
    after(reset),
    after(close),
    after(silence),
    late(3_000),
    drip(5),
    resetInBody,
    cut,
    cutChunks({ whole: false }),
    cutChunks({ whole: true }),
    cutWithoutLength(),
    says(503, '{}'),
    after(says(500, '{}')),
    says(429, '{}', { 'retry-after': '0' }),
    after(says(429, '{}')),
    html(200, ''),
    after(html(200, '')),
    after(html(502, '')),
    after(says(204, '')),
    after(says(200, '{}')),
    after(says(200, '{"code":10}')),
    redirect('https://elsewhere.invalid/'),
    amended({ url: 'javascript:alert(1)' }),
    amended({ code: '0.0' }),
    huge(2),
    breakAfterwards,
    closeAfterwards,
  ];

  it('F36 F43 never two payable links, never "created" without one, never "failed" with one', async () => {
    const stage = await openStage({
      env: {
        PAYNET_HEADERS_TIMEOUT_MS: '500',
        PAYNET_BODY_TIMEOUT_MS: '500',
        PAYNET_CALL_TIMEOUT_MS: '1000',
        REQUEST_TIMEOUT_MS: '15000',
        PAYNET_SETTLE_MS: '3000',
        PAYNET_RETRY_PERCENT: '10',
        LOG_LEVEL: 'silent',
      },
    });
    try {
      stage.proxy.plan(atRandom(seeded(SEED), 1 / 4, FAULTS));
      const { layer, token, paynet } = stage;
      const told = await createMany({
        keys: 100,
        creates: 250,
        atOnce: 25,
        random: seeded(SEED + 1),
        ask: async (input) =>
          (await layer.execute(CreatePayLinkDocument, { input }, { token })).body.data?.createPayLink,
      });
      const { links } = paynet.sandbox;
      expect(told).toHaveLength(250);
      expect(brokenPromises(told, links)).toEqual([]);
      expect(links.filter(({ state }) => state === 'awaiting')).toHaveLength(100);
      expect(links.length).toBeGreaterThan(105);
    } finally {
      await stage.stop();
    }
  }, 120_000);
});
