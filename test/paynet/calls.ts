import { inspect } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import { createPaynetClient, type PaynetClient, type PaynetServices } from '../../src/paynet/client.ts';
import { PaynetError } from '../../src/paynet/errors.ts';
import type { PaynetLimits, TransportOptions } from '../../src/paynet/request.ts';
import { type Decimal, isDecimal } from '../../src/paynet/wire.ts';
import { type Peer, startPeer } from '../support/peer.ts';
import { documentedAnswer, type ServicePath } from './documentation.ts';

/** What must never stand in an error. The key has the characters that careless encoding would change. */
export const SECRETS = {
  secretKey: 'sck_pcs_Planted/key+with*signs-41b7',
  password: 'Planted-Şifre-9d02',
  sessionKey: 'mbl_pcs_Planted/session*key-5e2b',
  autologinUrl: 'https://pts.paynet.com.tr/Account/PaynetAgentGate?al=Planted-gate-91ab%3d',
} as const;

/** All of them in one text, for answers that tell everything they know. */
export const TELL_TALE = Object.values(SECRETS).join(' ');

export interface Call {
  readonly name: string;
  readonly path: ServicePath;
  send(paynet: PaynetServices): Promise<unknown>;
  /** An answer that is all right, as documented, with the planted secrets in it. */
  readonly answer: Readonly<Record<string, unknown>>;
}

/** One ordinary call of each service. */
export const CALLS: readonly [Call, Call, Call] = [
  {
    name: 'agent/login',
    path: '/v1/agent/login',
    send: ({ agent }) => agent.login({ agentId: '1001', userName: 'paynet', password: SECRETS.password }),
    answer: { ...documentedAnswer('/v1/agent/login'), session_key: SECRETS.sessionKey },
  },
  {
    name: 'agent/autologin',
    path: '/v1/agent/autologin',
    send: ({ agent }) => agent.autologin({ agentId: '1001', userName: 'paynet' }),
    answer: { ...documentedAnswer('/v1/agent/autologin'), url: SECRETS.autologinUrl },
  },
  {
    name: 'mailorder/create',
    path: '/v1/mailorder/create',
    send: ({ mailOrder }) =>
      mailOrder.create({ payerName: 'Ayşe Yılmaz', amount: decimal('120.10'), addCommissionToAmount: false }),
    answer: documentedAnswer('/v1/mailorder/create'),
  },
];

/** So many calls, of each service in turn. */
export function manyCalls(count: number): Call[] {
  return Array.from({ length: count }, (_, index) => CALLS[index % CALLS.length] ?? CALLS[0]);
}

export function decimal(text: string): Decimal {
  if (!isDecimal(text)) throw new Error(`${text} is no decimal.`);
  return text;
}

/** A client of the peer at that address, with the planted key. */
export function clientOf(url: string, options: Partial<TransportOptions> = {}): PaynetClient {
  return createPaynetClient({ baseUrl: url, secretKey: SECRETS.secretKey, ...options });
}

/** How much later than its limit a busy machine may say that a call is over. */
export const GRACE_MS = 500;

/** Limits a test can wait for. */
export const SHORT_LIMITS: PaynetLimits = {
  connectMs: 200,
  headersMs: 500,
  bodyMs: 300,
  callMs: 1_000,
  totalMs: 1_200,
};

/** For what one failing call after the other comes to: each leaves, and leaves once. */
export const WITHOUT_DISCIPLINE: Pick<TransportOptions, 'discipline'> = {
  discipline: { retryPercent: 0, breakerMinCalls: Number.POSITIVE_INFINITY },
};

/** A scripted peer and a client of it for the tests of a file. */
export function usePeer(options: Partial<TransportOptions> = {}) {
  let running: { peer: Peer; client: PaynetClient } | undefined;
  const current = () => {
    if (running === undefined) throw new Error('The peer runs only while tests run.');
    return running;
  };
  beforeAll(async () => {
    const peer = await startPeer();
    running = { peer, client: clientOf(peer.url, options) };
  });
  afterAll(async () => {
    await current().client.close();
    await current().peer.stop();
  });
  return {
    get peer() {
      return current().peer;
    },
    get client() {
      return current().client;
    },
  };
}

/** The error a call ended with: one of the family, with nothing in it that must not be told. */
export async function failureOf(call: Promise<unknown>): Promise<PaynetError> {
  const error: unknown = await call.then(
    () => expect.fail('The call was answered.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PaynetError)) throw error;
  expectNoSecretIn(error);
  return error;
}

/** No planted secret may stand in an error, its causes included, however it is printed. */
export function expectNoSecretIn(error: Error): void {
  const printed = [
    inspect(error, { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null }),
    JSON.stringify(error),
  ].join('\n');
  for (const [name, secret] of Object.entries(SECRETS)) {
    if (printed.includes(secret)) expect.fail(`The error holds the planted ${name}.`);
  }
}
