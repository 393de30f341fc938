import { PassThrough } from 'node:stream';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { onTestFailed } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { SignInDocument } from '../../src/operations/index.ts';
import { createPaynetClient } from '../../src/paynet/client.ts';
import { watchCalls } from '../../src/paynet-hooks.ts';
import {
  type RunningSandbox,
  SANDBOX_SECRET_KEY,
  type SandboxOptions,
  type SeenRequest,
  startSandbox,
} from '../../src/sandbox/app.ts';
import { createApp } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';

export interface LayerOptions {
  /** Settings, as the environment gives them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another peer in Paynet's place; the sandbox is started all the same. With `besides`, a way to that sandbox. */
  readonly paynetUrl?: string;
  /** The wall clock of the sandbox. */
  readonly clock?: () => Date;
  /** How the sandbox behaves otherwise. */
  readonly sandbox?: SandboxOptions;
  /** A sandbox that runs already, e.g. behind another layer; it outlives this one. */
  readonly besides?: RunningSandbox;
  /** What the layer remembers, where it shares that with another or begins with an old memory. */
  readonly store?: Store;
}

export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { readonly data?: Data | null; readonly errors?: readonly GraphQLFailure[] };
}

export interface GraphQLFailure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface Asking {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A layer on a port of its own with a sandbox behind it, both over real HTTP. */
export interface Layer {
  readonly url: string;
  readonly config: Config;
  readonly paynet: RunningSandbox;
  /** What left for the sandbox, oldest first. */
  readonly left: readonly SeenRequest[];
  /** Every line the layer logged so far. */
  readonly log: () => string;
  execute<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    asking?: Asking,
  ): Promise<Answer<Data>>;
  /** Any request body at all, as it is. */
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Any document, with variables. */
  query(document: string, variables?: object, asking?: Asking): Promise<Answer>;
  /** Signs a person of the seed in, or fails. */
  signIn(person: { agentId: string; userName: string; password: string }): Promise<string>;
  reset(): void;
  stop(): Promise<void>;
}

/** Tests ask as often as they like: what limits how often something may be done has tests of its own. */
const WITHOUT_LIMITS = {
  SIGN_IN_MAX_PER_USER: '0',
  SIGN_IN_MAX_PER_SOURCE: '0',
  SIGN_IN_MAX_IN_TOTAL: '0',
  AUTOLOGIN_MAX_PER_USER: '0',
  SENDING_MAX_PER_ADDRESS: '0',
  SENDING_MAX_PER_CALLER: '0',
  // Sandbox, layer and callers share one event loop in a test.
  MAX_REQUESTS_AT_ONCE: '0',
};

/** Settings for `startLayer` with which the limits are what they are when nothing is set. */
export const LIMITED: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(WITHOUT_LIMITS).map((name) => [name, '']),
);

export async function startLayer(options: LayerOptions = {}): Promise<Layer> {
  const paynet =
    options.besides ??
    (await startSandbox({
      port: 0,
      ...options.sandbox,
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    }));
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'debug', ...WITHOUT_LIMITS, ...options.env });
  const lines = new PassThrough();
  let logged = '';
  lines.setEncoding('utf8').on('data', (text: string) => {
    logged += text;
  });
  const log = createLog({ level: config.logLevel, destination: lines });
  const metrics = createMetrics({ ofProcess: false });
  const client = createPaynetClient({
    baseUrl: options.paynetUrl ?? config.paynet.baseUrl ?? paynet.url,
    secretKey: config.paynet.secretKey ?? SANDBOX_SECRET_KEY,
    keyFormat: config.paynet.keyFormat,
    limits: config.paynet.limits,
    discipline: config.paynet.discipline,
    ...watchCalls(log, metrics),
  });
  // The sandbox begins with the layer, so a new store knows everything there is to know.
  const store = options.store ?? createMemoryStore({ knowsEverything: true });
  let ownUrl: string | null = null;
  const server = await listen(createApp({ config, paynet: client, store, log, metrics, ownUrl: () => ownUrl }), config);
  if (options.paynetUrl === undefined || options.besides !== undefined) ownUrl = server.url;
  const endpoint = `${server.url}/graphql`;
  const { requests } = paynet.sandbox;

  async function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    tellWhenItFails(`${body}\n-> ${response.status} ${response.headers.get('x-request-id')}\n${text}`, requests);
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  }

  const layer: Layer = {
    url: server.url,
    config,
    paynet,
    left: requests,
    log: () => logged,
    post,
    query: (query, variables = {}, { token, headers } = {}) =>
      post(JSON.stringify({ query, variables }), {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      }),
    execute: (document, variables, asking) =>
      layer.query(print(document), variables as object, asking) as Promise<never>,
    async signIn({ agentId, userName, password }) {
      const { body } = await layer.execute(SignInDocument, { input: { agentId, userName, password } });
      if (body.data?.login.__typename !== 'LoginSuccess') throw new Error(`${userName} could not sign in`);
      return body.data.login.token;
    },
    reset: () => paynet.sandbox.reset(),
    async stop() {
      await server.stop({ delayMs: config.shutdownDelayMs, graceMs: 1_000 });
      await client.close();
      if (options.besides === undefined) await paynet.close();
    },
  };
  return layer;
}

/** The JSON that left for Paynet. */
export function bodyOf(request: SeenRequest | undefined): Record<string, unknown> {
  return JSON.parse(request?.body ?? 'null') as Record<string, unknown>;
}

/** A test of thousands of requests prints only the last of what left. */
const MAX_PRINTED = 20;

/** A failed expectation prints what was asked, what was answered, and what had left for Paynet by then. */
function tellWhenItFails(exchange: string, requests: readonly SeenRequest[]): void {
  try {
    onTestFailed(() => {
      const left = requests
        .slice(-MAX_PRINTED)
        .map(({ method, path, body }) => `  ${method} ${path} ${body}`)
        .join('\n');
      console.error(`${exchange}\nleft for Paynet:\n${left || '  nothing'}`);
    });
  } catch {
    // Outside a test, e.g. in beforeAll, there is no failure to hang this on.
  }
}
