import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startIssuer } from './support/issuer.ts';
import { type Program, startProgram } from './support/program.ts';
import { describeWithRedis, startRedis } from './support/redis.ts';

const ANY_PORT = { PORT: '0', SANDBOX_PORT: '0' };
const STARTS_WITHIN = { timeout: 15_000 };

let program: Program | undefined;
afterEach(() => program?.stop('SIGKILL'));

/** With the Node that runs the tests. */
const start = (args: readonly string[], env: Record<string, string>): Program => {
  program = startProgram(process.execPath, args, env);
  return program;
};

/** A module that goes before a program and prints, when it ends, a line for each module that was loaded. */
const TELLS_WHAT_WAS_LOADED = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const urls = [];
  registerHooks({
    load(url, context, next) {
      urls.push(url);
      return next(url, context);
    },
  });
  process.on('exit', () => {
    for (const each of [...urls, ...process.moduleLoadList]) console.log('loaded ' + each);
  });
`)}`;

async function addressIn({ printed }: Program, pattern: RegExp): Promise<string> {
  await expect.poll(printed, STARTS_WITHIN).toMatch(pattern);
  return pattern.exec(printed())?.[1] ?? '';
}

describe('npm start', () => {
  it('prints where GraphiQL is, that this is the sandbox, and how to sign in; and that is how it is', async () => {
    program = startProgram('npm', ['start'], ANY_PORT);
    const graphql = await addressIn(program, /GraphiQL {2}(http:\S+)\n/);
    const sandbox = await addressIn(
      program,
      /Sandbox {3}(http:\S+) {2}a pretend Paynet: no account is needed and no real money moves\n/,
    );
    expect(program.printed()).toContain('Sign in with agentId "1001", userName "paynet", password "paynet".');
    expect(program.printed()).not.toContain('\u001b[');

    const page = await fetch(graphql, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<title>Paynet GraphQL');
    expect((await fetch(sandbox)).status).toBe(200);
    const query =
      'mutation { login(input: { agentId: "1001", userName: "paynet", password: "paynet" }) { __typename } }';
    const login = await fetch(graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await login.json()).toEqual({ data: { login: { __typename: 'LoginSuccess' } } });
  });

  it('speaks of no GraphiQL where only trusted documents are taken', async () => {
    const running = start(['src/main.ts'], { ...ANY_PORT, TRUSTED_DOCUMENTS_ONLY: 'true' });
    const graphql = await addressIn(running, /GraphQL {3}(http:\S+) {2}for trusted documents only\n/);
    expect(running.printed()).not.toContain('GraphiQL');
    const refused = await fetch(graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'TRUSTED_DOCUMENTS_ONLY' } }] });
  });

  it('ends with 0 after SIGTERM, and after Ctrl+C', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const running = start(['src/main.ts'], ANY_PORT);
      await addressIn(running, /GraphiQL {2}(http:\S+)\n/);
      expect(await running.stop(signal)).toBe(0);
    }
  });

  it('stops before it starts for settings that are wrong, with one message and exit code 78', async () => {
    const { exit, printed } = start(['src/main.ts'], {
      PAYNET_ENVIRONMENT: 'live',
      PORT: 'http',
      SESSION_SECRET: 'too-short',
    });
    expect(await exit).toBe(78);
    expect(
      printed()
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual([
      'The settings are not right, so nothing was started:',
      '  - PORT must be a whole number from 0 to 65535',
      '  - SESSION_SECRET must have at least 32 characters; make one with: openssl rand -base64 32',
      "  - PAYNET_SECRET_KEY must be set with PAYNET_ENVIRONMENT=live: the company's key, as issued",
    ]);
  });

  it('says in plain words when a port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await expect.poll(() => squatter.listening).toBe(true);
    const { port } = squatter.address() as AddressInfo;
    const { exit, printed } = start(['src/main.ts'], { PORT: String(port), SANDBOX_PORT: '0' });
    expect(await exit).toBe(1);
    expect(printed().trim()).toBe(
      'A port is taken already. Stop what uses it, or set PORT and SANDBOX_PORT to others.',
    );
    squatter.close();
  });

  it('never starts the sandbox beside a real key', async () => {
    const { printed, stop } = start(['src/main.ts'], {
      ...ANY_PORT,
      PAYNET_ENVIRONMENT: 'test',
      PAYNET_SECRET_KEY: 'sck_pcs_planted',
      SESSION_SECRET: 'a-secret-of-more-than-32-characters',
    });
    await expect.poll(printed, STARTS_WITHIN).toContain('Paynet    https://pts-api.paynet.com.tr  the test system');
    expect(printed()).not.toMatch(/sandbox|pretend|sck_pcs/i);
    await stop();
  });
});

