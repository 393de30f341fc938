import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  type CreatePayLinkMutation,
  DeactivatePayLinkDocument,
  type DeactivatePayLinkMutation,
  ListPayLinksDocument,
  OpenPortalDocument,
  type OpenPortalMutation,
  ReadPayLinkDocument,
  SignInDocument,
  type SignInMutation,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { type RunningSandbox, SANDBOX_SECRET_KEY, type SandboxOptions, startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { type Answer, type Asking, type Layer, startLayer } from '../support/harness.ts';

/** What Paynet's odd answers are full of, and nobody may be told. */
export const PLANTED = {
  key: 'sck_pcs_Planted/key+with*signs-41b7',
  password: 'Planted-Şifre-9d02',
  sessionKey: 'mbl_pcs_Planted/session*key-5e2b',
  portal: 'https://pts.paynet.com.tr/Account/PaynetAgentGate?al=Planted-gate-91ab%3d',
  confirmation: 'eyJhbGciOiJkaXIiPlanted..confirmation-77c1-as-long-as-such-an-address-is',
  card: '4355084355084358',
  phone: '5309876501',
} as const;

/** All of it in one text. */
export const TELL_TALE = Object.values(PLANTED).join(' ');

/** Who asks in these tests: somebody whose password is like nothing else. */
const PERSON = PEOPLE.turkish;
const PHONE = '5301234567';

/** Limits a test can wait for, and a busy machine can keep. */
export const LIMITS = {
  PAYNET_CONNECT_TIMEOUT_MS: '500',
  PAYNET_HEADERS_TIMEOUT_MS: '800',
  PAYNET_BODY_TIMEOUT_MS: '800',
  PAYNET_CALL_TIMEOUT_MS: '1200',
  REQUEST_TIMEOUT_MS: '5000',
  PAYNET_SETTLE_MS: '500',
};

/**
 * Each fault by itself: nothing is held back and nothing repeated, so that each of many failing calls leaves, and leaves
 * once. What is held back then is a row of its own.
 */
const WITHOUT_DISCIPLINE = { PAYNET_RETRY_PERCENT: '0', PAYNET_BREAKER_MIN_CALLS: '1000000' };

/** Paynet is spared as it is in production. */
export const WITH_DISCIPLINE = { PAYNET_RETRY_PERCENT: '', PAYNET_BREAKER_MIN_CALLS: '' };

/** How much later than its limit a busy machine may answer. */
export const GRACE_MS = 1_500;

export interface StageOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly sandbox?: SandboxOptions;
  /** In the proxy's place, e.g. where nobody answers. */
  readonly paynetUrl?: (proxy: FaultProxy) => string;
  readonly tls?: Parameters<typeof startFaultProxy>[1];
}

export type Created = CreatePayLinkMutation['createPayLink'];

/** The whole way from a client to Paynet: the layer, a proxy that breaks what it is told to break, the sandbox. */
export interface Stage {
  readonly layer: Layer;
  readonly proxy: FaultProxy;
  readonly paynet: RunningSandbox;
  /** The token of somebody who may do everything with links of the own agent. */
  readonly token: string;
  /** A link nobody asked for before, unless told otherwise. */
  input(change?: Partial<CreatePayLinkInput>): CreatePayLinkInput;
  create(input?: CreatePayLinkInput): Promise<Created>;
  read(by: { id: string } | { referenceNo: string }): Promise<Answer>;
  list(): Promise<Answer>;
  signIn(): Promise<SignInMutation['login']>;
  openPortal(): Promise<OpenPortalMutation['autologin']>;
  switchOff(id: string): Promise<DeactivatePayLinkMutation['deactivatePayLink']>;
  /** Any document; the answer comes in time, or this fails. */
  ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    asking?: Asking,
  ): Promise<Answer<Data>>;
  /** Whether every link that can be paid is this one, and how many were made in all. */
  expectOnePayable(answer: Created, made?: number): void;
  /** What `/metrics` says. */
  metrics(): Promise<string>;
  /** No secret stands in the log, in the metrics, nor in any answer that was not meant to hold it. */
  expectNothingTold(): Promise<void>;
  stop(): Promise<void>;
}

