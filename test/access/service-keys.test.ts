import { generateKeyPairSync, sign } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceKeys } from '../../src/access/service-keys.ts';
import { createServiceTokens } from '../../src/access/service-tokens.ts';
import { type Issuer, type Key, makeKey, startIssuer } from '../support/issuer.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

let known: Key;
let other: Key;
let issuer: Issuer;
/** What was said about trouble with the keys so far. */
let troubles: unknown[];
/** How far the clock was turned on. */
let later: number;
/** Who a token makes its bearer, as somebody's name or as the reason there is none. */
let whoIs: (token: string) => Promise<string>;
beforeEach(async () => {
  known = await makeKey('known');
  other = await makeKey('other');
  issuer = await startIssuer([known]);
  troubles = [];
  later = 0;
  const clock = () => new Date(Date.now() + later);
  const tokens = createServiceTokens({
    issuer: issuer.env['SERVICE_ISSUER'] ?? '',
    audience: issuer.env['SERVICE_AUDIENCE'] ?? '',
    keys: createServiceKeys({
      url: issuer.jwksUrl,
      onTrouble: (error) => troubles.push(error),
      now: () => performance.now() + later,
    }),
    clock,
  });
  whoIs = async (token) => {
    const caller = await tokens.read(token, () => undefined);
    return caller.kind === 'service' ? caller.name : caller.because;
  };
});
afterEach(() => issuer.stop());

/** Valid for a whole day, whatever the clock says. */
const longToken = (key: Key) => issuer.sign({ exp: Math.floor(Date.now() / 1_000) + 24 * 60 * 60 }, { key });
const goAway = (response: ServerResponse) => void response.destroy();

describe('the keys of services', () => {
  it('are fetched when the first token comes, and again after ten minutes: a key that was taken out is refused', async () => {
    const token = await longToken(known);
    expect(issuer.fetches).toBe(0);
    expect(await whoIs(token)).toBe('billing');
    issuer.publish([other]);
    later = 9 * MINUTE_MS;
    expect(await whoIs(token)).toBe('billing');
    expect(issuer.fetches).toBe(1);
    later = 11 * MINUTE_MS;
    expect(await whoIs(token)).toBe('unknown-token');
    expect(issuer.fetches).toBe(2);
  });

  it('go on working for as long as the issuer is down', async () => {
    const token = await longToken(known);
    await whoIs(token);
    issuer.answerWith(goAway);
    for (later = 11 * MINUTE_MS; later < 120 * MINUTE_MS; later += 11 * MINUTE_MS) {
      expect(await whoIs(token)).toBe('billing');
    }
    expect(troubles).toHaveLength(1);
  });

  it('are asked for once in ten seconds at most, however many unknown keys are named', async () => {
    await whoIs(await longToken(known));
    const strangers = await Promise.all(['a', 'b', 'c', 'd'].map(async (id) => longToken({ ...other, id })));
    for (const token of [...strangers, ...strangers]) expect(await whoIs(token)).toBe('unknown-token');
    expect(issuer.fetches).toBe(2);
    later = 11 * SECOND_MS;
    for (const token of strangers) expect(await whoIs(token)).toBe('unknown-token');
    expect(issuer.fetches).toBe(3);
  });

  it('are asked for as rarely while nobody answers, and found again soon after somebody does', async () => {
    issuer.answerWith(goAway);
    const token = await longToken(known);
    for (let count = 0; count < 5; count += 1) expect(await whoIs(token)).toBe('unknown-token');
    expect(issuer.fetches).toBe(1);
    issuer.answerWith(null);
    later = 11 * SECOND_MS;
    expect(await whoIs(token)).toBe('billing');
  });

  it('are worth a word each time the trouble begins, not while it lasts', async () => {
    const token = await longToken(known);
    for (const outage of [1, 2]) {
      issuer.answerWith(goAway);
      later += 11 * MINUTE_MS;
      await whoIs(token);
      later += MINUTE_MS;
      await whoIs(token);
      expect(troubles).toHaveLength(outage);
      issuer.answerWith(null);
      later += MINUTE_MS;
      expect(await whoIs(token)).toBe('billing');
    }
  });

  const json =
    (body: string, status = 200) =>
    (response: ServerResponse) =>
      void response.writeHead(status).end(body);
  it.each<[what: string, answer: (response: ServerResponse) => void]>([
    ['a fault', json('{"keys":[]}', 500)],
    ['no JSON', json('<html>')],
    ['JSON that is no key set', json('{"keys":{}}')],
    ['nothing', json('')],
    ['half an answer', (response) => void (response.writeHead(200).write('{"keys":['), response.destroy())],
    ['the way to somewhere else', (response) => void response.writeHead(302, { location: issuer.jwksUrl }).end()],
  ])('cannot be had from %s: it is told once, and nobody comes in by them', async (_what, answer) => {
    issuer.answerWith(answer);
    expect(await whoIs(await longToken(known))).toBe('unknown-token');
    expect(troubles).toHaveLength(1);
    expect(issuer.fetches).toBe(1);
  });

  it('are not waited for longer than two seconds', async () => {
    issuer.answerWith(() => undefined);
    const begun = performance.now();
    expect(await whoIs(await longToken(known))).toBe('unknown-token');
    const waited = performance.now() - begun;
    expect(waited).toBeGreaterThan(1_900);
    expect(waited).toBeLessThan(5_000);
  });

  it('do no harm when one of them cannot be used', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const short = { publicJwk: { ...publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256', use: 'sig' } };
    issuer.publish([known, short]);
    const [, claims] = (await longToken(known)).split('.');
    const signed = `${Buffer.from('{"alg":"RS256","kid":"short"}').toString('base64url')}.${claims}`;
    const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
    expect(await whoIs(`${signed}.${signature}`)).toBe('unknown-token');
    expect(await whoIs(await longToken(known))).toBe('billing');
  });
});
