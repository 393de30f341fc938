/**
 * Everything the layer does, for a while: `npm run soak [minutes]`. What its process holds in memory, handles and
 * descriptors is compared at the beginning and at the end; exits with 1 where any of it has grown.
 */
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import {
  CreatePayLinkDocument,
  ListPayLinksDocument,
  OpenPortalDocument,
  ReadPayLinkDocument,
  SignInDocument,
  WatchPayLinkDocument,
  WhoAmIDocument,
} from '../src/operations/index.ts';
import { startSandbox } from '../src/sandbox/app.ts';
import { PEOPLE } from '../src/sandbox/seed.ts';
import { startProgram } from './support/program.ts';

const minutes = Number(process.argv[2] ?? 10);
const CLIENTS = 8;
const WARM_MS = 30_000;
const WARM_REQUESTS = 5_000;
/** Links are kept by the sandbox for ever, so it is emptied now and then. */
const RESET_EVERY_MS = 10_000;
const MAX_HEAP_GROWTH = 1.1;
const MAX_HEAP_GROWTH_MB = 5;

const paynet = await startSandbox({ port: 0 });
const layer = startProgram(process.execPath, ['--expose-gc', '--import', './test/support/probe.ts', 'src/main.ts'], {
  PORT: '0',
  PAYNET_ENVIRONMENT: 'sandbox',
  PAYNET_BASE_URL: paynet.url,
  LOG_LEVEL: 'fatal',
  // One address and a handful of people do all of it.
  SIGN_IN_MAX_PER_USER: '0',
  SIGN_IN_MAX_PER_SOURCE: '0',
  SIGN_IN_MAX_IN_TOTAL: '0',
  AUTOLOGIN_MAX_PER_USER: '0',
  PAYNET_POLL_MS: '500',
});
const url = await layer.waitFor(/GraphiQL {2}(http:\S+)\n/);
let asked = 0;
const errors = new Map<string, number>();

async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data | undefined> {
  asked += 1;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
    return ((await response.json()) as { data?: Data }).data;
  } catch (error) {
    const name = error instanceof Error ? error.message : 'unknown';
    errors.set(name, (errors.get(name) ?? 0) + 1);
    return undefined;
  }
}

/** Watches a link for a moment and leaves. */
async function watch(id: string, token: string): Promise<void> {
  asked += 1;
  const leaving = AbortSignal.timeout(200);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: print(WatchPayLinkDocument), variables: { id } }),
      signal: leaving,
    });
    await response.text();
  } catch {
    // Left as intended.
  }
}

const day = new Date(Date.now() + 3 * 60 * 60_000).toISOString().slice(0, 10);
const end = performance.now() + WARM_MS + minutes * 60_000;

async function client(index: number): Promise<void> {
  for (let turn = 0; performance.now() < end; turn += 1) {
    const { agentId, userName, password } = PEOPLE.dealer;
    await ask(SignInDocument, { input: { agentId, userName: `nobody-${index}-${turn}`, password: 'wrong' } });
    const signedIn = await ask(SignInDocument, { input: { agentId, userName, password } });
    if (signedIn?.login.__typename !== 'LoginSuccess') continue;
    const { token } = signedIn.login;
    await ask(WhoAmIDocument, {}, token);
    await ask(OpenPortalDocument, { input: { agentId, userName } }, token);
    const key = turn % 2 === 0 ? { idempotencyKey: `soak-${index}-${turn}` } : {};
    const made = await ask(CreatePayLinkDocument, { input: { payerName: 'Ayşe', amount: '1', ...key } }, token);
    await ask(ListPayLinksDocument, { filter: { from: day, to: day }, first: 5 }, token);
    await ask(CreatePayLinkDocument, { input: { payerName: 'Ayşe', amount: 'much' } }, token);
    if (made?.createPayLink.__typename !== 'CreatePayLinkSuccess') continue;
    const { id } = made.createPayLink.payLink;
    await ask(ReadPayLinkDocument, { by: { id } }, token);
    if (turn % 4 === 0) await watch(id, token);
  }
}

interface Held {
  readonly heapMb: number;
  readonly rssMb: number;
  readonly handles: Readonly<Record<string, number>>;
  /** By what they are: sockets, pipes, files. */
  readonly descriptors: Readonly<Record<string, number>>;
}

/** What the process holds once everything it was asked has ended, so that two looks can be compared. */
async function look(): Promise<Held> {
  const before = layer.printed().length;
  process.kill(layer.pid, 'SIGUSR2');
  while (!/held (.*)\n/.test(layer.printed().slice(before))) await sleep(50);
  const told = JSON.parse(/held (.*)\n/.exec(layer.printed().slice(before))?.[1] ?? '') as Omit<Held, 'descriptors'>;
  const held = { ...told, descriptors: descriptorsOf(layer.pid) };
  console.log(
    `${asked} requests: heap ${held.heapMb.toFixed(1)} MB, resident ${held.rssMb.toFixed(0)} MB, descriptors ${JSON.stringify(held.descriptors)}, handles ${JSON.stringify(held.handles)}`,
  );
  return held;
}

function descriptorsOf(pid: number): Record<string, number> {
  const folder = `/proc/${pid}/fd`;
  const kinds = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(`${folder}/${name}`).replace(/:?\[.*|\/.*/, '') || 'file';
    } catch {
      return 'gone';
    }
  });
  return Object.fromEntries(
    Object.entries(Object.groupBy(kinds, (kind) => kind)).map(([kind, all]) => [kind, all?.length ?? 0]),
  );
}

const emptying = setInterval(() => paynet.sandbox.reset(), RESET_EVERY_MS);
const clients = Array.from({ length: CLIENTS }, (_, index) => client(index));
// Nothing is warm before some thousands, however busy the machine is.
await sleep(WARM_MS);
const isWarm = () => asked >= WARM_REQUESTS || performance.now() >= end;
while (!isWarm()) await sleep(100);
const first = await look();
const looking = setInterval(() => void look(), 60_000);
await Promise.all(clients);
clearInterval(looking);
clearInterval(emptying);
await sleep(2_000);
const last = await look();
await layer.stop();
await paynet.close();

const broken: string[] = [];
// Keys are remembered for a day: their share of the memory is what was asked for.
const remembered = (asked / 9 / 2) * 0.001;
if (last.heapMb > first.heapMb * MAX_HEAP_GROWTH + MAX_HEAP_GROWTH_MB + remembered) broken.push('The heap has grown.');
// Connections that are kept come and go with what is asked at the moment.
const MORE_SOCKETS = 2 * CLIENTS;
for (const [kind, count] of Object.entries(last.descriptors)) {
  const allowed = (first.descriptors[kind] ?? 0) + (kind === 'socket' ? MORE_SOCKETS : 0);
  if (count > allowed) broken.push(`There are more descriptors than before: ${kind}.`);
}
const count = ({ handles }: Held) => Object.values(handles).reduce((sum, each) => sum + each, 0);
if (count(last) > count(first) + MORE_SOCKETS) broken.push('There are more handles than before.');
for (const [what, times] of errors) broken.push(`${times} times without an answer: ${what}`);
for (const each of broken) console.error(each);
console.log(broken.length === 0 ? 'Nothing has grown.' : 'Something is not as it must be.');
process.exitCode = broken.length === 0 ? 0 : 1;
