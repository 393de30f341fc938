import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import pLimit from 'p-limit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  ListPayLinksDocument,
  OpenPortalDocument,
  ReadPayLinkDocument,
  SignInDocument,
  WatchPayLinkDocument,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { SANDBOX_SECRET_KEY } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import type { Fault } from '../support/fault-proxy.ts';
import {
  after,
  amended,
  atRandom,
  close,
  cut,
  cutWithoutLength,
  html,
  late,
  redirect,
  reset,
  says,
} from '../support/faults.ts';
import { bodyOf } from '../support/harness.ts';
import { head } from '../support/raw-server.ts';
import { seeded } from '../support/seeded.ts';
import { openStage, PLANTED, type Stage, TELL_TALE } from './stage.ts';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 2_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 118);
const AT_ONCE = 16;
const PHONE = '5307654321';

const LIMITS = {
  PAYNET_HEADERS_TIMEOUT_MS: '150',
  PAYNET_BODY_TIMEOUT_MS: '150',
  PAYNET_CALL_TIMEOUT_MS: '200',
  REQUEST_TIMEOUT_MS: '800',
  PAYNET_SETTLE_MS: '20',
};

/** Paynet says what it was sent, in places where some servers do. */
const echo =
  (put: (bytes: Buffer) => Fault): Fault =>
  (exchange) =>
    put(exchange.call.bytes)(exchange);
const raw =
  (text: (bytes: Buffer) => string | Buffer): Fault =>
  ({ socket, call }) =>
    socket.end(text(call.bytes));
const oneLine = (bytes: Buffer) => bytes.toString().replaceAll(/[\r\n]+/g, ' ');

/** Ends of a call, nearly all of which tell what must not be told. */
const FAULTS: readonly Fault[] = [
  reset,
  close,
  after(reset),
  cut,
  cutWithoutLength((json) => json.replace('{', `{"message":"${TELL_TALE}",`)),
  late(400),
  html(200, TELL_TALE),
  html(503, TELL_TALE),
  says(401, JSON.stringify({ code: 401, message: TELL_TALE })),
  says(429, TELL_TALE, { 'retry-after': '0', 'x-debug': PLANTED.key }),
  says(200, JSON.stringify({ code: 11, message: TELL_TALE, object_name: PLANTED.sessionKey })),
  says(200, JSON.stringify({ code: 999, message: TELL_TALE })),
  says(400, JSON.stringify({ code: 400, result_code: 11, type: TELL_TALE })),
  says(
    200,
    JSON.stringify({
      code: 0,
      url: `javascript:${PLANTED.portal}`,
      id: [PLANTED.portal],
      session_key: [PLANTED.sessionKey],
    }),
  ),
  says(200, JSON.stringify({ code: [TELL_TALE], amount: TELL_TALE, status: TELL_TALE })),
  amended({ [PLANTED.key]: 1, [PLANTED.phone]: PLANTED.card }),
  redirect(PLANTED.portal),
  echo((bytes) => says(500, bytes)),
  echo((bytes) => says(200, bytes)),
  echo((bytes) => after(says(502, `<pre>${bytes.toString()}</pre>`))),
  echo((bytes) => says(200, JSON.stringify({ code: 8, message: bytes.toString() }))),
  echo((bytes) => says(200, JSON.stringify({ code: 7, message: bytes.toString() }))),
  raw((bytes) => `HTTP/1.1 200 ${oneLine(bytes)}\r\n\r\n{}`),
  raw((bytes) => head({ 'transfer-encoding': 'chunked' }) + oneLine(bytes)),
  raw((bytes) => bytes),
];

/** Where a card number could hide in an input. */
const TEXTS = ['note', 'payerName', 'agentNote', 'referenceNo', 'idempotencyKey', 'userName'];

const REACH_PAYNET = [
  'a sign-in',
  'a create',
  'a read',
  'a list after a cursor',
  'the way into the portal',
  'a confirmation',
];

/** Who asks, and what of their own they may be told. */
interface Caller {
  readonly headers: Readonly<Record<string, string>>;
  readonly own: ReadonlySet<string>;
}

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** What this answer may hold; of anybody else's secrets nothing. */
  readonly may?: readonly string[];
}

