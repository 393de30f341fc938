import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentNode, print } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  type CreatePayLinkMutation,
  ReadPayLinkDocument,
  SignInDocument,
  type SignInMutation,
  SignOutDocument,
  WatchPayLinkDocument,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { brokenPromises, createMany, unclear } from '../support/many-creates.ts';
import { type Program, startProgram } from '../support/program.ts';
import { describeWithRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { seeded } from '../support/seeded.ts';

const SETTLE_MS = 4_000;
const REPLICAS = 3;

describeWithRedis('three processes', () => {
  let redis: RunningRedis;
  let paynet: RunningSandbox;
  let replicas: { program: Program; url: string }[];
  let faults: ReturnType<typeof unclear> = () => undefined;
  let dealer: string;

  beforeAll(async () => {
    redis = await startRedis();
    paynet = await startSandbox({ port: 0, lookupLagMs: 300, outcomeFor: (call) => faults(call) });
    replicas = await Promise.all(Array.from({ length: REPLICAS }, () => start('0')));
    const { agentId, userName, password } = PEOPLE.dealer;
    const signedIn = await ask<SignInMutation>(0, SignInDocument, { input: { agentId, userName, password } });
    if (signedIn.login.__typename !== 'LoginSuccess') throw new Error('not signed in');
    dealer = signedIn.login.token;
    // Redis is new, so for a while it could have forgotten something.
    await sleep(SETTLE_MS);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(replicas.map(({ program }) => program.stop('SIGKILL')));
    await paynet.close();
    await redis.stop();
  });
  beforeEach(() => {
    faults = () => undefined;
    paynet.sandbox.reset();
  });

  async function start(port: string): Promise<{ program: Program; url: string }> {
    const program = startProgram(process.execPath, ['src/main.ts'], {
      PORT: port,
      REDIS_URL: redis.url,
      PAYNET_ENVIRONMENT: 'sandbox',
      PAYNET_BASE_URL: paynet.url,
      PAYNET_CALL_TIMEOUT_MS: '1000',
      PAYNET_SETTLE_MS: String(SETTLE_MS),
      PAYNET_POLL_MS: '600000',
      SESSION_SECRET: 'the same for all of them, as it must be',
      LOG_LEVEL: 'warn',
    });
    return { program, url: await program.waitFor(/GraphiQL {2}(http:\S+)\n/) };
  }

  function post(replica: number, document: DocumentNode, variables: object, headers = {}): Promise<Response> {
    return fetch(replicas[replica % REPLICAS]?.url ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(dealer === undefined ? {} : { authorization: `Bearer ${dealer}` }),
        ...headers,
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
  }

  async function ask<Data>(replica: number, document: DocumentNode, variables: object, headers = {}) {
    const body = (await (await post(replica, document, variables, headers)).json()) as { data: Data; errors?: unknown };
    expect(body.errors).toBeUndefined();
    return body.data;
  }

  const create = async (replica: number, input: CreatePayLinkInput) =>
    (await ask<CreatePayLinkMutation>(replica, CreatePayLinkDocument, { input })).createPayLink;
  const link = (key: string): CreatePayLinkInput => ({ payerName: 'Ayşe', amount: '12.50', idempotencyKey: key });

  it('F-replicas share a session, a link and its events: signed in at one, made at another, watched at the third', async () => {
    const made = await create(1, link('across'));
    if (made.__typename !== 'CreatePayLinkSuccess') throw new Error(made.__typename);
    const events = await post(2, WatchPayLinkDocument, { id: made.payLink.id }, { accept: 'text/event-stream' });
    // Confirmed to the one that made it; nobody polls.
    await expect
      .poll(async () => (await redis.client.pubsub('CHANNELS')).join(' '), { timeout: 10_000 })
      .toContain(made.payLink.id);
    paynet.sandbox.pay(made.payLink.id);
    expect(await events.text()).toContain('"status":"PAID"');
    expect(await create(0, link('across'))).toMatchObject({
      replayed: true,
      payLink: { id: made.payLink.id, status: 'PAID' },
    });
  });

  it('F-replicas know of a logout, all of them', async () => {
    const { agentId, userName, password } = PEOPLE.turkish;
    const { login } = await ask<SignInMutation>(0, SignInDocument, { input: { agentId, userName, password } });
    const authorization = `Bearer ${login.__typename === 'LoginSuccess' ? login.token : ''}`;
    for (const replica of [0, 1, 2]) {
      expect(await ask(replica, WhoAmIDocument, {}, { authorization })).not.toEqual({ agentSession: null });
    }
    await ask(1, SignOutDocument, {}, { authorization });
    for (const replica of [0, 1, 2]) {
      expect(await ask(replica, WhoAmIDocument, {}, { authorization })).toEqual({ agentSession: null });
    }
  });

  it('F-replicas know of refused logins, all of them: after ten the next is refused whichever is asked', async () => {
    const { agentId, userName } = PEOPLE.reader;
    const guess = async (replica: number, password = 'wrong') => {
      const { login } = await ask<SignInMutation>(replica, SignInDocument, { input: { agentId, userName, password } });
      return login.__typename;
    };
    for (let tried = 0; tried < 10; tried += 1) expect(await guess(tried)).toBe('PaynetLoginRefused');
    for (const replica of [0, 1, 2]) {
      expect(await guess(replica, PEOPLE.reader.password)).toBe('PaynetRateLimited');
    }
  });

  it('F-replicas make one link of one key, whichever is asked and however many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => create(index, link('at once'))));
    const ids = answers.map((answer) => (answer.__typename === 'CreatePayLinkSuccess' ? answer.payLink.id : 'none'));
    expect(new Set(ids).size).toBe(1);
    expect(paynet.sandbox.links).toHaveLength(1);
  });

  it('F76 lose no key and make none twice while they are killed at random and callers ask again', async () => {
    const random = seeded(118);
    faults = unclear(random, 1 / 5);
    const chance = seeded(119);
    const over = new AbortController();
    const killing = (async () => {
      while (!over.signal.aborted) {
        await sleep(1_500);
        const index = Math.floor(chance() * REPLICAS);
        const port = new URL(replicas[index]?.url ?? '').port;
        await replicas[index]?.program.stop('SIGKILL');
        replicas[index] = await start(port);
      }
    })();
    let asked = 0;
    const told = await createMany({
      keys: 60,
      creates: 150,
      atOnce: 30,
      random,
      async ask(input) {
        try {
          return await create((asked += 1), input);
        } catch {
          await sleep(50);
          return undefined;
        }
      },
    });
    over.abort();
    await killing;
    expect(brokenPromises(told, paynet.sandbox.links)).toEqual([]);
    // What was told is remembered, so every key has its address.
    expect(
      told.filter(({ answer }) => answer.__typename !== 'CreatePayLinkSuccess' || answer.payLink.url === null),
    ).toEqual([]);
    expect(paynet.sandbox.links.filter(({ state }) => state === 'awaiting')).toHaveLength(60);
  }, 120_000);

  it('F77 refuse links with a key while Redis is away, go on with all else, and are as before once it is back', async () => {
    const made = await create(0, { payerName: 'Ayşe', amount: '1' });
    if (made.__typename !== 'CreatePayLinkSuccess') throw new Error(made.__typename);
    await redis.kill();
    await expect.poll(() => replicas[0]?.program.printed()).toContain('the shared store is away');
    const links = paynet.sandbox.links.length;
    expect(await create(0, link('while away'))).toMatchObject({
      __typename: 'PaynetUnavailable',
      code: 'STORE_UNAVAILABLE',
      retry: 'SAME_INPUT_LATER',
    });
    expect(paynet.sandbox.links).toHaveLength(links);
    expect(await ask(0, SignOutDocument, {})).toMatchObject({ logout: { __typename: 'PaynetUnavailable' } });
    // The session is still good, reads go on, and so does a link that nobody wants to ask for twice.
    await expect
      .poll(() => ask(0, ReadPayLinkDocument, { by: { id: made.payLink.id } }))
      .toMatchObject({ payLink: { id: made.payLink.id } });
    expect(await create(0, { payerName: 'Ayşe', amount: '2' })).toMatchObject({ __typename: 'CreatePayLinkSuccess' });

    await redis.restart();
    const begun = performance.now();
    await expect
      .poll(async () => (await create(0, link('once it is back'))).__typename, { timeout: 15_000, interval: 250 })
      .toBe('CreatePayLinkSuccess');
    // Five seconds, and the wait for what an emptied Redis may have forgotten.
    expect(performance.now() - begun).toBeLessThan(5_000 + SETTLE_MS);
  }, 60_000);
});
