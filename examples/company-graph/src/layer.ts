import { spawn } from 'node:child_process';
import { ENVIRONMENT } from '../../../src/config.ts';
import { DemoError } from './demo-error.ts';
import type { Running } from './listen.ts';

const ROOT = new URL('../../../', import.meta.url);
const GRACE_MS = 2_000;
const STARTED_WITHIN_MS = 30_000;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface RunningLayer extends Running {
  readonly sandboxUrl: string;
  /** Rejects when the layer ends, with its exit code and what it said. */
  readonly ended: Promise<never>;
}

/**
 * The layer and its sandbox, as `npm start` runs them. Every other setting is said to be nothing: a developer's
 * `.env`, with a real key in it, has no say here.
 */
export async function startLayer(
  env: Environment,
  options: { readonly port: number; readonly sandboxPort: number; readonly routerSecret: string },
): Promise<RunningLayer> {
  const noSettings = Object.fromEntries(Object.keys(ENVIRONMENT.shape).map((name) => [name, '']));
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: {
      ...env,
      ...noSettings,
      PAYNET_ENVIRONMENT: 'sandbox',
      PORT: String(options.port),
      SANDBOX_PORT: String(options.sandboxPort),
      ROUTER_SECRET: options.routerSecret,
      LOG_LEVEL: 'warn',
      SHUTDOWN_GRACE_MS: String(GRACE_MS),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  let printed = '';
  const addresses = new Promise<{ url: string; sandboxUrl: string }>((resolve) => {
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const [, url, sandboxUrl] = /GraphiQL +(http:\S+)\/graphql\n.*Sandbox +(http:\S+)/s.exec(printed) ?? [];
        if (url !== undefined && sandboxUrl !== undefined) resolve({ url, sandboxUrl });
      });
    }
  });
  const ended = exit.then((code): never => {
    throw new DemoError(`The layer ended by itself. It said:\n${printed.trim()}`, code || 1);
  });
  // Nobody minds an end that was asked for.
  ended.catch(() => undefined);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), STARTED_WITHIN_MS);
  const found = await Promise.race([addresses, ended]).finally(() => clearTimeout(tooLate));
  return {
    ...found,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
