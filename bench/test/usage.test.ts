import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { cpuMicroseconds, residentMegabytes } from '../measure/usage.ts';

/** Burns so much CPU time in its main thread, in another thread and in a child, says so, and waits. */
const BURN_MS = 200;
const BURNER = `
  const { Worker } = require('node:worker_threads');
  const { spawn } = require('node:child_process');
  const burn = 'const end = process.cpuUsage; let from = process.threadCpuUsage(); let used = 0;' +
    'do { const { user, system } = process.threadCpuUsage(from); used = user + system; } while (used < ${BURN_MS * 1_000});';
  const thread = new Worker(burn + 'require("node:worker_threads").parentPort.postMessage("burnt"); setInterval(() => {}, 1000);', { eval: true });
  const child = spawn(process.execPath, ['-e', burn + 'console.log("burnt"); setInterval(() => {}, 1000);'], { stdio: ['ignore', 'pipe', 'ignore'] });
  eval(burn);
  Promise.all([new Promise((r) => thread.once('message', r)), new Promise((r) => child.stdout.once('data', r))]).then(() => console.log('all burnt'));
  process.on('SIGTERM', () => { child.kill(); process.exit(); });
`;

describe('what a process costs', () => {
  it('is the CPU time of all its threads and children', async () => {
    const burner = spawn(process.execPath, ['-e', BURNER], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(burner.stdout, 'data');
    const usedMs = cpuMicroseconds(burner.pid ?? 0) / 1_000;
    burner.kill();
    await once(burner, 'exit');
    // Three times what was burnt, and two starts of Node, which cost less than another three.
    expect(usedMs).toBeGreaterThan(3 * BURN_MS);
    expect(usedMs).toBeLessThan(6 * BURN_MS);
  });

  it('grows by what was done, and by nothing while nothing is', async () => {
    const before = cpuMicroseconds(process.pid);
    const from = process.cpuUsage();
    while (process.cpuUsage(from).user < 50_000) Math.sqrt(Math.random());
    const used = cpuMicroseconds(process.pid) - before;
    expect(used).toBeGreaterThan(50_000);

    const idle = spawn('sleep', ['10']);
    await once(idle, 'spawn');
    const atRest = cpuMicroseconds(idle.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(cpuMicroseconds(idle.pid ?? 0) - atRest).toBeLessThan(5_000);
    idle.kill();
  });

  it('is the memory that is really there', () => {
    const mine = process.memoryUsage.rss() / 1024 ** 2;
    expect(residentMegabytes(process.pid)).toBeGreaterThan(mine * 0.8);
  });
});
