import { afterEach, describe, expect, it } from 'vitest';
import { OpenPortalDocument, SignInDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { type Layer, LIMITED, startLayer } from '../support/harness.ts';

const { paynet, dealer, turkish, blocked, deleted } = PEOPLE;

type Account = { readonly agentId: string; readonly userName: string; readonly password: string };

/** Each test has a layer of its own, behind one proxy that tells where callers come from. */
let layer: Layer;
async function start(env: Record<string, string> = {}, store?: Store): Promise<void> {
  layer = await startLayer({
    env: { ...LIMITED, TRUSTED_PROXY_HOPS: '1', ...env },
    ...(store === undefined ? {} : { store }),
  });
}
afterEach(() => layer.stop());

async function login({ agentId, userName, password }: Account, from = '203.0.113.1') {
  const { body } = await layer.execute(
    SignInDocument,
    { input: { agentId, userName, password } },
    { headers: { 'x-forwarded-for': from } },
  );
  return body.data?.login;
}

const wrong = (person: Account) => ({ ...person, password: 'wrong' });
const stranger = (index: number) => ({ agentId: '1001', userName: `nobody-${index}`, password: 'guess' });

/** How many of these were refused by Paynet, and how many never left. */
async function tally(logins: Promise<Awaited<ReturnType<typeof login>>>[]) {
  const names = (await Promise.all(logins)).map((answer) => answer?.__typename);
  return {
    refused: names.filter((name) => name === 'PaynetLoginRefused').length,
    limited: names.filter((name) => name === 'PaynetRateLimited').length,
  };
}

describe('guessing the password of one user', () => {
  it('ends after ten refused logins, before anything leaves, and says when to try again', async () => {
    await start();
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await login(wrong(dealer), `198.51.100.${guess}`)).toMatchObject({ __typename: 'PaynetLoginRefused' });
    }
    expect(await login(dealer, '198.51.100.77')).toEqual({
      __typename: 'PaynetRateLimited',
      code: 'RATE_LIMITED',
      message: 'This was tried too often. Nothing was sent; wait as long as `retryAfterSeconds` says and try again.',
      retry: 'SAME_INPUT_LATER',
      requestId: expect.any(String) as string,
    });
    const { body } = await layer.query(
      'mutation ($input: LoginInput!) { login(input: $input) { ... on PaynetError { message retryAfterSeconds } } }',
      { input: { agentId: dealer.agentId, userName: dealer.userName, password: dealer.password } },
      { headers: { 'accept-language': 'tr' } },
    );
    expect(body.data).toEqual({
      login: { message: expect.stringContaining('çok sık denendi') as string, retryAfterSeconds: 1_800 },
    });
    expect(layer.left).toHaveLength(10);
  });

  it('ends after ten also when a hundred are sent at once', async () => {
    await start();
    const logins = Array.from({ length: 100 }, (_, guess) => login(wrong(dealer), `198.51.100.${guess}`));
    expect(await tally(logins)).toEqual({ refused: 10, limited: 90 });
    expect(layer.left).toHaveLength(10);
  });

  it('counts every spelling of the name that Paynet may take for the same', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '1' });
    await login(wrong(turkish));
    for (const userName of ['ŞÜKRÜ.IĞDIR', 'şükrü.ığdır', 'sukru.igdir', ' şükrü .ığdır', 'ŞÜKRÜ.İĞDİR']) {
      expect(await login({ ...wrong(turkish), userName }, '198.51.100.1')).toMatchObject({ code: 'RATE_LIMITED' });
    }
    expect(await login({ ...wrong(turkish), agentId: `00${turkish.agentId}` })).toMatchObject({ code: 'RATE_LIMITED' });
    expect(layer.left).toHaveLength(1);
  });

  it('looks the same for a user, for nobody, and for a blocked or deleted one: the same answers after as many', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '2' });
    const answers = async (person: Account) => {
      const all = [];
      for (const index of [1, 2, 3]) {
        const answer = await login(person, `198.51.100.${index}`);
        all.push({ ...answer, requestId: '' });
      }
      return all;
    };
    const ofUser = await answers(wrong(dealer));
    expect(ofUser).toMatchObject([
      { __typename: 'PaynetLoginRefused' },
      { __typename: 'PaynetLoginRefused' },
      { __typename: 'PaynetRateLimited' },
    ]);
    for (const person of [stranger(1), wrong(blocked), deleted]) {
      expect(await answers(person)).toEqual(ofUser);
    }
  });

  it('costs the same work whoever is refused: the store is asked the same things', async () => {
    const asked: string[] = [];
    const memory = createMemoryStore({ knowsEverything: true });
    const watched = new Proxy(memory, {
      get(target, name: keyof Store) {
        return (...parameters: never[]) => {
          asked.push(name);
          return (target[name] as (...given: never[]) => unknown)(...parameters);
        };
      },
    });
    await start({}, watched);
    const work = new Map<string, string[]>();
    for (const [who, person] of Object.entries({ user: wrong(dealer), nobody: stranger(1), blocked, deleted })) {
      asked.length = 0;
      expect(await login(person)).toMatchObject({ __typename: 'PaynetLoginRefused' });
      work.set(who, [...asked]);
    }
    expect(new Set([...work.values()].map(String))).toEqual(new Set(['get,take,take,take']));
  });
});

