import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { CreatePayLinkDocument, ReadPayLinkDocument, SignInDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { startProgram } from '../support/program.ts';

const TOKEN = 'x'.repeat(32);
const TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

let layer: Layer;
let token: string;
let outcome: string | undefined;
beforeEach(async () => {
  outcome = undefined;
  layer = await startLayer({
    env: { PAYNET_BREAKER_MIN_CALLS: '4', PAYNET_BREAKER_PROBE_MS: '100' },
    sandbox: { outcomeFor: ({ service }) => (service === 'detail' ? outcome : undefined) },
  });
  token = await layer.signIn(PEOPLE.dealer);
});
afterEach(() => layer.stop());

async function scrape(url = layer.url): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(TYPE);
  return response.text();
}

/** Every sample but those of histograms' buckets, by name and labels as they stand. */
async function samples(): Promise<Map<string, number>> {
  // A request is counted once its connection has let go of it, a moment after the answer came.
  await sleep(20);
  const lines = (await scrape()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const read = (id: string) => layer.execute(ReadPayLinkDocument, { by: { id } }, { token });
const create = (idempotencyKey: string) =>
  layer.execute(CreatePayLinkDocument, { input: { payerName: 'Ayşe Yılmaz', amount: '1', idempotencyKey } }, { token });

describe('/metrics counts', () => {
  it('what was asked, by fields of the schema, and what of HTTP came of it', async () => {
    await read('any');
    await layer.query(
      'query MyOwnName { a: payLink(by: { id: "x" }) { id } b: agentSession { expiresOn } }',
      {},
      { token },
    );
    await layer.post('{');
    await fetch(`${layer.url}/secret-path?token=abc`);
    const counts = await samples();
    expect(counts.get('paynet_graphql_operations_total{type="mutation",field="login"}')).toBe(1);
    expect(counts.get('paynet_graphql_operations_total{type="query",field="payLink"}')).toBe(2);
    expect(counts.get('paynet_graphql_operations_total{type="query",field="agentSession"}')).toBe(1);
    expect(counts.get('paynet_graphql_http_requests_total{path="/graphql",status="200"}')).toBe(3);
    expect(counts.get('paynet_graphql_http_requests_total{path="/graphql",status="400"}')).toBe(1);
    expect(counts.get('paynet_graphql_http_requests_total{path="another",status="404"}')).toBe(1);
    expect(counts.get('paynet_graphql_http_request_duration_seconds_count{path="/graphql"}')).toBe(4);
  });

  it('sessions and links, new ones and those asked for again', async () => {
    await create('one');
    await create('one');
    await create('two');
    const { agentId, userName } = PEOPLE.dealer;
    await layer.execute(SignInDocument, { input: { agentId, userName, password: 'wrong' } });
    const counts = await samples();
    expect(counts.get('paynet_graphql_sessions_opened_total')).toBe(1);
    expect(counts.get('paynet_graphql_links_total{outcome="created"}')).toBe(2);
    expect(counts.get('paynet_graphql_links_total{outcome="replayed"}')).toBe(1);
    expect(counts.get('paynet_graphql_store_away')).toBe(0);
  });

  it('calls to Paynet by what came of them, repetitions, calls held back, and what is left alone', async () => {
    await read('any');
    outcome = 'status=503';
    await read('any');
    await read('any');
    await read('any');
    const counts = await samples();
    const detail = 'operation="mailorder/detail"';
    expect(counts.get(`paynet_attempts_total{operation="agent/login",result="answered"}`)).toBe(1);
    expect(counts.get(`paynet_attempts_total{${detail},result="refused"}`)).toBe(1);
    const failed = counts.get(`paynet_attempts_total{${detail},result="failed"}`) ?? 0;
    const retried = counts.get(`paynet_retries_total{${detail}}`) ?? 0;
    const heldBack = counts.get(`paynet_held_back_total{${detail},because="outage"}`) ?? 0;
    expect(failed).toBeGreaterThanOrEqual(3);
    expect(retried).toBeGreaterThanOrEqual(2);
    expect(heldBack).toBeGreaterThanOrEqual(1);
    expect(counts.get(`paynet_attempt_duration_seconds_count{${detail}}`)).toBe(failed + 1);
    expect(counts.get('paynet_breaker_open{of="mailorder/detail"}')).toBe(1);
    expect(counts.get('paynet_calls{effect="read",state="in_flight"}')).toBe(0);
    expect(counts.get('paynet_calls{effect="write",state="waiting"}')).toBe(0);

    outcome = undefined;
    await sleep(120);
    await read('any');
    expect((await samples()).get('paynet_breaker_open{of="mailorder/detail"}')).toBe(0);
  });

  it('return codes nobody has documented', async () => {
    outcome = 'code=12';
    await read('any');
    outcome = 'code=999';
    await read('any');
    const counts = await samples();
    expect(counts.get('paynet_undocumented_return_codes_total{operation="mailorder/detail"}')).toBe(1);
  });

  it('nothing anybody wrote: no name, no value, no path', async () => {
    const marks = ['Hidden4711', 'hidden-link-4711', 'HiddenOperation4711', 'hiddenAlias4711', '/hidden4711'];
    const [payer = '', id = '', operation = '', alias = '', path = ''] = marks;
    await layer.query(`query ${operation} { ${alias}: payLink(by: { id: "${id}" }) { id } }`, {}, { token });
    await layer.query(`query ${operation} { ${alias}4712 }`, {}, { token });
    await layer.execute(CreatePayLinkDocument, { input: { payerName: payer, amount: '4711.17' } }, { token });
    await fetch(`${layer.url}${path}`, { method: 'REPORT' });
    const { agentId, userName } = PEOPLE.dealer;
    const text = await scrape();
    // Numbers of milliseconds may hold anything.
    const labels = [...text.matchAll(/"[^"]*"/g)].join('\n');
    expect(labels).toContain('"payLink"');
    for (const each of [...marks, '4711', 'REPORT', token, userName, `"${agentId}"`])
      expect(labels).not.toContain(each);
    // A few hundred lines, however much is asked.
    const before = text.split('\n').length;
    for (let count = 0; count < 50; count += 1) {
      await layer.query(`query Q${count} { a${count}: payLink(by: { id: "${count}" }) { id } }`, {}, { token });
      await fetch(`${layer.url}/path-${count}`);
    }
    expect((await scrape()).split('\n').length).toBeLessThanOrEqual(before + 20);
  });

  it('each of many, whenever somebody looks', async () => {
    const metrics = createMetrics({ ofProcess: false });
    for (let count = 1; count <= 250; count += 1) {
      const operation = ['query payLink agentSession', 'mutation login', 'subscription', undefined][count % 4];
      metrics.requestDone({ path: '/graphql', status: count % 10 === 0 ? null : 200, durationMs: count, operation });
      metrics.paynetHooks.onAttempt({ operation: 'agent/login', requestId: 'one', attempt: 1, durationMs: count });
      metrics.linkAskedFor(count % 5 === 0 ? 'replayed' : 'created');
      if (count % 70 === 0) await metrics.text();
    }
    const text = await metrics.text();
    for (const line of [
      'paynet_graphql_http_requests_total{path="/graphql",status="200"} 225',
      'paynet_graphql_http_requests_total{path="/graphql",status="aborted"} 25',
      'paynet_graphql_http_request_duration_seconds_bucket{le="0.1",path="/graphql"} 75',
      'paynet_graphql_http_request_duration_seconds_count{path="/graphql"} 187',
      'paynet_graphql_operations_total{type="query",field="payLink"} 62',
      'paynet_graphql_operations_total{type="query",field="agentSession"} 62',
      'paynet_graphql_operations_total{type="mutation",field="login"} 63',
      'paynet_attempts_total{operation="agent/login",result="answered"} 250',
      'paynet_attempt_duration_seconds_count{operation="agent/login"} 250',
      'paynet_graphql_links_total{outcome="created"} 200',
      'paynet_graphql_links_total{outcome="replayed"} 50',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('in the form of OpenMetrics, to its end', async () => {
    const text = await scrape();
    expect(text).toMatch(/# EOF\n?$/);
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE|EOF)\b.*|[a-z_]+(?:\{[a-zA-Z_]+="[^"]*"(?:,[a-zA-Z_]+="[^"]*")*\})? [\d.e+-]+)$/,
      );
    }
  });

  it('without being counted or logged itself', async () => {
    await scrape();
    await scrape();
    expect(await scrape()).not.toContain('metrics"');
    expect(layer.log()).not.toContain('/metrics');
  });
});

describe('/metrics is', () => {
  const start = async (env: Record<string, string>) => {
    const other = await startLayer({ env });
    onTestFinished(() => other.stop());
    return other.url;
  };
  const PRODUCTION = { NODE_ENV: 'production', PAYNET_ENVIRONMENT: 'sandbox' };
  const status = async (url: string, headers: Record<string, string> = {}) =>
    (await fetch(`${url}/metrics`, { headers })).status;

  it('not there in production without a token', async () => {
    const url = await start(PRODUCTION);
    expect(await status(url)).toBe(404);
    expect(await status(url, { authorization: `Bearer ${TOKEN}` })).toBe(404);
  });

  it('only for whoever shows the token, where there is one', async () => {
    for (const env of [{ METRICS_TOKEN: TOKEN }, { ...PRODUCTION, METRICS_TOKEN: TOKEN }]) {
      const url = await start(env);
      expect(await status(url, { authorization: `Bearer ${TOKEN}` })).toBe(200);
      for (const shown of ['', 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN]) {
        const response = await fetch(`${url}/metrics`, { headers: { authorization: shown } });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await response.text()).not.toContain('# ');
      }
    }
  });

  it('told of the process, too, as it is started', { timeout: 60_000 }, async () => {
    const program = startProgram('npm', ['start'], { PORT: '0', SANDBOX_PORT: '0' });
    onTestFinished(async () => void (await program.stop()));
    const url = await program.waitFor(/GraphiQL {2}(http:\S+)\/graphql\n/);
    const text = await scrape(url);
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });
});