let keys = 0;

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const paynet = await startSandbox({ port: 0, ...options.sandbox });
  const proxy = await startFaultProxy(paynet.url, options.tls);
  const layer = await startLayer({
    env: { ...LIMITS, ...WITHOUT_DISCIPLINE, ...options.env },
    besides: paynet,
    paynetUrl: options.paynetUrl?.(proxy) ?? proxy.url,
  });
  // Signed in past the proxy, so that a stage can be opened on a Paynet that is never there.
  const { token, sessionKey } = await signInBeside(layer, paynet);
  const limitMs = layer.config.paynet.limits.totalMs;
  /** Answers that hold what nobody else may see are the owner's own and are not among these. */
  const answers: string[] = [];
  const own = new Set<string>([PERSON.password, SANDBOX_SECRET_KEY, token, sessionKey]);

  const stage: Stage = {
    layer,
    proxy,
    paynet,
    token,
    async ask(document, variables, asking = { token }) {
      const begun = performance.now();
      const answer = await layer.execute(document, variables, asking);
      expect(performance.now() - begun).toBeLessThan(limitMs + GRACE_MS);
      answers.push(answer.text);
      return answer;
    },
    input: (change = {}) => ({
      payerName: 'Ayşe Yılmaz',
      amount: '120.10',
      phone: PHONE,
      idempotencyKey: `order-${(keys += 1)}`,
      ...change,
    }),
    async create(input = stage.input()) {
      const { body } = await stage.ask(CreatePayLinkDocument, { input });
      expect(body.errors).toBeUndefined();
      if (body.data == null) throw new Error('no answer');
      return body.data.createPayLink;
    },
    read: (by) => stage.ask(ReadPayLinkDocument, { by }),
    list: () => stage.ask(ListPayLinksDocument, { filter: { from: today(-1), to: today(1) }, first: 5 }),
    async signIn() {
      const { agentId, userName, password } = PERSON;
      const { body } = await stage.ask(SignInDocument, { input: { agentId, userName, password } }, {});
      if (body.data == null) throw new Error('no answer');
      const { login } = body.data;
      // The one who signs in is told the own token.
      if (login.__typename === 'LoginSuccess') {
        own.add(login.token);
        answers.pop();
      }
      return login;
    },
    async openPortal() {
      const { agentId, userName } = PERSON;
      const { body } = await stage.ask(OpenPortalDocument, { input: { agentId, userName } });
      if (body.data == null) throw new Error('no answer');
      const { autologin } = body.data;
      if (autologin.__typename === 'AutologinSuccess') {
        own.add(autologin.url);
        answers.pop();
      }
      return autologin;
    },
    async switchOff(id) {
      const { body } = await stage.ask(DeactivatePayLinkDocument, { input: { payLink: { id } } });
      if (body.data == null) throw new Error('no answer');
      return body.data.deactivatePayLink;
    },
    expectOnePayable(answer, made) {
      expect(answer.__typename).toBe('CreatePayLinkSuccess');
      if (answer.__typename !== 'CreatePayLinkSuccess') return;
      const { links } = paynet.sandbox;
      expect(links.filter(({ state }) => state === 'awaiting')).toMatchObject([{ id: answer.payLink.id }]);
      if (made !== undefined) expect(links).toHaveLength(made);
    },
    metrics: async () => (await fetch(`${layer.url}/metrics`)).text(),
    async expectNothingTold() {
      const log = layer.log();
      const metrics = await stage.metrics();
      // Whoever has the address of a confirmation can post one.
      for (const { path, body } of layer.left) {
        const url = path.endsWith('/create') ? (JSON.parse(body) as Record<string, unknown>)['confirmation_url'] : null;
        if (typeof url === 'string') own.add(url.slice(url.lastIndexOf('/') + 1));
      }
      for (const secret of [...own, ...Object.values(PLANTED)]) {
        for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
          expect(log.includes(form), 'a secret was logged').toBe(false);
          expect(metrics.includes(form), 'a secret is in the metrics').toBe(false);
          expect(
            answers.some((answer) => answer.includes(form)),
            'a secret was answered',
          ).toBe(false);
        }
      }
      expect(`${log}${metrics}`.includes(PHONE), 'a phone number was logged').toBe(false);
      answers.length = 0;
    },
    async stop() {
      await layer.stop();
      await proxy.stop();
      await paynet.close();
    },
  };
  return stage;
}

/** A stage for the tests of a file or of a `describe`, as new before each of them. After each nothing was told. */
export function useStage(options: StageOptions = {}): Stage {
  let running: Stage | undefined;
  beforeAll(async () => {
    running = await openStage(options);
  });
  beforeEach(async () => {
    running?.paynet.sandbox.reset();
    running?.proxy.plan(() => undefined);
    await running?.proxy.open();
  });
  afterEach(() => running?.expectNothingTold());
  afterAll(() => running?.stop());
  return new Proxy({} as Stage, {
    get(_target, name) {
      if (running === undefined) throw new Error('The stage is there only while tests run.');
      return Reflect.get(running, name) as unknown;
    },
  });
}

/** A session of the layer's making, as another instance with the same secret opens it. */
async function signInBeside(layer: Layer, paynet: RunningSandbox): Promise<{ token: string; sessionKey: string }> {
  const other = await startLayer({ env: { SESSION_SECRET: layer.config.session.secret }, besides: paynet });
  try {
    const token = await other.signIn(PERSON);
    const { body } = await other.execute(WhoAmIDocument, {}, { token });
    return { token, sessionKey: body.data?.agentSession?.sessionKey ?? '' };
  } finally {
    await other.stop();
  }
}

function today(plusDays: number): string {
  return new Date(Date.now() + plusDays * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
