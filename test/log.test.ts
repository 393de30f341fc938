import { execFileSync } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../src/access/audit.ts';
import type { Caller } from '../src/access/caller.ts';
import { createLineWriter, createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { createPaynetClient } from '../src/paynet/client.ts';
import { SANDBOX_SECRET_KEY, startSandbox } from '../src/sandbox/app.ts';
import { PEOPLE } from '../src/sandbox/seed.ts';
import { createRequestLog } from '../src/server/request-log.ts';

const lines: string[] = [];
const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });

/** The only line that something leads to, without its time. */
function lineOf(act: () => void): string {
  lines.length = 0;
  act();
  expect(lines).toHaveLength(1);
  return lines.join('').replace(/"time":\d+/, '"time":0');
}

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\ud83d', '\n'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

describe('a line that comes with every request is what the log itself would have written', () => {
  it('whatever its members are', () => {
    const write = createLineWriter(log, 'said', { audit: true });
    const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
    const members = fc.dictionary(fc.constantFrom('two', 'three'), fc.oneof(value, fc.record({ inner: value })));
    fc.assert(
      fc.property(members, (others) => {
        const said = { one: 1, ...others };
        const written = lineOf(() => write(() => JSON.stringify(said).slice(1, -1)));
        expect(written).toBe(lineOf(() => log.child({ audit: true }).info(said, 'said')));
      }),
    );
  });

  it('in the audit trail', async () => {
    const sandbox = await startSandbox({ port: 0 });
    const paynet = createPaynetClient({ baseUrl: sandbox.url, secretKey: SANDBOX_SECRET_KEY });
    const login = await paynet.agent.login(PEOPLE.paynet);
    await paynet.close();
    await sandbox.close();

    const person = fc.record({ agentId: text, userName: text });
    const callers: fc.Arbitrary<Caller> = fc.oneof(
      fc.constant({ kind: 'anonymous', because: 'no-token' } as const),
      text.map((name) => ({ kind: 'service', name, scopes: new Set<string>(), expiresAt: 0 }) as const),
      person.map(({ agentId, userName }) => ({
        kind: 'agent-user' as const,
        session: {
          id: '',
          expiresAt: 0,
          login: { ...login, agent: { ...login.agent, id: agentId }, user: { ...login.user, id: userName } },
        },
      })),
    );
    const link = fc.record({ amount: text, agentId: maybe(text), replayed: fc.boolean(), referenceNo: maybe(text) });
    const events = fc.record({
      action: fc.constantFrom('login', 'createPayLink'),
      outcome: fc.oneof(fc.constant('DONE'), text),
      payLink: maybe(link),
      user: maybe(person),
    });
    const audit = createAudit({ secret: 'x'.repeat(32), write: createLineWriter(log, 'audit', { audit: true }) });
    fc.assert(
      fc.property(events, callers, text, text, (event, caller, network, requestId) => {
        const by = { caller, source: `${network}.1`, requestId };
        const written = lineOf(() => audit(event, by));
        // The same again: by now it is known who that is.
        expect(lineOf(() => audit(event, by))).toBe(written);
        const { action, outcome, payLink } = event;
        // Who it was is told by a key, and by the beginning of a name.
        const told = JSON.parse(written) as { user?: unknown; by?: unknown };
        const said = { action, outcome, payLink, user: told.user, by: told.by, from: `${network}.x`, requestId };
        expect(written).toBe(lineOf(() => log.child({ audit: true }).info(said, 'audit')));
      }),
    );
  });

  it('of the request itself', () => {
    const logRequest = createRequestLog(log, createMetrics({ ofProcess: false }));
    const notes = fc.record(
      { operation: text, referenceNos: fc.array(text, { minLength: 1, maxLength: 3 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(notes, text, text, fc.boolean(), (notes, path, requestId, writableFinished) => {
        const request = new IncomingMessage(new Socket());
        request.method = 'POST';
        const response = new ServerResponse(request);
        Object.defineProperty(response, 'writableFinished', { value: writableFinished });
        const written = lineOf(() => {
          logRequest(request, response, { requestId, path, notes });
          response.emit('close');
        });
        const { durationMs } = JSON.parse(written) as { durationMs: number };
        const said = { requestId, method: 'POST', path, ...notes, status: 200, durationMs };
        const aborted = writableFinished ? {} : { aborted: true };
        expect(written).toBe(lineOf(() => log.info({ ...said, ...aborted }, 'request')));
      }),
    );
  });
});

describe('standard output', () => {
  it('has all lines in the order in which things happened, those of the last moment too', () => {
    const program = `
      import { createLineWriter, createLog } from '${new URL('../src/log.ts', import.meta.url)}';
      const log = createLog({ level: 'info' });
      const write = createLineWriter(log, 'later');
      for (let count = 0; count < 1000; count += 2) {
        write(() => '"count":' + count);
        log.info({ count: count + 1 }, 'at once');
      }
    `;
    const written = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    const counts = written.trim().split('\n');
    expect(counts.map((line) => (JSON.parse(line) as { count: number }).count)).toEqual(
      counts.map((_, index) => index),
    );
    expect(counts).toHaveLength(1_000);
  });
});
