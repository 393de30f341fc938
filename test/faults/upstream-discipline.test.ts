import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Fault } from '../support/fault-proxy.ts';
import {
  always,
  atRandom,
  close,
  cut,
  cutChunks,
  cutWithoutLength,
  html,
  reset,
  resetInBody,
  says,
  script,
  silence,
} from '../support/faults.ts';
import { seeded } from '../support/seeded.ts';
import { GRACE_MS, openStage, type Stage, type StageOptions, TELL_TALE } from './stage.ts';

const PROBE_MS = 500;
/** As in production, but for a shorter pause. */
const DISCIPLINE = {
  PAYNET_BREAKER_MIN_CALLS: '20',
  PAYNET_RETRY_PERCENT: '10',
  PAYNET_BREAKER_PROBE_MS: String(PROBE_MS),
};

async function withStage(options: StageOptions, test: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage({ ...options, env: { ...DISCIPLINE, ...options.env } });
  try {
    await test(stage);
    await stage.expectNothingTold();
  } finally {
    await stage.stop();
  }
}

const NO_SUCH_LINK = { data: { payLink: null } };
const codeOf = async ({ read }: Stage, id: string) => (await read({ id })).body.errors?.[0]?.extensions['code'];
const down = says(503, '{}');

it.each<readonly [string, Fault]>([
  ['F07 closed without a byte', close],
  ['F08 reset', reset],
  ['F10 no head', silence],
  ['F12 reset in its body', resetInBody],
  ['F12 cut in its body', cut],
  ['F13 cut between two chunks', cutChunks({ whole: false })],
  ['F14 cut in the middle of JSON', cutWithoutLength()],
  ['F16 an error', says(500, TELL_TALE)],
  ['F16 unavailable', down],
  ['F16 unavailable, with when to come back', says(503, '{}', { 'retry-after': '1' })],
  ['F17 too many calls, with when to come back', says(429, '{}', { 'retry-after': '1' })],
  ['F18 a page', html(200, TELL_TALE)],
  ['F19 a page under HTTP 502', html(502, TELL_TALE)],
  ['F20 nothing', says(200, '')],
])('%s: a query is asked once more, and answered', async (_what, fault) => {
  await withStage({}, async (stage) => {
    stage.proxy.plan(script({ detail: [fault] }));
    expect((await stage.read({ id: 'any' })).body).toEqual(NO_SUCH_LINK);
    expect(stage.proxy.calls).toEqual(['detail', 'detail']);
  });
});

it('F07 F16 again and again: a query is asked three times in all', async () => {
  for (const fault of [close, down]) {
    await withStage({}, async (stage) => {
      stage.proxy.plan(always({ detail: fault }));
      expect(await codeOf(stage, 'any')).toMatch(/^UPSTREAM_(?:BAD_RESPONSE|ERROR)$/);
      expect(stage.proxy.calls).toEqual(['detail', 'detail', 'detail']);
    });
  }
});

it.each([429, 503])('F16 F17 HTTP %i with a time: it is waited for where it is short, else told', async (status) => {
  await withStage({}, async (stage) => {
    stage.proxy.plan(script({ detail: [says(status, '{}', { 'retry-after': '1' })] }));
    const begun = performance.now();
    expect((await stage.read({ id: 'any' })).body).toEqual(NO_SUCH_LINK);
    expect(performance.now() - begun).toBeGreaterThan(950);

    stage.proxy.plan(script({ detail: [says(status, '{}', { 'retry-after': '3' })] }));
    const { body } = await stage.read({ id: 'any' });
    expect(body.errors).toMatchObject([{ extensions: { retryAfterSeconds: 3, retry: 'SAME_INPUT_LATER' } }]);
    expect(stage.proxy.calls).toEqual(['detail']);
  });
});

it('F43 half of all calls fail at random: hardly more leave than are asked for', async () => {
  await withStage({ env: { PAYNET_BREAKER_MIN_CALLS: '1000000' } }, async (stage) => {
    stage.proxy.plan(atRandom(seeded(43), 0.5, [down, close, reset]));
    const asked = 300;
    for (let count = 0; count < asked; count += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => stage.read({ id: `${count + index}` })));
    }
    expect(stage.proxy.calls.length).toBeGreaterThan(asked);
    expect(stage.proxy.calls.length).toBeLessThanOrEqual(1.1 * asked);
  });
});

it('F43 half of all calls fail at random: Paynet is left alone, and asked again within a pause of its recovery', async () => {
  await withStage({}, async (stage) => {
    stage.proxy.plan(atRandom(seeded(44), 0.5, [down, close, reset]));
    let asked = 0;
    while ((await codeOf(stage, `${asked}`)) !== 'UPSTREAM_UNAVAILABLE') asked += 1;
    expect(asked).toBeLessThan(100);
    const left = stage.proxy.calls.length;
    expect(left).toBeLessThanOrEqual(1.1 * asked + 3);
    // Whoever asks now is told at once, and nothing leaves.
    const begun = performance.now();
    const { body } = await stage.read({ id: 'any' });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryAfterSeconds: 1 });
    expect(performance.now() - begun).toBeLessThan(GRACE_MS);
    expect(stage.proxy.calls).toHaveLength(left);

    stage.proxy.plan(() => undefined);
    const recovered = performance.now();
    while ((await codeOf(stage, 'any')) !== undefined) await sleep(10);
    expect(performance.now() - recovered).toBeLessThan(PROBE_MS + GRACE_MS);
    expect((await stage.read({ id: 'any' })).body).toEqual(NO_SUCH_LINK);
  });
});

it('F01 F02 a Paynet that takes no connection is left alone after twenty calls, and found again', async () => {
  await withStage({}, async (stage) => {
    await stage.proxy.close();
    const begun = performance.now();
    for (let count = 0; count < 30; count += 1) expect(await codeOf(stage, `${count}`)).toBe('UPSTREAM_UNAVAILABLE');
    expect(performance.now() - begun).toBeLessThan(30 * 300);
    await stage.proxy.open();
    await expect.poll(async () => codeOf(stage, 'any'), { timeout: PROBE_MS + GRACE_MS }).toBeUndefined();
  });
});

it('F43 of looking up: links are made all the same', async () => {
  await withStage({}, async (stage) => {
    stage.proxy.plan(always({ detail: down }));
    for (let count = 0; count < 20; count += 1) await stage.read({ id: 'any' });
    stage.expectOnePayable(await stage.create(stage.input({ idempotencyKey: null })), 1);
    expect(stage.proxy.calls.filter((service) => service === 'create')).toHaveLength(1);
  });
});

it.each([401, 403])(
  'F06 under HTTP %i our credentials are shown no more after twenty calls, which stays our own fault',
  async (status) => {
    await withStage({}, async (stage) => {
      const refusing = says(status, JSON.stringify({ type: 'authorization_error', code: status }));
      stage.proxy.plan(always({ detail: refusing, create: refusing, autologin: refusing }));
      for (let count = 0; count < 20; count += 1) expect(await codeOf(stage, `${count}`)).toBe('UPSTREAM_CREDENTIALS');
      expect(stage.proxy.calls).toHaveLength(20);
      expect(await codeOf(stage, 'any')).toBe('UPSTREAM_CREDENTIALS');
      expect(await stage.openPortal()).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', retry: 'NEVER' });
      expect(stage.proxy.calls).toHaveLength(20);
      stage.proxy.plan(() => undefined);
      await expect.poll(async () => codeOf(stage, 'any'), { timeout: PROBE_MS + GRACE_MS }).toBeUndefined();
      expect(await stage.create()).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
    });
  },
);