/** What the image runs: built with `npm run build`, started as its command does. */
describe('the built program in production', () => {
  beforeAll(() => {
    execFileSync('npm', ['run', 'build'], { stdio: 'pipe' });
  }, 60_000);

  it('loads nothing of the sandbox, Yoga, Redis, services’ tokens, Apollo or Node’s own fetch before it is needed', async () => {
    const running = start([`--import=${TELLS_WHAT_WAS_LOADED}`, 'dist/main.js'], {
      NODE_ENV: 'production',
      PAYNET_ENVIRONMENT: 'test',
      PAYNET_SECRET_KEY: 'sck_pcs_planted',
      SESSION_SECRET: 'a-secret-of-more-than-32-characters',
      PORT: '0',
    });
    await running.waitFor(/"msg":"listening"/);
    await running.stop();
    const loaded = running.printed();
    expect(loaded).not.toMatch(/^loaded .*internal\/deps\/undici/m);
    const files = [...loaded.matchAll(/^loaded file:\/\/(.*\/dist\/.*)$/gm)].map(([, path = '']) => path);
    // The build says above each module where it is from.
    const modules = files.flatMap((path) => readFileSync(path, 'utf8').match(/^\/\/ (?:src|node_modules)\/.*/gm) ?? []);
    expect(modules).toContain('// src/server/app.ts');
    const early = / (?:src\/sandbox\/|node_modules\/(?:graphql-yoga|ioredis|jose|@apollo)\/)/;
    expect(modules.filter((each) => early.test(each))).toEqual([]);
    expect(loaded).not.toMatch(/^loaded .*node_modules/m);
  });

  it('says under which licence each package is that it is built of', () => {
    const told = JSON.parse(readFileSync('dist/licenses.json', 'utf8')) as { name: string; license: string }[];
    const licences = new Map(told.map(({ name, license }) => [name, license]));
    const modules = readdirSync('dist').flatMap(
      (file) => readFileSync(`dist/${file}`, 'utf8').match(/^\/\/ node_modules\/.*/gm) ?? [],
    );
    const packages = modules.map((each) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(each)?.[1] ?? each);
    expect(packages).toContain('undici');
    expect(packages.filter((each) => (licences.get(each) ?? '') === '')).toEqual([]);
  });

  it('is healthy, answers, and logs JSON lines only', async () => {
    const port = await freePort();
    const running = start(['dist/main.js'], {
      NODE_ENV: 'production',
      PAYNET_ENVIRONMENT: 'sandbox',
      PORT: String(port),
      SANDBOX_PORT: '0',
    });
    await expect.poll(running.printed, STARTS_WITHIN).toContain('"msg":"listening"');
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    const query =
      'mutation { login(input: { agentId: "1001", userName: "paynet", password: "paynet" }) { __typename } }';
    const login = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await login.json()).toEqual({ data: { login: { __typename: 'LoginSuccess' } } });
    expect(login.headers.get('set-cookie')).toMatch(
      /^__Host-paynet-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(await running.stop()).toBe(0);
    for (const line of running.printed().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('brings along what it loads late: GraphiQL, requests by GET, streams, tokens of services', async () => {
    const issuer = await startIssuer();
    const running = start(['dist/main.js'], { ...ANY_PORT, ...issuer.env });
    const graphql = await addressIn(running, /GraphiQL {2}(http:\S+)\n/);

    const page = await (await fetch(graphql, { headers: { accept: 'text/html' } })).text();
    const assets = [...page.matchAll(/"(\/graphql\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(assets.length).toBeGreaterThan(0);
    for (const path of assets) expect((await fetch(new URL(path, graphql))).status).toBe(200);

    const byGet = await fetch(`${graphql}?query={__typename}`);
    expect(await byGet.json()).toEqual({ data: { __typename: 'Query' } });

    const token = await issuer.sign({ scope: 'paylink:write paylink:read' });
    expect(await createTwice(graphql, token)).toEqual([false, true]);
    const stream = await ask(graphql, 'subscription { payLinkChanged(id: "1") { status } }', {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await stream.body?.cancel();
    expect(await running.stop()).toBe(0);
    await issuer.stop();
  }, 60_000);

  describeWithRedis('the built program', () => {
    it('remembers there who logged out', async () => {
      const redis = await startRedis();
      const running = start(['dist/main.js'], { ...ANY_PORT, REDIS_URL: redis.url });
      const graphql = await addressIn(running, /GraphiQL {2}(http:\S+)\n/);
      const person = '{ agentId: "1001", userName: "paynet", password: "paynet" }';
      const login = await ask(graphql, `mutation { login(input: ${person}) { ... on LoginSuccess { token } } }`);
      const { data } = await login.json();
      const authorization = `Bearer ${data.login.token}`;
      const whoAmI = async () => (await ask(graphql, '{ agentSession { user { id } } }', { authorization })).json();
      expect(await whoAmI()).toEqual({ data: { agentSession: { user: { id: 'paynet' } } } });
      await ask(graphql, 'mutation { logout { __typename } }', { authorization });
      expect(await whoAmI()).toEqual({ data: { agentSession: null } });
      expect(await redis.client.keys('paynet-graphql:sandbox:revoked-session:*')).toHaveLength(1);
      expect(await running.stop()).toBe(0);
      await redis.stop();
    }, 60_000);
  });

  it('does not start on a pretend Paynet because somebody forgot the key', async () => {
    const { exit, printed } = start(['dist/main.js'], { NODE_ENV: 'production' });
    expect(await exit).toBe(78);
    expect(printed()).toContain('PAYNET_ENVIRONMENT must be said in production');
  });
});

function ask(graphql: string, query: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = JSON.stringify({ query });
  return fetch(graphql, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

/** Whether each of two creates with one key was a replay. */
async function createTwice(graphql: string, token: string): Promise<unknown[]> {
  const input = '{ payerName: "Ayşe Yılmaz", amount: "120.10", agentId: "1001", idempotencyKey: "one" }';
  const create = `mutation { createPayLink(input: ${input}) { ... on CreatePayLinkSuccess { replayed } } }`;
  const replayed = [];
  for (let time = 0; time < 2; time += 1) {
    const { data } = await (await ask(graphql, create, { authorization: `Bearer ${token}` })).json();
    replayed.push(data?.createPayLink.replayed);
  }
  return replayed;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await expect.poll(() => probe.listening).toBe(true);
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