let stage: Stage;
/** Everything that must be told nobody, or its owner only. */
const secrets = new Map<string, string>();
const callers: Caller[] = [];
let confirmation = '';

beforeAll(async () => {
  stage = await openStage({ env: LIMITS });
  for (const [name, value] of Object.entries(PLANTED)) secrets.set(name, value);
  secrets
    .set('the company’s key', SANDBOX_SECRET_KEY)
    .set('a password', PEOPLE.turkish.password)
    .set('a payer’s phone', PHONE);
  for (const [name, person] of Object.entries({
    dealer: PEOPLE.dealer,
    turkish: PEOPLE.turkish,
    reader: PEOPLE.reader,
  })) {
    const token = await stage.layer.signIn(person);
    const who = await stage.layer.execute(WhoAmIDocument, {}, { token });
    const sessionKey = who.body.data?.agentSession?.sessionKey ?? '';
    secrets.set(`${name}’s token`, token).set(`${name}’s session key`, sessionKey);
    callers.push({ headers: { authorization: `Bearer ${token}` }, own: new Set([token, sessionKey]) });
  }
  callers.push({ headers: {}, own: new Set() });
  callers.push({ headers: { authorization: `Bearer ${PLANTED.confirmation}` }, own: new Set() });
  callers.push({ headers: { cookie: `paynet-session=${PLANTED.sessionKey}` }, own: new Set() });
  await stage.create();
  confirmation = String(bodyOf(stage.layer.left.at(-1))['confirmation_url']);
  secrets.set('the address of a confirmation', confirmation.slice(confirmation.lastIndexOf('/') + 1));
});
afterAll(() => stage.stop());

