import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parse, validate } from 'graphql';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graph/schema.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { describeInChromium } from '../support/browser.ts';
import { type Layer, startLayer } from '../support/harness.ts';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);
/** What a browser sends with the address somebody types. */
const AS_BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

let layer: Layer;
beforeAll(async () => {
  layer = await startLayer();
});
afterAll(() => layer.stop());

interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** One request as it is on the wire: `fetch` would negotiate and unpack by itself. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET', from = layer): Promise<Served> {
  return new Promise((resolve, reject) => {
    request(from.url + path, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** The files the page names, and those its scripts name: the workers. */
async function assetPaths(): Promise<string[]> {
  const named = (text: string) => text.match(/\/graphql\/assets\/[\w.-]+/g) ?? [];
  const byPage = named((await get('/graphql', AS_BROWSER)).body.toString());
  const start = byPage.find((path) => path.includes('/start-')) ?? '';
  return [...byPage, ...named((await get(start)).body.toString())];
}

describe('GraphiQL as it is served', () => {
  it('is a small page under a strict content policy that browsers ask for anew each time', async () => {
    const { status, headers, body } = await get('/graphql', AS_BROWSER);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'accept',
      'x-content-type-options': 'nosniff',
    });
    expect(body.length).toBeLessThan(2_000);
    expect(String(headers['content-security-policy']).split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'", "worker-src 'self'"]),
    );
  });

  it('brings every file it names, to be kept for ever, in the encoding that was asked for', async () => {
    const paths = await assetPaths();
    expect(paths).toHaveLength(7);
    for (const path of paths) {
      const plain = await get(path);
      expect(plain.status, path).toBe(200);
      expect(plain.headers).toMatchObject({
        'content-type': TYPES[path.split('.').at(-1) ?? ''],
        'content-length': String(plain.body.length),
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      expect(plain.headers).not.toHaveProperty('content-encoding');

      const gzipped = await get(path, { 'accept-encoding': 'gzip, deflate' });
      expect(gzipped.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(gzipped.body).equals(plain.body), path).toBe(true);

      const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' });
      expect(brotli.headers['content-encoding']).toBe('br');
      expect(brotliDecompressSync(brotli.body).equals(plain.body), path).toBe(true);
    }
  });

  it('names no other host in its page', async () => {
    expect((await get('/graphql', AS_BROWSER)).body.toString()).not.toMatch(/https?:\/\//);
  });

  it('answers HEAD as GET, without the body', async () => {
    for (const path of ['/graphql', ...(await assetPaths())]) {
      const [head, full] = [await get(path, AS_BROWSER, 'HEAD'), await get(path, AS_BROWSER)];
      expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
      expect(head.headers['content-type']).toBe(full.headers['content-type']);
      expect(head.headers['content-length']).toBe(full.headers['content-length']);
    }
  });

  it('leaves GET to GraphQL for everybody who does not prefer a page', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ agentSession { expiresOn } }')}`;
    for (const accept of ['application/graphql-response+json', 'application/json, text/plain, */*', '*/*']) {
      const { headers, body } = await get(path, { accept });
      expect(headers['content-type'], accept).toContain('json');
      expect(JSON.parse(body.toString())).toEqual({ data: { agentSession: null } });
    }
  });

  it('has no other file', async () => {
    for (const name of ['graphiql.js', 'start-000000000000.js', '', '..%2f..%2fpackage.json']) {
      const { status, headers } = await get(`/graphql/assets/${name}`);
      expect(status, name).toBe(404);
      expect(headers['content-type']).toContain('json');
    }
  });

  it('is where the root leads', async () => {
    expect(await get('/')).toMatchObject({ status: 302, headers: { location: '/graphql' } });
  });

  it('is not there in production, nor are its files', async () => {
    const production = await startLayer({ env: { NODE_ENV: 'production', PAYNET_ENVIRONMENT: 'sandbox' } });
    try {
      const page = await get('/graphql', AS_BROWSER, 'GET', production);
      expect(page.headers['content-type']).toContain('json');
      expect(JSON.parse(page.body.toString())).toHaveProperty('errors');
      for (const path of ['/', ...(await assetPaths())]) {
        expect((await get(path, AS_BROWSER, 'GET', production)).status, path).toBe(404);
      }
    } finally {
      await production.stop();
    }
  });
});

describe('the ready-made operations', () => {
  const { agentId, userName, password } = PEOPLE.paynet;
  const referenceNo = 'ORD-2026-118';
  /** In the order in which a person would run them. */
  const steps = [
    { file: 'sign-in.graphql', variables: { input: { agentId, userName, password } }, success: 'LoginSuccess' },
    { file: 'who-am-i.graphql', success: undefined },
    {
      file: 'create-pay-link.graphql',
      variables: { input: { payerName: 'Ayşe Yılmaz', amount: '5', referenceNo } },
      success: 'CreatePayLinkSuccess',
    },
    {
      file: 'create-pay-links.graphql',
      variables: { input: { links: [{ payerName: 'Ayşe Yılmaz', amount: '5', idempotencyKey: 'order-119' }] } },
      success: 'CreatePayLinksSuccess',
    },
    {
      file: 'list-pay-links.graphql',
      variables: { filter: { from: '2026-01-01', to: '2026-12-31' }, first: 2 },
      success: undefined,
    },
    { file: 'read-pay-link.graphql', variables: { by: { referenceNo } }, success: undefined },
    { file: 'watch-pay-link.graphql', variables: { id: `reference:${referenceNo}` }, success: undefined },
    {
      file: 'deactivate-pay-link.graphql',
      variables: { input: { payLink: { referenceNo } } },
      success: 'DeactivatePayLinkSuccess',
    },
    {
      file: 'reactivate-pay-link.graphql',
      variables: { input: { payLink: { referenceNo } } },
      success: 'ReactivatePayLinkSuccess',
    },
    { file: 'open-portal.graphql', variables: { input: { agentId, userName } }, success: 'AutologinSuccess' },
    { file: 'sign-out.graphql', success: 'LogoutSuccess' },
  ];
  const textOf = (file: string) => readFileSync(new URL(file, OPERATIONS), 'utf8');

  it('are all known here', () => {
    expect(readdirSync(OPERATIONS).toSorted()).toEqual(steps.map(({ file }) => file).toSorted());
  });

  it.each(steps)('$file is valid, named, and says what it is for in lines that fit the editor', ({ file }) => {
    expect(validate(schema, parse(textOf(file)))).toEqual([]);
    const [comment = '', operation = ''] = textOf(file).split(/^(?=query|mutation|subscription)/m);
    expect(comment).toMatch(/^(# .{1,56}\n)+$/);
    expect(operation).toMatch(/^(query|mutation|subscription) [A-Z]\w+/);
  });

  it('run one after the other', async () => {
    let token: string | undefined;
    // A stream is another kind of answer: test/graph/pay-link-changed.test.ts has it.
    for (const { file, variables, success } of steps.filter(({ file }) => file !== 'watch-pay-link.graphql')) {
      const { body } = await layer.query(textOf(file), variables, token === undefined ? {} : { token });
      expect(body.errors, file).toBeUndefined();
      const [result] = Object.values(body.data ?? {}) as [Record<string, unknown>];
      expect(result['__typename'], file).toBe(success);
      if (file === 'sign-in.graphql') token = String(result['token']);
      if (file === 'who-am-i.graphql') expect(result['user']).toMatchObject({ id: userName });
    }
  });
});

const TABS = ['SignIn', 'WhoAmI', 'CreatePayLink', 'WatchPayLink', 'ReadPayLink'];

describeInChromium('GraphiQL', (open) => {
  const PATIENT = { timeout: 30_000 };

  /** Opens a tab, presses the execute button, and waits until the answer begins. */
  async function press(page: Page, name: string) {
    await page.getByRole('tab', { name }).click();
    // GraphiQL takes up what is in a tab a moment after it was opened, and notes it here.
    const taken = () => page.evaluate(() => sessionStorage.getItem('graphiql:query'));
    await expect.poll(taken, PATIENT).toMatch(new RegExp(`^(query|mutation|subscription) ${name}\\b`, 'm'));
    const [response] = await Promise.all([
      // A subscription may come by GET; the page itself and its files are loaded by then.
      page.waitForResponse((response) => new URL(response.url()).pathname === '/graphql'),
      page.getByRole('button', { name: /^Execute query/ }).click(),
    ]);
    return response;
  }

  /** The same, and waits until the answer is there to be read. */
  async function run(page: Page, name: string, readable: string) {
    const response = await press(page, name);
    await page.getByRole('region', { name: 'Result Window' }).getByText(readable, { exact: true }).waitFor();
    const { data } = (await response.json()) as { data: Record<string, Record<string, unknown>> };
    return { data, request: response.request() };
  }

  it('signs in, says who that is, makes a link, watches it, and sees it paid in the other window, without a token and from this machine alone', async () => {
    const { page, context, strangers, troubles } = await open();
    await page.goto(`${layer.url}/graphql`);
    expect(await page.title()).toBe('Paynet GraphQL · sandbox');
    await page.getByRole('region', { name: 'Variables' }).getByText('"agentId"').waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(TABS);

    const signIn = await run(page, 'SignIn', '"LoginSuccess"');
    expect(signIn.data['login']).toMatchObject({ __typename: 'LoginSuccess' });
    expect(await context.cookies()).toMatchObject([{ name: 'paynet-session', httpOnly: true, sameSite: 'Strict' }]);

    const whoAmI = await run(page, 'WhoAmI', '"agentSession"');
    expect(whoAmI.data['agentSession']).toMatchObject({ user: { id: 'paynet' }, agent: { id: '1001' } });
    expect(await whoAmI.request.allHeaders()).not.toHaveProperty('authorization');

    const created = await run(page, 'CreatePayLink', '"CreatePayLinkSuccess"');
    const { payLink } = created.data['createPayLink'] as { payLink: { url: string } };
    const link = page.getByRole('region', { name: 'Result Window' }).locator('.detected-link').first();
    // The editor draws a link anew while it is pointed at, so what is pressed is another element than what was found.
    const opening = link.click({ modifiers: ['ControlOrMeta'], force: true });
    const [payment] = await Promise.all([page.waitForEvent('popup'), opening]);
    await payment.getByText('Ayşe Yılmaz', { exact: true }).waitFor();
    expect(payment.url()).toBe(payLink.url);
    expect(await payment.getByRole('main').innerText()).toContain('₺120.10');

    await page.bringToFront();
    const watching = await press(page, 'WatchPayLink');
    expect(watching.headers()['content-type']).toContain('text/event-stream');
    const result = page.getByRole('region', { name: 'Result Window' });
    await result.getByText('"AWAITING_PAYMENT"', { exact: true }).waitFor();
    await payment.bringToFront();
    await payment.getByRole('button', { name: 'Pay', exact: true }).click();
    await payment.getByRole('heading', { name: 'Paid' }).waitFor();
    await page.bringToFront();
    await result.getByText('"PAID"', { exact: true }).waitFor();
    // It has come to its end by itself, so there is something to execute again.
    await page.getByRole('button', { name: /^Execute query/ }).waitFor();

    const paid = await run(page, 'ReadPayLink', '"PAID"');
    expect(paid.data['payLink']).toMatchObject({
      status: 'PAID',
      transactionId: expect.stringMatching(/^xk_/) as string,
    });

    expect(troubles).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });

  it('completes what is typed, and shows what the schema says about it', async () => {
    const { page, context, strangers, troubles } = await open();
    const query = encodeURIComponent('query Mine {\n  agentSession { \n  }\n}');
    await page.goto(`${layer.url}/graphql?query=${query}`);
    await page.getByRole('region', { name: 'Operation Editor' }).getByText('agentSession').click();
    await page.keyboard.press('End');
    await page.keyboard.type('author');
    await page.getByRole('option', { name: /^authorization/ }).waitFor();

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByText('Calling it twice makes two links').first().waitFor();

    expect(troubles).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });

  it('keeps tabs and what is in them on a reload, but nothing beyond the window', async () => {
    const { page, context, strangers, troubles } = await open();
    await page.goto(`${layer.url}/graphql`);
    const tabs = page.getByRole('tab');
    await tabs.filter({ hasText: 'CreatePayLink' }).click();
    const kept = () => page.evaluate(() => JSON.parse(sessionStorage.getItem('graphiql:tabState') ?? '{}') as object);
    await expect.poll(kept, PATIENT).toMatchObject({ activeTabIndex: 2 });

    await page.reload();
    await page.getByRole('region', { name: 'Variables' }).getByText('"payerName"').waitFor();
    expect(await tabs.allInnerTexts()).toEqual(TABS);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);

    expect(troubles).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });
});
