import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../operations.ts';
import type { GrowthResults, Results } from '../report/results.ts';
import { SERVERS } from '../servers.ts';

const ROOT = new URL('../../', import.meta.url);
const PARTIAL = new URL('bench/results/partial/', ROOT);

/** What came of a command. */
async function outcome(command: string, args: readonly string[]): Promise<{ code: number | null; printed: string }> {
  const program = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const output of [program.stdout, program.stderr])
    output.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const [code] = (await once(program, 'close')) as [number | null];
  return { code, printed };
}

/** The same without building everything once more. */
const bench = (args: readonly string[]) => outcome(process.execPath, ['bench/main.ts', ...args]);

const written = (name: string) => readFileSync(new URL(name, PARTIAL), 'utf8');

/** Text as XML has it: each attribute ends where the next, or the element's end, begins. */
const WELL_FORMED = /^(?:\s|[^<]|<\/?\w+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>|<!\[CDATA\[[\s\S]*?\]\]>)*$/;

describe('npm run bench -- --quick', () => {
  let run: Awaited<ReturnType<typeof outcome>>;
  let results: Results;
  beforeAll(async () => {
    rmSync(PARTIAL, { recursive: true, force: true });
    run = await outcome('npm', ['run', 'bench', '--', '--quick']);
    results = JSON.parse(written('results.json')) as Results;
  }, 180_000);

  it('ends with 0, having shown its progress', () => {
    expect(run.code, run.printed).toBe(0);
    expect(run.printed).toContain('every server gives every operation the right answer');
    expect(run.printed).toMatch(/\d:\d\d {2}round 2 of 2, login, every field, CPU µs: pass-through \d+, layer \d+/);
  });

  it('measures every server on every operation the layer has, and says which it has not', () => {
    const names = results.operations.map(({ name }) => name);
    expect(results.servers.map(({ name }) => name)).toEqual(SERVERS.map(({ name }) => name));
    expect(names.length + results.leftOut.length).toBe(OPERATIONS.length);
    for (const title of results.leftOut) expect(run.printed).toContain(`left out: ${title}`);
    for (const server of results.servers) {
      expect(Object.keys(server.operations)).toEqual(names);
      expect(server.startUpCpuMs.median).toBeGreaterThan(0);
      expect(server.restMegabytes.median).toBeGreaterThan(0);
      for (const { cpuUs, ratio, perSecond, p50Ms, p99Ms } of Object.values(server.operations)) {
        for (const { quiet, low, median, high } of [cpuUs, perSecond, p50Ms, p99Ms]) {
          expect(quiet).toBeGreaterThan(0);
          expect(low).toBeGreaterThanOrEqual(quiet);
          expect(median).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(median);
        }
        expect(ratio).toBeGreaterThan(0);
      }
    }
  });

  it('measures everything as a multiple of the pass-through', () => {
    const floor = results.servers.find(({ name }) => name === 'pass-through');
    for (const { ratio } of Object.values(floor?.operations ?? {})) expect(ratio).toBe(1);
  });

  it('writes a table with its date, machine and disturbance, and a chart', () => {
    const table = written('results.md');
    expect(table).toContain(`Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.version} on `);
    expect(table).toMatch(/other work took \d+ % of the cores meanwhile/);
    expect(table).toContain('A quick run: it shows that everything works, not how fast it is.');
    for (const { title } of results.servers) expect(table).toContain(`| ${title} |`);
    const chart = written('chart.svg');
    for (const { title } of results.servers) expect(chart).toContain(`>${title}</text>`);
    expect(chart).toMatch(WELL_FORMED);
  });
});

describe('the bench', () => {
  it('measures only what is named', async () => {
    const { code, printed } = await bench(['--quick', '--only', 'pass-through,login']);
    expect(code, printed).toBe(0);
    const results = JSON.parse(written('results.json')) as Results;
    expect(results.servers.map(({ name }) => name)).toEqual(['pass-through']);
    expect(results.operations.map(({ name }) => name)).toEqual(['login']);
  });

  it('ends with 64 for what it does not know, and says what there is', async () => {
    const unknownName = await bench(['--only', 'nginx']);
    expect(unknownName.code).toBe(64);
    expect(unknownName.printed).toContain('There is no "nginx"; there are: pass-through, layer, ');
    const unknownOption = await bench(['--fast']);
    expect(unknownOption.code).toBe(64);
    expect(unknownOption.printed).toContain('--quick    a short run');
  });
});

describe('the bench with --growth --quick', () => {
  it('measures each curve from its first point to its last, and a crowd', async () => {
    const { code, printed } = await bench(['--growth', '--quick']);
    expect(code, printed).toBe(0);
    const { curves, crowd } = JSON.parse(written('growth.json')) as GrowthResults;
    const reach = (name: string) => curves.find((curve) => curve.name === name)?.points.map(({ at }) => at);
    expect(reach('connections')?.at(-1)).toBe(1_024);
    expect(reach('entities')?.at(-1)).toBe(500);
    expect(reach('replicas')?.at(0)).toBe(1);
    expect(crowd.requests).toBe(1_000);
    expect(crowd.tookMs).toBeGreaterThanOrEqual(crowd.idealMs);
    expect(written('growth.svg')).toMatch(WELL_FORMED);
  }, 180_000);
});
