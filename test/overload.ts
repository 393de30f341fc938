/**
 * What becomes of the layer under more load than it can bear: `npm run overload [seconds] [read|create]`. Finds the number of clients
 * that saturate it, then has four times as many ask, then five hundred that heed `Retry-After` and as many that do not,
 * and looks whether all is as before two seconds later. Exits with 1 where a promise was broken.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import { CreatePayLinkDocument, SignInDocument, WhoAmIDocument } from '../src/operations/index.ts';
import { PEOPLE } from '../src/sandbox/seed.ts';
import { startProgram } from './support/program.ts';
import { percentile, runClients, type Tally, together } from './support/raw-clients.ts';

const seconds = Number(process.argv[2] ?? 5);
const MIN_GOODPUT = 0.95;
const MAX_REFUSAL_MS = 25;
const STEPS = [4, 8, 16, 32, 64];
const MANY = 500;
const ROUNDS = 3;

const layer = startProgram(process.execPath, ['src/main.ts'], {
  PORT: '0',
  SANDBOX_PORT: '0',
  LOG_LEVEL: 'warn',
  MAX_CONNECTIONS_PER_ADDRESS: '0',
});
const url = await layer.waitFor(/GraphiQL {2}(http:\S+)\/graphql\n/);
const { agentId, userName, password } = PEOPLE.paynet;
const signIn = await fetch(`${url}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: print(SignInDocument), variables: { input: { agentId, userName, password } } }),
});
const { data } = (await signIn.json()) as { data: { login: { token: string } } };
/** What is asked: something the layer answers by itself, or something it asks Paynet, here the sandbox in the same process. */
const body = JSON.stringify(
  process.argv[3] === 'create'
    ? { query: print(CreatePayLinkDocument), variables: { input: { payerName: 'Ayşe Yılmaz', amount: '1' } } }
    : { query: print(WhoAmIDocument) },
);
const headers = `authorization: Bearer ${data.login.token}\r\n`;

/** What the layer's process has used of the processor. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${layer.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const run = (clients: number, ms = seconds * 1_000, isPatient = true) =>
  runClients({ url, clients, ms, body, headers, isPatient });

function show(what: string, tally: Tally, ms = seconds * 1_000): number {
  const { answered, refused, failed, answeredIn, refusedIn } = tally;
  const rate = (answered / ms) * 1_000;
  const times = (sorted: readonly number[]) =>
    sorted.length === 0
      ? ''
      : ` (p50 ${percentile(sorted, 0.5).toFixed(1)} ms, p99 ${percentile(sorted, 0.99).toFixed(1)} ms)`;
  console.log(
    `${what.padEnd(44)} ${rate.toFixed(0).padStart(6)}/s answered${times(answeredIn)}, ${refused} refused${times(refusedIn)}, ${failed} failed`,
  );
  return rate;
}

await run(16, 3_000);
const before = await run(1, 1_000);
show('one client, before', before, 1_000);
const rates: number[] = [];
for (const clients of STEPS) rates.push(show(`${clients} clients`, await run(clients)));
const saturating = STEPS.find((_, index) => (rates[index] ?? 0) >= MIN_GOODPUT * Math.max(...rates)) ?? 0;
console.log(`saturated by ${saturating} clients`);

const broken: string[] = [];
const hold = (what: string, holds: boolean) => {
  if (!holds) broken.push(what);
};
const LOADS = [
  [`saturated: ${saturating} clients`, saturating, true],
  [`four times: ${4 * saturating} clients`, 4 * saturating, true],
  [`${MANY} clients that heed Retry-After`, MANY, true],
  [`${MANY} clients that do not`, MANY, false],
] as const;
/** One after the other, again and again: the machine has other things to do, and they come and go. */
const rounds: (Tally & { readonly cpuSeconds: number })[][] = LOADS.map(() => []);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [index, [, clients, isPatient]] of LOADS.entries()) {
    // The first second is the layer's to find out.
    await run(clients, 1_000, isPatient);
    const used = cpuSeconds();
    const tally = await run(clients, seconds * 1_000, isPatient);
    rounds[index]?.push({ ...tally, cpuSeconds: cpuSeconds() - used });
    process.stdout.write('.');
  }
}
console.log('');
const tallies = rounds.map(together);
/** Answers for each second of processor the layer had: what else runs on the machine has no part in it. */
const goodput = tallies.map(({ answered }, index) => {
  const used = (rounds[index] ?? []).reduce((sum, round) => sum + round.cpuSeconds, 0);
  return answered / used;
});
for (const [index, [what, clients, isPatient]] of LOADS.entries()) {
  const tally = tallies[index] ?? together([]);
  show(what, tally, ROUNDS * seconds * 1_000);
  const share = (goodput[index] ?? 0) / (goodput[0] ?? 0);
  console.log(
    `${' '.repeat(44)} ${(goodput[index] ?? 0).toFixed(0).padStart(6)} answers for each second of processor: ${(100 * share).toFixed(1)} % of what it does when saturated`,
  );
  if (clients <= 4 * saturating) hold(`${what}: less than 95 % remains`, share >= MIN_GOODPUT);
  hold(`${what}: some failed`, tally.failed === 0);
  // Who comes back sooner than told is not read.
  if (isPatient) hold(`${what}: refusals are late`, percentile(tally.refusedIn, 0.5) <= MAX_REFUSAL_MS);
}
await sleep(2_000);
const after = await run(1, 1_000);
show('one client, two seconds later', after, 1_000);
hold('two seconds later some are refused', after.refused + after.failed === 0);
hold(
  'two seconds later answers take longer',
  percentile(after.answeredIn, 0.5) <= 1.5 * percentile(before.answeredIn, 0.5) + 1,
);
hold('two seconds later it is not ready', (await fetch(`${url}/ready`)).status === 200);
await layer.stop();
for (const each of broken) console.error(each);
console.log(broken.length === 0 ? 'Every promise holds.' : `${broken.length} promises are broken.`);
process.exitCode = broken.length === 0 ? 0 : 1;
