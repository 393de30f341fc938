import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { Logger } from 'pino';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { createPaynetClient } from './paynet/client.ts';
import { watchCalls } from './paynet-hooks.ts';
import { createApp } from './server/app.ts';
import { listen } from './server/listen.ts';
import { createMemoryStore } from './store/memory.ts';
import { giveBackMemory, tuneForShortRequests } from './v8.ts';

/** `sysexits.h`: the settings are wrong. Starting again without changing them cannot help. */
const EXIT_CONFIG = 78;
/** For the log's last lines. */
const LAST_LINES_MS = 1_000;

tuneForShortRequests();

try {
  if (existsSync('.env')) loadEnvFile('.env');
  await start(readConfig(process.env));
} catch (error) {
  console.error(explain(error));
  process.exitCode = error instanceof ConfigError ? EXIT_CONFIG : 1;
}

async function start(config: Config): Promise<void> {
  const log = createLog({ level: config.logLevel, destination: await readableOnTerminal(config) });
  // Imported only where it is wanted: with a real key no code of the sandbox is even loaded.
  const { startSandbox, SANDBOX_SECRET_KEY } =
    config.environment === 'sandbox'
      ? await import('./sandbox/app.ts')
      : { startSandbox: null, SANDBOX_SECRET_KEY: '' };
  const sandbox =
    startSandbox === null || config.sandboxPort === null ? null : await startSandbox({ port: config.sandboxPort });

  const metrics = createMetrics({ ofProcess: true });
  const paynet = createPaynetClient({
    baseUrl: sandbox?.url ?? config.paynet.baseUrl ?? '',
    secretKey: config.paynet.secretKey ?? SANDBOX_SECRET_KEY,
    keyFormat: config.paynet.keyFormat,
    limits: config.paynet.limits,
    discipline: config.paynet.discipline,
    ...watchCalls(log, metrics),
  });
  const redis = await connectRedis(config, log, metrics);
  // The sandbox of this process forgets everything with it, so there is nothing older to know of.
  const store = redis ?? createMemoryStore({ knowsEverything: sandbox !== null });
  let ownUrl: string | null = null;
  const app = createApp({
    config,
    paynet,
    store,
    log,
    metrics,
    ownUrl: () => ownUrl,
  });
  const server = await listen(app, config).catch(async (error: unknown) => {
    await sandbox?.close();
    throw error;
  });

  if (config.environment === 'sandbox') ownUrl = server.url;

  let stopping = false;
  const stop = async (): Promise<void> => {
    // Asked twice: somebody is in a hurry.
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping');
    await server.stop({ delayMs: config.shutdownDelayMs, graceMs: config.shutdownGraceMs });
    await paynet.close();
    await redis?.close();
    await sandbox?.close();
    // All is done. Only a log that nobody reads could still keep the process.
    setTimeout(() => process.exit(), LAST_LINES_MS).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

  giveBackMemory();
  // Last: whoever reads this may stop it at once.
  if (config.production) {
    log.info({ environment: config.environment }, 'listening');
    if (config.routerSecrets.length === 0) log.info('no ROUTER_SECRET is set: _entities and _service are closed');
  } else console.log(welcome(config, server.url, sandbox?.url ?? config.paynet.baseUrl ?? ''));
}

/** Loaded only where it is wanted. */
async function connectRedis({ redisUrl, environment }: Config, log: Logger, metrics: Metrics) {
  if (redisUrl === null) return null;
  const { createRedisStore } = await import('./store/redis.ts');
  return createRedisStore({
    url: redisUrl,
    prefix: `paynet-graphql:${environment}:`,
    onChange(state) {
      metrics.storeIsAway(state === 'away');
      if (state === 'away') log.warn('the shared store is away: links with a key are refused until it is back');
      else log.info('the shared store is back');
    },
  });
}

function welcome({ environment, trustedDocuments }: Config, url: string, paynetUrl: string): string {
  const { only } = trustedDocuments;
  const address = only ? `GraphQL   ${url}/graphql  for trusted documents only` : `GraphiQL  ${url}/graphql`;
  const lines = ['', 'Paynet GraphQL is running.', '', `  ${address}`];
  if (environment === 'sandbox') {
    lines.push(
      `  Sandbox   ${paynetUrl}  a pretend Paynet: no account is needed and no real money moves`,
      '',
      '  Sign in with agentId "1001", userName "paynet", password "paynet".',
    );
    if (!only) lines.push('  The first tab in GraphiQL has it ready; the next ones need no token.');
  } else {
    lines.push(
      `  Paynet    ${paynetUrl}  the ${environment} system${environment === 'live' ? ': real money moves' : ''}`,
    );
  }
  if (environment !== 'sandbox' && !only)
    lines.push('', '  Not in production mode: GraphiQL and the schema are open to everybody who can reach it.');
  return [...lines, '', '  Ctrl+C stops it.', ''].join('\n');
}

/** Log lines for eyes on a terminal, JSON everywhere else, and where the pretty printer was not installed. */
async function readableOnTerminal({ production }: Config) {
  if (production || !process.stdout.isTTY) return undefined;
  const pretty = await import('pino-pretty').catch(() => null);
  return pretty?.default({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss', singleLine: true });
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'A port is taken already. Stop what uses it, or set PORT and SANDBOX_PORT to others.';
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
