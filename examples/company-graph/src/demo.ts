import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeByGuild } from './composers/guild.ts';
import { DemoError } from './demo-error.ts';
import { type Environment, type RunningLayer, startLayer } from './layer.ts';
import { listen, type Running } from './listen.ts';
import { ORDERS } from './orders/orders.ts';
import { createOrders, ORDERS_SDL } from './orders/subgraph.ts';
import { PAYNET_SDL } from './subgraph.ts';

/** `sysexits.h`, as for the layer: the settings are wrong. */
const EXIT_CONFIG = 78;
const HEALTHY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 10_000;
const PORTS = { PORT: 4000, SANDBOX_PORT: 4010, ORDERS_PORT: 4020, GATEWAY_PORT: 4030 };

/**
 * Runs the company graph until it is stopped. Answers what its process is to exit with: 0 when it was stopped, 78 when a
 * port makes no sense, else 1, or whatever the layer ended with.
 */
export async function runDemo(env: Environment): Promise<number> {
  const started: Running[] = [];
  const stop = listenForSignals();
  try {
    const layer = await start(env, started, stop);
    await Promise.race([stop.asked, layer.ended]);
    return 0;
  } catch (error) {
    // Ctrl+C on a terminal reaches the layer as well, and may end it first.
    if (stop.wasAsked()) return 0;
    if (!(error instanceof DemoError)) throw error;
    console.error(error.message);
    return error.exitCode;
  } finally {
    setTimeout(() => process.exit(1), STOPPED_WITHIN_MS).unref();
    for (const part of started.toReversed()) await part.stop();
  }
}

/** Starts one part after another, each when the one before is healthy, and notes them in `started`. */
async function start(env: Environment, started: Running[], stop: StopSignal): Promise<RunningLayer> {
  const ports = readPorts(env);
  const routerSecret = randomBytes(32).toString('base64url');
  async function part<T extends Running>(name: string, starting: () => Promise<T>, health: string): Promise<T> {
    if (stop.wasAsked()) throw new DemoError('Stopped.');
    const running = await starting();
    started.push(running);
    await healthy(name, `${running.url}${health}`);
    console.log(`${name} is healthy.`);
    return running;
  }

  const layer = await part(
    'The layer, with its sandbox,',
    () => startLayer(env, { port: ports.PORT, sandboxPort: ports.SANDBOX_PORT, routerSecret }),
    '/ready',
  );
  const orders = await part(
    'The subgraph of orders',
    () => portNamed('ORDERS_PORT', listen(createOrders(ORDERS), ports.ORDERS_PORT)),
    '/health',
  );
  const { supergraph, errors } = composeByGuild([
    { name: 'paynet', sdl: PAYNET_SDL, url: `${layer.url}/graphql` },
    { name: 'orders', sdl: ORDERS_SDL, url: `${orders.url}/graphql` },
  ]);
  if (supergraph === null) throw new DemoError(`The subgraphs do not compose:\n${errors.join('\n')}`);
  // Loading it takes seconds, so it comes after everything that can go wrong at once.
  const gateway = await part(
    'The gateway',
    async () => {
      const { startHiveGateway } = await import('./gateways/hive.ts');
      return portNamed('GATEWAY_PORT', startHiveGateway({ supergraph, port: ports.GATEWAY_PORT, routerSecret }));
    },
    '/readiness',
  );
  console.log(welcome({ gateway, layer, orders }));
  return layer;
}

function welcome(running: { gateway: Running; layer: RunningLayer; orders: Running }): string {
  return [
    '',
    'The company graph is running: payment links and orders behind one gateway.',
    '',
    `  Gateway  ${running.gateway.url}/graphql`,
    `  Layer    ${running.layer.url}/graphql`,
    `  Orders   ${running.orders.url}/graphql`,
    `  Sandbox  ${running.layer.sandboxUrl}  a pretend Paynet: no real money moves`,
    '',
    'Open the gateway in a browser, paste this into GraphiQL, and run its three operations one after another:',
    '',
    readFileSync(new URL('../demo.graphql', import.meta.url), 'utf8'),
    'Ctrl+C stops everything.',
    '',
  ].join('\n');
}

async function healthy(name: string, url: string): Promise<void> {
  const end = Date.now() + HEALTHY_WITHIN_MS;
  while (Date.now() < end) {
    const isHealthy = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isHealthy) return;
    await sleep(100);
  }
  throw new DemoError(`${name} was not healthy within ${HEALTHY_WITHIN_MS / 1_000} seconds.`);
}

interface StopSignal {
  readonly asked: Promise<void>;
  readonly wasAsked: () => boolean;
}

/** The first SIGINT or SIGTERM. Any more change nothing: npm repeats those of a terminal. */
function listenForSignals(): StopSignal {
  let wasAsked = false;
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        wasAsked = true;
        resolve();
      });
    }
  });
  return { asked, wasAsked: () => wasAsked };
}

function readPorts(env: Environment): typeof PORTS {
  const port = (name: keyof typeof PORTS): number => {
    const value = env[name] ?? '';
    const number = value === '' ? PORTS[name] : Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
    throw new DemoError(`${name} must be a whole number from 0 to 65535; 0 takes any free port.`, EXIT_CONFIG);
  };
  return {
    PORT: port('PORT'),
    SANDBOX_PORT: port('SANDBOX_PORT'),
    ORDERS_PORT: port('ORDERS_PORT'),
    GATEWAY_PORT: port('GATEWAY_PORT'),
  };
}

async function portNamed<T>(name: keyof typeof PORTS, starting: Promise<T>): Promise<T> {
  return starting.catch((error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isTaken ? new DemoError(`A port is taken already. Stop what uses it, or set ${name} to another.`) : error;
  });
}
