import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CreatePayLinkDocument,
  ReadPayLinkDocument,
  SignInDocument,
  SignOutDocument,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { type Layer, startLayer } from '../support/harness.ts';

const HOUR_MS = 60 * 60_000;
const HEADERS_MS = 400;
const GRACE_MS = 1_000;
/** The time as it is, however the clock of this process is set. */
const trueTime = () => performance.timeOrigin + performance.now();

let layer: Layer;
/** How much the layer's memory was turned on: nobody can wait for hours. */
let later: number;
let isSilent: boolean;
beforeEach(async () => {
  later = 0;
  isSilent = false;
  // Paynet has a clock of its own.
  const paynet = await startSandbox({
    port: 0,
    clock: () => new Date(trueTime()),
    outcomeFor: ({ service }) => (isSilent && service === 'detail' ? 'slow' : undefined),
  });
  layer = await startLayer({
    besides: paynet,
    store: createMemoryStore({ knowsEverything: true, now: () => performance.now() + later }),
    env: { PAYNET_HEADERS_TIMEOUT_MS: String(HEADERS_MS), PAYNET_RETRY_PERCENT: '0', PAYNET_BREAKER_PROBE_MS: '300' },
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await layer.stop();
  await layer.paynet.close();
});

/** Sets the wall clock of this process, and of nothing else: timers go by the clock that never jumps, as in production. */
function setClock(byMs: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: trueTime() + byMs });
  vi.advanceTimersByTime(0);
}

const signIn = () => layer.signIn(PEOPLE.dealer);
const read = (token: string) => layer.execute(ReadPayLinkDocument, { by: { id: 'any' } }, { token });
const isSignedIn = async (token: string) =>
  (await layer.execute(WhoAmIDocument, {}, { token })).body.data?.agentSession != null;
const create = async (token: string, idempotencyKey: string) => {
  const input = { payerName: 'Ayşe Yılmaz', amount: '1', idempotencyKey };
  return (await layer.execute(CreatePayLinkDocument, { input }, { token })).body.data?.createPayLink;
};

const JUMPS = [
  ['ahead by 25 hours', 25 * HOUR_MS],
  ['back by 25 hours', -25 * HOUR_MS],
  ['back by half a minute', -30_000],
] as const;

describe.each(JUMPS)('a clock that jumps %s', (_what, byMs) => {
  it('F78 cuts no call short and lets none wait longer, under load', async () => {
    const token = await signIn();
    isSilent = true;
    const begun = performance.now();
    const running = Array.from({ length: 10 }, () => read(token));
    await expect.poll(() => layer.left.length).toBe(11);
    setClock(byMs);
    const codes = (await Promise.all(running)).map(({ body }) => body.errors?.[0]?.extensions['code']);
    expect(new Set(codes)).toEqual(new Set(['UPSTREAM_TIMEOUT']));
    expect(performance.now() - begun).toBeGreaterThan(HEADERS_MS - 50);
    expect(performance.now() - begun).toBeLessThan(HEADERS_MS + GRACE_MS);
  });

  it('F78 neither opens nor closes what is left alone', async () => {
    const token = await signIn();
    isSilent = true;
    await Promise.all(Array.from({ length: 20 }, () => read(token)));
    const { length } = layer.left;
    isSilent = false;
    setClock(byMs);
    vi.useRealTimers();
    expect((await read(token)).body.errors?.[0]?.extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
    expect(layer.left).toHaveLength(length);
    await sleep(300);
    expect((await read(token)).body).toEqual({ data: { payLink: null } });
  });

  it('F78 forgets no key: the same one is the same link', async () => {
    const first = await create(await signIn(), 'order-1');
    setClock(byMs);
    const again = await create(await signIn(), 'order-1');
    if (first?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const { id, url } = first.payLink;
    // Whether its hours are over is read from the wall clock; nothing else tells.
    expect(again).toMatchObject({ replayed: true, payLink: { id, url } });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });

  it('F78 lets people sign in', async () => {
    setClock(byMs);
    expect(await isSignedIn(await signIn())).toBe(true);
  });
});

describe('no session outlives its end', () => {
  it('F78 where the clock jumps past it: it is over, and signing in again helps', async () => {
    const token = await signIn();
    setClock(13 * HOUR_MS);
    expect(await isSignedIn(token)).toBe(false);
    expect(await isSignedIn(await signIn())).toBe(true);
  });

  it('F78 where the clock is set back behind its beginning', async () => {
    setClock(25 * HOUR_MS);
    const token = await signIn();
    expect(await isSignedIn(token)).toBe(true);
    setClock(0);
    expect(
      (await layer.execute(ReadPayLinkDocument, { by: { id: 'any' } }, { token })).body.errors?.[0]?.extensions,
    ).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await isSignedIn(await signIn())).toBe(true);
  });

  it('F78 where it was closed while the clock said that it was nearly over', async () => {
    const token = await signIn();
    setClock(11.5 * HOUR_MS);
    await layer.execute(SignOutDocument, {}, { token });
    setClock(0);
    later = HOUR_MS;
    expect(await isSignedIn(token)).toBe(false);
  });

  it('F78 and a small difference of two replicas’ clocks ends none', async () => {
    setClock(30_000);
    const token = await signIn();
    setClock(0);
    expect(await isSignedIn(token)).toBe(true);
    const { agentId, userName, password } = PEOPLE.dealer;
    const { body } = await layer.execute(SignInDocument, { input: { agentId, userName, password } });
    expect(body.data?.login.__typename).toBe('LoginSuccess');
  });
});
