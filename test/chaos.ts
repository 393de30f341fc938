/**
 * Ten thousand creates while the layer's process is killed again and again and one call to Paynet in five ends unclear:
 * `npm run chaos [creates] [seed]`. At the end the sandbox's own book is compared with what callers were told; exits with
 * 1 where a promise was broken. A smaller run without kills is part of the tests, in test/faults/many-creates.test.ts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { CreatePayLinkDocument, SignInDocument } from '../src/operations/index.ts';
import { startSandbox } from '../src/sandbox/app.ts';
import { PEOPLE } from '../src/sandbox/seed.ts';
import { brokenPromises, createMany, unclear } from './support/many-creates.ts';
import { type Program, startProgram } from './support/program.ts';
import { seeded } from './support/seeded.ts';

const creates = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const KILL_AFTER_MS = { least: 3_000, most: 8_000 };
const random = seeded(seed);
const chance = seeded(seed + 1);

console.log(`${creates} creates, seed ${seed}`);
const paynet = await startSandbox({ port: 0, lookupLagMs: 300, outcomeFor: unclear(random, 1 / 5) });
const settings = {
  PAYNET_BASE_URL: paynet.url,
  PAYNET_ENVIRONMENT: 'sandbox',
  PAYNET_CALL_TIMEOUT_MS: '500',
  PAYNET_HEADERS_TIMEOUT_MS: '500',
  PAYNET_SETTLE_MS: '4000',
  REQUEST_TIMEOUT_MS: '12000',
  SESSION_SECRET: 'the same for every process, so that a session outlives them',
  LOG_LEVEL: 'silent',
};

let port = 0;
let kills = 0;
const over = new AbortController();
let layer: Program = await start();

async function start(): Promise<Program> {
  const program = startProgram(process.execPath, ['src/main.ts'], { ...settings, PORT: String(port) });
  port = Number(new URL(await program.waitFor(/GraphiQL {2}(http:\S+)\n/)).port);
  return program;
}

async function post<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: print(document), variables }),
  });
  return ((await response.json()) as { data: Data }).data;
}

async function killAgainAndAgain(): Promise<void> {
  while (!over.signal.aborted) {
    await sleep(KILL_AFTER_MS.least + chance() * (KILL_AFTER_MS.most - KILL_AFTER_MS.least));
    if (over.signal.aborted) return;
    await layer.stop('SIGKILL');
    kills += 1;
    layer = await start();
  }
}

const { agentId, userName, password } = PEOPLE.dealer;
const { login } = await post(SignInDocument, { input: { agentId, userName, password } });
if (login.__typename !== 'LoginSuccess') throw new Error(`${userName} could not sign in`);
const { token } = login;

let done = 0;
const report = () =>
  console.log(`${done} of ${creates} told, ${kills} kills, ${paynet.sandbox.links.length} links in the book`);
const reporting = setInterval(report, 5_000);
const killing = killAgainAndAgain();
const told = await createMany({
  keys: Math.ceil(creates / 3),
  creates,
  atOnce: 150,
  random,
  onProgress: (count) => {
    done = count;
  },
  async ask(input) {
    try {
      return (await post(CreatePayLinkDocument, { input }, token)).createPayLink;
    } catch {
      // Killed before it answered, or not up again yet: asked again in a moment, with the same key.
      await sleep(50 + chance() * 100);
      return undefined;
    }
  },
});
over.abort();
clearInterval(reporting);
report();
await killing;
await layer.stop();
const broken = brokenPromises(told, paynet.sandbox.links);
const payable = paynet.sandbox.links.filter(({ state }) => state === 'awaiting').length;
await paynet.close();

const withoutUrl = told.filter(
  ({ answer }) => answer.__typename === 'CreatePayLinkSuccess' && answer.payLink.url === null,
);
console.log(`${payable} payable links for ${Math.ceil(creates / 3)} keys`);
// Memory is lost with each process: what was made before is known by its reference, and its address is not.
console.log(`${withoutUrl.length} answers without the address, as the process that knew it was killed`);
for (const each of broken.slice(0, 20)) console.error(each);
console.log(broken.length === 0 ? 'Every promise was kept.' : `${broken.length} promises were broken (seed ${seed}).`);
process.exitCode = broken.length === 0 ? 0 : 1;
