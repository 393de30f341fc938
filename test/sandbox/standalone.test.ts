import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SANDBOX_SECRET_KEY, SERVICES } from '../../src/sandbox/app.ts';
import { CONFIRM_OUTCOMES } from '../../src/sandbox/confirm-outcomes.ts';
import { OUTCOMES } from '../../src/sandbox/outcomes.ts';
import { ADDRESSEES } from '../../src/sandbox/scenarios.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { TEST_CARDS } from '../../src/sandbox/test-cards.ts';

const MAIN = fileURLToPath(new URL('../../src/sandbox/main.ts', import.meta.url));

function run(port: string) {
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, SANDBOX_PORT: port } });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.err += chunk.toString();
  });
  return { child, output, ended: once(child, 'close') };
}

describe('run alone', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it is, keeps its key to itself, and stops at %s',
    async (signal) => {
      const { child, output, ended } = run('0');
      await expect.poll(() => output.out, { timeout: 5000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
      const url = /http:\/\/[\d.:]+\d/.exec(output.out)?.[0] ?? '';

      // A kept-alive connection and an answer still due must not delay the end.
      await (await fetch(url)).text();
      const waiting = fetch(`${url}/v1/agent/login`, {
        method: 'POST',
        headers: { Authorization: `Basic ${SANDBOX_SECRET_KEY}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ agent_id: '1001', user_name: 'sandbox:slow', password: 'paynet' }),
      }).catch(() => 'cut off');
      await (await fetch(url)).text();

      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(await waiting).toBe('cut off');
      expect(output.err).toBe('');
      expect(output.out).not.toContain(SANDBOX_SECRET_KEY);
    },
  );

  test.each(['http', '65536', '-1', '1.5'])('refuses the port %j and says what is wanted', async (port) => {
    const { output, ended } = run(port);
    expect(await ended).toEqual([1, null]);
    expect(output.err).toContain('SANDBOX_PORT must be a whole number');
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../src/sandbox/README.md', import.meta.url), 'utf8');

  test.each(Object.values(PEOPLE))('names $userName', ({ agentId, userName, password, about }) => {
    expect(readme).toContain(`| \`${agentId}\` | \`${userName}\` | \`${password}\` | ${about} |`);
  });

  test.each(OUTCOMES)('has the switch value $form', ({ form, does, services }) => {
    expect(readme).toContain(`| \`sandbox:${form}\` | ${services?.join(', ') ?? 'all'} | ${does} |`);
  });

  test.each(CONFIRM_OUTCOMES)('has the switch value confirm:$form', ({ form, does }) => {
    expect(readme).toContain(`| \`sandbox:confirm:${form}\` | confirm | ${does} |`);
  });

  test('has as many switch values as there are, and no others', () => {
    expect(readme.match(/^\| `sandbox:/gm)).toHaveLength(OUTCOMES.length + CONFIRM_OUTCOMES.length);
  });

  test.each(SERVICES)('has the service $name and its page', ({ name, path, page }) => {
    expect(readme).toContain(`| \`${name}\` | \`POST ${path}\` | ${page} |`);
  });

  test('has every name a switch value can be meant for, and every test card', () => {
    expect(readme.replaceAll('\n', ' ')).toContain(ADDRESSEES.map((name) => `\`${name}\``).join(', '));
    for (const { name } of TEST_CARDS) expect(readme).toContain(name);
  });

  test('has the key that works', () => {
    expect(readme).toContain(SANDBOX_SECRET_KEY);
  });
});
