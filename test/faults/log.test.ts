import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { startProgram } from '../support/program.ts';

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** The layer as it is run in production, with its log led to wherever a shell leads it. */
async function startLoggingTo(where: string): Promise<{ pid: number; url: string }> {
  const port = await freePort();
  const layer = `sh -c 'echo pid $$ >&2; exec ${process.execPath} src/main.ts'`;
  const program = startProgram('sh', ['-c', `${layer} ${where}`], {
    NODE_ENV: 'production',
    PAYNET_ENVIRONMENT: 'sandbox',
    PORT: port,
    SANDBOX_PORT: await freePort(),
  });
  onTestFinished(async () => void (await program.stop('SIGKILL')));
  const pid = Number(await program.waitFor(/pid (\d+)\n/));
  const url = `http://127.0.0.1:${port}`;
  const isThere = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isThere, { timeout: 30_000 }).toBe(true);
  return { pid, url };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Signs in so often, one after the other, and answers what came of it. */
async function signInOften(url: string, times: number): Promise<Set<unknown>> {
  const { agentId, userName, password } = PEOPLE.dealer;
  const variables = { input: { agentId, userName, password } };
  const query = 'mutation ($input: LoginInput!) { login(input: $input) { __typename } }';
  const ends = new Set<unknown>();
  for (let count = 0; count < times; count += 1) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(5_000),
    });
    const { data } = (await response.json()) as { data: { login: { __typename: string } } };
    ends.add(data.login.__typename);
  }
  return ends;
}

it.for([
  ['a disk for it that is full', '> /dev/full'],
  // More lines than a pipe holds.
  ['a collector that stands still', '| sleep 60'],
  ['a collector that has gone', '| true'],
] as const)(
  'F81 a log that cannot be written, for %s, stops no request, and keeps nobody from stopping',
  {
    timeout: 60_000,
  },
  async ([, where], { skip }) => {
    if (where.includes('/dev/full') && !existsSync('/dev/full')) return skip('This system has no device that is full.');
    const { pid, url } = await startLoggingTo(where);
    expect(await signInOften(url, 600)).toEqual(new Set(['LoginSuccess']));
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  },
);
