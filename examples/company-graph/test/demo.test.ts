import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Program, startProgram } from '../../../test/support/program.ts';

const ANY_PORT = { PORT: '0', SANDBOX_PORT: '0', ORDERS_PORT: '0', GATEWAY_PORT: '0' };
const STARTS_WITHIN = { timeout: 60_000 };

let program: Program | undefined;
afterEach(() => program?.stop('SIGKILL'));

function start(command: string, args: readonly string[], env: Record<string, string> = {}): Program {
  program = startProgram(command, args, { ...ANY_PORT, ...env });
  return program;
}

const demo = (env: Record<string, string>) => start('npm', ['--prefix', '../..', 'run', 'demo:graph'], env);

const addressOf = (name: string, printed: string) =>
  new RegExp(`^  ${name} +(http://\\S+)`, 'm').exec(printed)?.[1] ?? '';

describe('npm run demo:graph', { timeout: 90_000 }, () => {
  it('prints an address and a text to paste there; pasted, it signs in, makes a link and reads it with its order', async () => {
    const { printed, stop } = demo({});
    await expect.poll(printed, STARTS_WITHIN).toContain('Ctrl+C stops everything.');
    const pasted = readFileSync('demo.graphql', 'utf8');
    expect(printed()).toContain(`GraphiQL, and run its three operations one after another:\n\n${pasted}`);

    // As a browser does it: it keeps the cookie, and nothing is copied.
    let cookie = '';
    async function run(operationName: string): Promise<unknown> {
      const response = await fetch(addressOf('Gateway', printed()), {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ query: pasted, operationName }),
      });
      cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie;
      return response.json();
    }
    expect(await run('SignIn')).toEqual({ data: { login: { __typename: 'LoginSuccess' } } });
    expect(await run('MakeLink')).toMatchObject({
      data: {
        createPayLink: {
          payLink: { url: expect.stringContaining(addressOf('Sandbox', printed())), order: { id: '3' } },
        },
      },
    });
    expect(await run('Sold')).toEqual({
      data: {
        agentSession: {
          agent: {
            name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.',
            orders: [
              {
                id: '3',
                total: '120.10',
                payLink: {
                  status: 'AWAITING_PAYMENT',
                  amount: { amount: '120.10', currency: 'TRY' },
                  order: { id: '3' },
                },
              },
              { id: '1', total: '75.50', payLink: null },
            ],
          },
        },
      },
    });

    const addresses = ['Gateway', 'Layer', 'Orders', 'Sandbox'].map((name) => addressOf(name, printed()));
    await stop('SIGINT');
    for (const address of addresses) await expect(fetch(address), address).rejects.toThrow('fetch failed');
  });

  it('exits with 0 when it is stopped while it is still starting', async () => {
    // Without npm, which ends by the signal whatever its script exits with.
    const { printed, stop } = start(process.execPath, ['demo.ts']);
    await expect.poll(printed, STARTS_WITHIN).toContain('The layer, with its sandbox, is healthy.');
    expect(await stop('SIGTERM')).toBe(0);
  });

  it('exits with 78 for a port that is none, whichever part it is for', async () => {
    for (const [name, said] of [
      ['GATEWAY_PORT', 'GATEWAY_PORT must be a whole number from 0 to 65535'],
      ['PORT', 'PORT must be a whole number from 0 to 65535'],
    ] as const) {
      const { exit, printed } = demo({ [name]: 'http' });
      expect(await exit).toBe(78);
      expect(printed()).toContain(said);
    }
  });

  it.each(['PORT', 'ORDERS_PORT'])(
    'exits with 1 when the port of %s is taken, says so, and leaves nothing running',
    async (name) => {
      const squatter = createServer().listen(0, '127.0.0.1');
      await expect.poll(() => squatter.listening).toBe(true);
      const { exit, printed } = demo({ [name]: String((squatter.address() as AddressInfo).port) });
      expect(await exit).toBe(1);
      expect(printed()).toContain('A port is taken already. Stop what uses it, or set');
      expect(printed()).toContain(name);
      squatter.close();
    },
  );
});
