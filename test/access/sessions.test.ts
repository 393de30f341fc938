import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSessions, type SessionOptions, type Sessions } from '../../src/access/sessions.ts';
import { createPaynetClient } from '../../src/paynet/client.ts';
import type { AgentLogin } from '../../src/paynet/services/agent.ts';
import { SANDBOX_SECRET_KEY, startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const SECRET = 'a-secret-of-more-than-32-characters';
const OTHER_SECRET = 'another-secret-of-more-than-32-chars';

/** A real login of the sandbox, with the last day it says. */
const login: AgentLogin = await (async () => {
  const paynet = await startSandbox({ port: 0 });
  const client = createPaynetClient({ baseUrl: paynet.url, secretKey: SANDBOX_SECRET_KEY });
  const answer = await client.agent.login(PEOPLE.paynet);
  await client.close();
  await paynet.close();
  return answer;
})();

function sessionsAt(time: string, options: Partial<SessionOptions> = {}): Sessions {
  return createSessions({
    secret: SECRET,
    issuer: 'test',
    store: createMemoryStore(),
    now: () => Date.parse(time),
    ...options,
  });
}

function open(sessions: Sessions, expiresOn = '2030-01-01') {
  const opened = sessions.open({ ...login, expiresOn });
  if (typeof opened === 'string') throw new Error(opened);
  return opened;
}

const NOW = '2026-03-01T12:00:00Z';

describe('a sealed session', () => {
  it('is read by any replica with the same secret, with everything it was sealed with', async () => {
    const { token, session } = open(sessionsAt(NOW));
    expect(await sessionsAt(NOW).read(token)).toEqual({ kind: 'agent-user', session });
    expect(session.login.agent.name).toBe('PAYNET ÖDEME HİZMETLERİ A.Ş.');
  });

  it('is still read after the secret was changed, as long as the old one is named', async () => {
    const { token } = open(sessionsAt(NOW));
    const rotated = sessionsAt(NOW, { secret: OTHER_SECRET, previousSecret: SECRET });
    expect(await rotated.read(token)).toMatchObject({ kind: 'agent-user' });
    expect(await sessionsAt(NOW, { secret: OTHER_SECRET }).read(token)).toEqual({
      kind: 'anonymous',
      because: 'unknown-token',
    });
  });

  it('is sealed with the new secret only', async () => {
    const { token } = open(sessionsAt(NOW, { secret: OTHER_SECRET, previousSecret: SECRET }));
    expect(await sessionsAt(NOW).read(token)).toEqual({ kind: 'anonymous', because: 'unknown-token' });
  });

  it('of another system is not known', async () => {
    const { token } = open(sessionsAt(NOW, { issuer: 'paynet-graphql test' }));
    expect(await sessionsAt(NOW, { issuer: 'paynet-graphql live' }).read(token)).toEqual({
      kind: 'anonymous',
      because: 'unknown-token',
    });
  });

  it('is not known any more when a single character of it was changed', async () => {
    const sessions = sessionsAt(NOW);
    const { token } = open(sessions);
    for (let index = 0; index < token.length; index += 37) {
      // The last character of a part has bits that mean nothing, and a dot is no character of a part.
      if ('.'.includes(token[index] ?? '') || '.'.includes(token[index + 1] ?? '.')) continue;
      const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
      expect(await sessions.read(changed)).toEqual({ kind: 'anonymous', because: 'unknown-token' });
    }
  });

  it('is not known by its end alone, neither before nor after it was opened', async () => {
    const sessions = sessionsAt(NOW);
    const [{ token, session }, other] = [open(sessions), open(sessions)];
    const mixed = other.token.slice(0, -22) + token.slice(-22);
    for (const _time of ['before', 'after']) {
      expect(await sessions.read(mixed)).toEqual({ kind: 'anonymous', because: 'unknown-token' });
      expect(await sessions.read(token)).toEqual({ kind: 'agent-user', session });
    }
  });

  it.each(['', 'x', 'a.b.c', 'a.b.c.d.e', '....', 'ü'])('is not made of "%s"', async (token) => {
    expect(await sessionsAt(NOW).read(token)).toEqual({ kind: 'anonymous', because: 'unknown-token' });
  });

  it('ends after twelve hours', async () => {
    const { token } = open(sessionsAt(NOW));
    expect(await sessionsAt('2026-03-01T23:59:59Z').read(token)).toMatchObject({ kind: 'agent-user' });
    expect(await sessionsAt('2026-03-02T00:00:00Z').read(token)).toEqual({ kind: 'anonymous', because: 'expired' });
  });

  it('ends earlier when Paynet’s last day begins in Turkey', () => {
    const { session } = open(sessionsAt(NOW), '2026-03-02');
    expect(new Date(session.expiresAt).toISOString()).toBe('2026-03-01T21:00:00.000Z');
  });

  it.each(['2026-03-01', '2026-02-28', '2020-05-03'])(
    'is not opened when its last day, %s, has begun or is over',
    (expiresOn) => {
      expect(sessionsAt(NOW).open({ ...login, expiresOn })).toBe('already-over');
    },
  );

  it.each(['isBlocked', 'isDeleted'] as const)('is not opened for an agent that %s', (flag) => {
    expect(sessionsAt(NOW).open({ ...login, expiresOn: '2030-01-01', agent: { ...login.agent, [flag]: true } })).toBe(
      'shut-out',
    );
  });

  it('is closed wherever the same store is', async () => {
    const store = createMemoryStore();
    const { token, session } = open(sessionsAt(NOW, { store }));
    await sessionsAt(NOW, { store }).close(session);
    expect(await sessionsAt(NOW, { store }).read(token)).toEqual({ kind: 'anonymous', because: 'expired' });
  });

  it('stays closed where another replica’s clock is a little behind', async () => {
    let elapsedMs = 0;
    const store = createMemoryStore({ now: () => elapsedMs });
    const at = (offsetMs: number) => sessionsAt(new Date(Date.parse(NOW) + offsetMs).toISOString(), { store });
    const { token, session } = open(at(0));
    const lastSecond = session.expiresAt - Date.parse(NOW) - 1_000;
    await at(lastSecond).close(session);
    elapsedMs += 2_000;
    expect(await at(lastSecond + 2_000 - 30_000).read(token)).toEqual({ kind: 'anonymous', because: 'expired' });
  });

  it('leaves behind the one member without a documented size, where a token would grow too long for a header', async () => {
    const companies = Array.from({ length: 2_000 }, () => randomUUID());
    const opened = sessionsAt(NOW).open({ ...login, expiresOn: '2030-01-01', companies });
    if (typeof opened === 'string') throw new Error(opened);
    expect(opened.session.login.companies).toEqual(companies);
    expect(opened.token.length).toBeLessThan(8_192);
    const caller = await sessionsAt(NOW).read(opened.token);
    expect(caller.kind === 'agent-user' && caller.session.login).toEqual({
      ...login,
      expiresOn: '2030-01-01',
      companies: null,
    });
  });

  it('leaves it behind also where it is large and compresses well: what is sealed can be opened', async () => {
    const companies = Array.from({ length: 8_000 }, () => ({ company_code: '1001', name: 'Kuzey Elektronik' }));
    const opened = sessionsAt(NOW).open({ ...login, expiresOn: '2030-01-01', companies });
    if (typeof opened === 'string') throw new Error(opened);
    expect(await sessionsAt(NOW).read(opened.token)).toMatchObject({
      kind: 'agent-user',
      session: { login: { user: login.user, companies: null } },
    });
  });

  it('fits into a cookie with a hundred menu entries', () => {
    const [first] = login.menuOptions;
    if (first === undefined) throw new Error('the sample has menu entries');
    const menuOptions = Array.from({ length: 100 }, (_, index) => ({
      ...first,
      id: String(index),
      name: `entry_${index}`,
      sortNumber: index,
    }));
    const opened = sessionsAt(NOW).open({ ...login, expiresOn: '2030-01-01', menuOptions });
    if (typeof opened === 'string') throw new Error(opened);
    expect(opened.token.length).toBeLessThan(4_000);
  });
});