describe('who signed in lately', () => {
  it('is not locked out at that address by guesses from elsewhere', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '3' });
    await layer.execute(
      SignInDocument,
      { input: { agentId: dealer.agentId, userName: dealer.userName, password: dealer.password } },
      { headers: { 'x-forwarded-for': '203.0.113.1' } },
    );
    for (let guess = 0; guess < 5; guess += 1) await login(wrong(dealer), `198.51.100.${guess}`);
    expect(await login(dealer, '198.51.100.9')).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await login(dealer, '203.0.113.1')).toMatchObject({ __typename: 'LoginSuccess' });
  });

  it('is held up by wrong passwords of that address alone', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '3' });
    await login(dealer);
    expect(await tally([1, 2, 3, 4].map(() => login(wrong(dealer))))).toEqual({ refused: 3, limited: 1 });
    expect(await login(dealer)).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await login(dealer, '198.51.100.1')).toMatchObject({ __typename: 'LoginSuccess' });
  });

  it('is known there alone, and nobody else is', async () => {
    await start({ SIGN_IN_MAX_IN_TOTAL: '1' });
    await login(dealer);
    await login(stranger(1), '198.51.100.1');
    expect(await login(paynet)).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await login(dealer, '198.51.100.2')).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await login(dealer)).toMatchObject({ __typename: 'LoginSuccess' });
  });
});

describe('guessing from one address', () => {
  it('ends after fifty refused logins, whoever they were for, and holds up nobody elsewhere', async () => {
    await start();
    const logins = Array.from({ length: 70 }, (_, guess) => login(stranger(guess), '198.51.100.1'));
    expect(await tally(logins)).toEqual({ refused: 50, limited: 20 });
    expect(await login(dealer, '198.51.100.1')).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await login(dealer, '198.51.100.2')).toMatchObject({ __typename: 'LoginSuccess' });
  });

  it('is not to be got around by inventing what stands in x-forwarded-for', async () => {
    await start({ SIGN_IN_MAX_PER_SOURCE: '2' });
    const froms = ['1.1.1.1, 198.51.100.1', '2.2.2.2, 198.51.100.1', '::1, x, 198.51.100.1:4321', ',198.51.100.1'];
    const logins = froms.map((from, guess) => login(stranger(guess), from));
    expect(await tally(logins)).toEqual({ refused: 2, limited: 2 });
    await layer.stop();
    // Without a proxy nothing is believed at all.
    await start({ TRUSTED_PROXY_HOPS: '0', SIGN_IN_MAX_PER_SOURCE: '2' });
    const direct = [1, 2, 3, 4].map((guess) => login(stranger(guess), `198.51.100.${guess}`));
    expect(await tally(direct)).toEqual({ refused: 2, limited: 2 });
  });

  it('counts a whole network of IPv6 as one address, and IPv4 as itself in either spelling', async () => {
    await start({ SIGN_IN_MAX_PER_SOURCE: '1' });
    const froms = [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff::9',
      '[2001:db8:1:2::7]:443',
      '::ffff:198.51.100.1',
      '198.51.100.1',
    ];
    const logins = froms.map((from, guess) => login(stranger(guess), from));
    expect(await tally(logins)).toEqual({ refused: 2, limited: 3 });
    expect(await login(stranger(9), '2001:db8:1:3::1')).toMatchObject({ __typename: 'PaynetLoginRefused' });
  });
});

