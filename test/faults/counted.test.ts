import { expect, it } from 'vitest';
import { always, amended, says } from '../support/faults.ts';
import { certificate } from '../support/raw-server.ts';
import { openStage, type Stage, TELL_TALE, useStage } from './stage.ts';

const stage = useStage();

async function scrape({ layer }: Stage): Promise<string> {
  return (await fetch(`${layer.url}/metrics`)).text();
}

/** What a counter stands at; 0 where there is no such line yet. */
async function count(of: Stage, sample: string): Promise<number> {
  const line = (await scrape(of)).split('\n').find((each) => each.startsWith(`${sample} `));
  return Number(line?.slice(sample.length) ?? 0);
}

it('F04 a certificate that cannot be trusted is counted', async () => {
  const insecure = await openStage({ tls: certificate('unknown') });
  try {
    await insecure.read({ id: 'any' });
    expect(await count(insecure, 'paynet_attempts_total{operation="mailorder/detail",result="tls_failed"}')).toBe(1);
  } finally {
    await insecure.stop();
  }
});

it('F29 a return code nobody has documented is counted, and a documented one is not', async () => {
  const sample = 'paynet_undocumented_return_codes_total{operation="mailorder/detail"}';
  const before = await count(stage, sample);
  stage.proxy.plan(always({ detail: says(200, JSON.stringify({ code: 12, message: TELL_TALE })) }));
  await stage.read({ id: 'any' });
  expect(await count(stage, sample)).toBe(before);
  stage.proxy.plan(always({ detail: says(200, JSON.stringify({ code: 4711, message: TELL_TALE })) }));
  await stage.read({ id: 'any' });
  expect(await count(stage, sample)).toBe(before + 1);
  // In no label; a number of milliseconds may hold anything.
  expect(await scrape(stage)).not.toMatch(/"[^"]*4711/);
});

const odd = (operation: string, member: string, what: string) =>
  `paynet_odd_members_total{operation="${operation}",member="${member}",what="${what}"}`;

it.each<[string, Record<string, unknown>, string, string]>([
  ['a new member', { planted_member: TELL_TALE }, 'unknown', 'new'],
  ['a missing member', { user_email: undefined }, 'user_email', 'missing'],
  ['null for text', { agent_name: null }, 'agent_name', 'empty'],
  ['nothing for text', { agent_name: '' }, 'agent_name', 'empty'],
  ['a blank for text', { agent_name: ' ' }, 'agent_name', 'empty'],
  [
    'a new member in an object of it',
    { agentUserPreferences: { ApprovedCardAuth: 'false', planted_member: TELL_TALE } },
    'agentUserPreferences.unknown',
    'new',
  ],
])('F30 %s works, and is counted by the name the documentation has for it', async (_what, change, member, what) => {
  const sample = odd('agent/login', member, what);
  await stage.signIn();
  const before = await count(stage, sample);
  stage.proxy.plan(always({ login: amended(change) }));
  expect((await stage.signIn()).__typename).toBe('LoginSuccess');
  stage.proxy.plan(() => undefined);
  await stage.signIn();
  expect(await count(stage, sample)).toBe(before + 1);
  expect(await scrape(stage)).not.toContain('planted_member');
});

it('F30 a new member in the rows of a list is counted once for the list', async () => {
  await stage.create();
  await stage.create();
  const sample = odd('mailorder/list', 'Data.unknown', 'new');
  const row = { planted_member: TELL_TALE, id: 'link-1', reference_no: 'ORD-1' };
  stage.proxy.plan(always({ list: amended({ Data: [row, row] }) }));
  await stage.list();
  expect(await count(stage, sample)).toBe(1);
});