/** Requests of every kind, right and wrong, each with something in it that must not come back. */
function requestsFrom(random: () => number): () => Sent & { readonly kind: string; readonly caller: Caller } {
  const number = (below: number) => Math.floor(random() * below);
  const pick = <T>(items: readonly T[]): T => items[number(items.length)] as T;
  const secret = () => pick([...secrets.values()]);
  const json = (query: string, variables: object, more: object = {}) => JSON.stringify({ query, variables, ...more });
  const address = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters).toString()}`;
  const newestLink = () => stage.paynet.sandbox.links.at(-1)?.id ?? 'none';
  const link = () => ({ payerName: 'Ayşe Yılmaz', amount: '120.10', phone: PHONE });
  const { agentId, userName, password } = PEOPLE.turkish;
  let keys = 0;

  const kinds: Readonly<Record<string, () => Sent>> = {
    'a sign-in': () => ({ body: json(print(SignInDocument), { input: { agentId, userName, password } }) }),
    'a wrong password': () => ({
      body: json(print(SignInDocument), { input: { agentId, userName, password: PLANTED.password } }),
    }),
    'a misspelt member': () => ({
      body: json(print(SignInDocument), { input: { agentId, userName, password, [pick(['pasword', 'x'])]: secret() } }),
    }),
    'an object for a password': () => ({
      body: json(print(SignInDocument), { input: { agentId, userName, password: { [secret()]: secret() } } }),
    }),
    'text for an input': () => ({ body: json(print(SignInDocument), { input: secret() }) }),
    'a password in the document': () => ({
      body: json(
        `mutation { login(input: { agentId: "1", userName: "a", password: ${JSON.stringify(secret())} }) { nope } }`,
        {},
      ),
    }),
    'a document that ends in a password': () => ({
      body: json(`mutation { login(input: { agentId: "1", userName: "a", password: "${PLANTED.password}`, {}),
    }),
    'JSON that is cut off': () => ({
      body: json(print(SignInDocument), { input: { agentId, userName, password } }).slice(0, -1 - number(9)),
    }),
    'a form': () => ({
      body: `password=${encodeURIComponent(secret())}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
    'another type': () => ({
      body: secret(),
      headers: { 'content-type': pick(['text/plain', 'application/json', 'multipart/form-data', secretHeader()]) },
    }),
    'variables in an address': () => ({
      method: 'GET',
      path: address({ query: '{__typename}', variables: JSON.stringify({ password: secret() }) }),
    }),
    'a document in an address': () => ({
      method: 'GET',
      path: address({ query: `{ payLink(by: { id: ${JSON.stringify(secret())} }) { nope } }` }),
    }),
    'a create': () => ({
      body: json(print(CreatePayLinkDocument), { input: { ...link(), idempotencyKey: `fuzz-${(keys += 1)}` } }),
      may: [PHONE],
    }),
    'a card number in a create': () => ({
      body: json(print(CreatePayLinkDocument), { input: { ...link(), [pick(TEXTS)]: PLANTED.card } }),
    }),
    'a create with wrong values': () => ({
      body: json(print(CreatePayLinkDocument), {
        input: { ...link(), amount: secret(), succeedUrl: `javascript:${secret()}`, email: secret() },
      }),
    }),
    'a create with a member nobody knows': () => ({
      body: json(print(CreatePayLinkDocument), { input: { ...link(), [secret()]: secret() } }),
    }),
    'a read': () => ({
      body: json(print(ReadPayLinkDocument), { by: { id: pick([secret(), newestLink()]) } }),
      may: [PHONE],
    }),
    'a read by a list': () => ({
      body: json(print(ReadPayLinkDocument), { by: { [pick(['id', 'referenceNo', 'x'])]: [secret()] } }),
    }),
    'a list of no days': () => ({
      body: json(print(ListPayLinksDocument), { filter: { from: secret(), to: secret() }, first: secret() }),
    }),
    'a list after a cursor': () => ({
      body: json(print(ListPayLinksDocument), { filter: { from: '2026-01-01', to: '2026-01-02' }, after: secret() }),
    }),
    'a watch': () => ({
      body: json(print(WatchPayLinkDocument), { id: secret() }),
      headers: { accept: 'text/event-stream' },
    }),
    'who I am': () => ({ body: json(print(WhoAmIDocument), {}) }),
    'the way into the portal': () => ({
      body: json(print(OpenPortalDocument), { input: { agentId, userName: pick([userName, secret()]) } }),
    }),
    'fields and directives nobody knows': () => ({
      body: json(`{ a: nope(x: ${JSON.stringify(secret())}) @xyz(y: ${JSON.stringify(secret())}) }`, {}),
    }),
    'a variable of a type nobody knows': () => ({
      body: json('query ($x: Nope = "y") { __typename }', { x: secret() }, { operationName: secret() }),
    }),
    'a batch': () => ({ body: JSON.stringify([{ query: '{__typename}', variables: { password: secret() } }]) }),
    'an id of a document': () => ({
      body: JSON.stringify({ documentId: secret(), variables: { input: { password } } }),
    }),
    'a hash of a document': () => ({
      body: JSON.stringify({ extensions: { persistedQuery: { sha256Hash: secret(), version: secret() } } }),
    }),
    'an entity': () => ({
      body: json('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
        r: [{ __typename: pick(['PayLink', 'Agent', secret()]), [pick(['id', secret()])]: secret() }],
      }),
    }),
    headers: () => ({
      body: json('{ __typename }', {}),
      headers: { 'accept-language': secretHeader(), 'x-router-secret': secretHeader(), referer: secretHeader() },
    }),
    // An id of the caller's own choice is repeated where it is short and plain; these are not.
    'a request id': () => ({
      body: json('{ nope }', {}),
      headers: {
        'x-request-id': pick([PLANTED.card, PLANTED.key, PLANTED.portal, secrets.get('dealer’s token') ?? '']),
      },
    }),
    'a path nobody knows': () => ({
      method: pick(['GET', 'POST', 'PUT', 'DELETE']),
      path: `/${encodeURIComponent(secret())}`,
    }),
    'a forged confirmation': () => ({
      path: `/confirmations/${encodeURIComponent(secret())}`,
      body: JSON.stringify({ card_number: PLANTED.card, phone: PLANTED.phone }),
    }),
    'a confirmation': () => ({
      path: new URL(confirmation).pathname,
      body: JSON.stringify({ card_number: PLANTED.card, reference_no: secret(), amount: 1 }),
    }),
    'something for machines': () => ({
      method: 'GET',
      path: pick(['/health', '/ready', '/metrics', '/graphql', `/metrics?${encodeURIComponent(secret())}`]),
    }),
  };
  /** What fits into a header. */
  function secretHeader(): string {
    return pick([...secrets.values()].filter((value) => /^[\x20-\x7e]+$/.test(value)));
  }
  return () => {
    // Half of them are what reaches Paynet, by somebody who may ask for it.
    const isOrdinary = random() < 0.5;
    const kind = pick(isOrdinary ? REACH_PAYNET : Object.keys(kinds));
    return { kind, caller: isOrdinary ? pick(callers.slice(0, 2)) : pick(callers), ...kinds[kind]?.() };
  };
}

/** The secret as it could stand in a text. */
const forms = (value: string) => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64'),
  Buffer.from(value).toString('base64url'),
];

/** The names of what a text tells; never the values. */
function toldIn(text: string, except: ReadonlySet<string> = new Set()): string[] {
  return [...secrets]
    .filter(([, value]) => !except.has(value) && forms(value).some((form) => text.includes(form)))
    .map(([name]) => name);
}

it(
  `F-secrets in ${REQUESTS.toLocaleString('en')} requests and faults nothing is told to anybody it is not for, and nothing is logged`,
  async () => {
    const next = requestsFrom(seeded(SEED));
    const faults = atRandom(seeded(SEED + 1), 0.5, FAULTS);
    stage.proxy.plan(faults);
    const limit = pLimit(AT_ONCE);
    const told = new Set<string>();
    const statuses = new Map<number, number>();
    /** What was given out last, to whoever signed in or may go into the portal. */
    const given: string[] = [];
    let calls = 0;
    let answeredBytes = 0;
    let loggedBytes = 0;

    async function ask(): Promise<void> {
      const { kind, caller, path = '/graphql', method = 'POST', headers = {}, body, may = [] } = next();
      const response = await fetch(stage.layer.url + path, {
        method,
        headers: { 'content-type': 'application/json', ...caller.headers, ...headers },
        body: body ?? null,
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      answeredBytes += text.length;
      const answer = `${[...response.headers].filter(([name]) => name !== 'set-cookie').join('\n')}\n${text}`;
      for (const name of toldIn(answer, new Set([...may, ...caller.own]))) told.add(`${kind}: answers ${name}`);
      if (given.some((value) => answer.includes(value))) told.add(`${kind}: answers what somebody else was given`);
      const [, fresh] = (kind === 'a sign-in' ? /"token":"([^"]+)"/ : /"autologin":.*"url":"([^"]+)"/).exec(text) ?? [];
      if (fresh !== undefined && given.unshift(fresh) > 20) given.pop();
    }

    async function readLogAndMetrics(): Promise<void> {
      const log = stage.layer.log();
      // With what was looked at last, in case something stands across the seam.
      const text = log.slice(Math.max(0, loggedBytes - 10_000));
      loggedBytes = log.length;
      for (const name of toldIn(text)) told.add(`logged: ${name}`);
      if (given.some((value) => text.includes(value))) told.add('logged: what somebody was given');
      const metrics = await stage.metrics();
      for (const name of toldIn(metrics)) told.add(`counted: ${name}`);
    }

    for (let done = 0; done < REQUESTS; done += 1_000) {
      await Promise.all(Array.from({ length: Math.min(1_000, REQUESTS - done) }, () => limit(ask)));
      await sleep(0);
      await readLogAndMetrics();
      calls += stage.proxy.calls.length;
      stage.proxy.plan(faults);
      expect([...told]).toEqual([]);
    }
    console.log(
      `${REQUESTS} requests with seed ${SEED}: ${calls} calls to Paynet, ${answeredBytes} bytes answered, ${loggedBytes} logged; by status ${JSON.stringify(Object.fromEntries([...statuses].toSorted(([one], [other]) => one - other)))}`,
    );
    // The run was worth something: most kinds of request reached Paynet, and answers of every kind came.
    expect(calls).toBeGreaterThan(REQUESTS / 10);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404]));
  },
  60_000 + REQUESTS * 30,
);

it('F-secrets would be found: what is looked for stands in a text in any of its forms', () => {
  for (const [name, value] of secrets) {
    for (const form of forms(value)) expect(toldIn(`before ${form} after`)).toContain(name);
  }
  expect(toldIn('nothing of the kind')).toEqual([]);
});