describe('guessing from everywhere', () => {
  it('ends after a total, so that Paynet does not shut all of us out; whoever is known comes in all the same', async () => {
    await start({ SIGN_IN_MAX_IN_TOTAL: '20' });
    await login(dealer);
    await login(turkish, '203.0.113.7');
    layer.reset();
    const logins = Array.from({ length: 200 }, (_, guess) => login(stranger(guess), `198.51.100.${guess}`));
    expect(await tally(logins)).toEqual({ refused: 20, limited: 180 });
    expect(layer.left).toHaveLength(20);
    expect(await login(dealer)).toMatchObject({ __typename: 'LoginSuccess' });
    expect(await login(turkish, '203.0.113.7')).toMatchObject({ __typename: 'LoginSuccess' });
  });

  it('does not count what the other limits refused', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '2', SIGN_IN_MAX_IN_TOTAL: '3' });
    await Promise.all(Array.from({ length: 50 }, (_, guess) => login(wrong(dealer), `198.51.100.${guess}`)));
    expect(await login(paynet)).toMatchObject({ __typename: 'LoginSuccess' });
  });
});

describe('what does not count', () => {
  it('is a login that works, however often', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '2', SIGN_IN_MAX_PER_SOURCE: '2', SIGN_IN_MAX_IN_TOTAL: '2' });
    for (const person of [dealer, dealer, paynet, turkish, dealer, paynet]) {
      expect(await login(person)).toMatchObject({ __typename: 'LoginSuccess' });
    }
  });

  it('is a login that works, however many at once: they wait for each other', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '2', SIGN_IN_MAX_PER_SOURCE: '2', SIGN_IN_MAX_IN_TOTAL: '2' });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => login([dealer, paynet, turkish][index % 3] ?? dealer)),
    );
    expect(new Set(answers.map((answer) => answer?.__typename))).toEqual(new Set(['LoginSuccess']));
  });

  it('is a login of which nobody said whether it was right', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '1', SIGN_IN_MAX_IN_TOTAL: '1' });
    const input = { agentId: '1001', userName: 'paynet', password: 'paynet', companyCode: 'sandbox:status=500' };
    for (const _try of [1, 2, 3]) {
      const { body } = await layer.execute(SignInDocument, { input });
      expect(body.data?.login).toMatchObject({ code: 'UPSTREAM_ERROR' });
    }
    expect(await login(paynet)).toMatchObject({ __typename: 'LoginSuccess' });
  });

  it('is anything, where the settings say zero', async () => {
    await start({ SIGN_IN_MAX_PER_USER: '0', SIGN_IN_MAX_PER_SOURCE: '0', SIGN_IN_MAX_IN_TOTAL: '0' });
    const logins = Array.from({ length: 60 }, () => login(wrong(dealer)));
    expect(await tally(logins)).toEqual({ refused: 60, limited: 0 });
  });
});

describe('while the shared store is away', () => {
  it('people sign in, and guesses are counted by this instance alone', async () => {
    const away = () => Promise.reject(new StoreUnavailable());
    const store = { ...createMemoryStore(), get: away, set: away, take: away, giveBack: away };
    await start({}, store);
    expect(await login(dealer)).toMatchObject({ __typename: 'LoginSuccess' });
    const logins = Array.from({ length: 30 }, (_, guess) => login(wrong(paynet), `198.51.100.${guess}`));
    expect(await tally(logins)).toEqual({ refused: 10, limited: 20 });
  });
});

describe('what the limits keep', () => {
  it('names nobody: neither users nor addresses stand in the store', async () => {
    const kept: string[] = [];
    const memory = createMemoryStore({ knowsEverything: true });
    await start(
      {},
      {
        ...memory,
        set: (...given) => (kept.push(...given.map(String)), memory.set(...given)),
        take: (...given) => (kept.push(...given.map(String)), memory.take(...given)),
      },
    );
    await login(dealer);
    expect(kept.length).toBeGreaterThan(3);
    expect(kept.join('\n')).not.toMatch(/kuzey|2001|203\.0/);
  });
});

describe('addresses into the portal', () => {
  it('are made thirty times in ten minutes at most, before anything leaves', async () => {
    await start();
    const { agentId, userName } = dealer;
    const token = await layer.signIn(dealer);
    layer.reset();
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => layer.execute(OpenPortalDocument, { input: { agentId, userName } }, { token })),
    );
    const names = answers.map(({ body }) => body.data?.autologin.__typename);
    expect(names.filter((name) => name === 'AutologinSuccess')).toHaveLength(30);
    expect(names.filter((name) => name === 'PaynetRateLimited')).toHaveLength(10);
    expect(layer.left).toHaveLength(30);
    // Somebody else's are counted apart.
    const other = await layer.signIn(turkish);
    const own = { agentId: turkish.agentId, userName: turkish.userName };
    const { body } = await layer.execute(OpenPortalDocument, { input: own }, { token: other });
    expect(body.data?.autologin).toMatchObject({ __typename: 'AutologinSuccess' });
  });
});
