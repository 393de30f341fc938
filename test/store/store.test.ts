import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createRedisStore, type RedisStore } from '../../src/store/redis.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { describeWithRedis, type RunningRedis, startRedis } from '../support/redis.ts';

/** Redis looks at a clock of its own, in whole milliseconds. */
const CLOCK_GRAIN_MS = 20;

/** What every store promises; `wait` lets so much of its time pass. */
function keepsItsPromises(begin: () => Promise<{ store: Store; wait: (ms: number) => Promise<void> }>): void {
  it('keeps a value as long as asked, and no longer', async () => {
    const { store, wait } = await begin();
    await store.set('a', 'one', 300);
    expect(await store.get('a')).toBe('one');
    const remaining = await store.remainingMs('a');
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(300);
    await wait(300);
    expect(await store.get('a')).toBeNull();
    expect(await store.remainingMs('a')).toBe(0);
    expect(await store.get('b')).toBeNull();
  });

  it('replaces a value, and its time with it', async () => {
    const { store, wait } = await begin();
    await store.set('a', 'one', 100);
    await store.set('a', 'two', 10_000);
    await wait(100);
    expect(await store.get('a')).toBe('two');
  });

  it('lets one of many claim a key, and the next only when it is free again', async () => {
    const { store, wait } = await begin();
    const claims = await Promise.all(['a', 'b', 'c'].map(async (owner) => store.setIfAbsent('lock', owner, 200)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await wait(200);
    expect(await store.setIfAbsent('lock', 'd', 10_000)).toBe(true);
    await store.delete('lock', 'd');
    expect(await store.setIfAbsent('lock', 'e', 10_000)).toBe(true);
  });

  it('forgets a key only for who knows what it holds', async () => {
    const { store } = await begin();
    await store.set('lock', 'mine', 10_000);
    await store.delete('lock', 'another’s');
    expect(await store.get('lock')).toBe('mine');
    await store.delete('lock', 'mine');
    expect(await store.get('lock')).toBeNull();
  });

  it('lets no more than a maximum of many take something, and says how long the others have to wait', async () => {
    const { store, wait } = await begin();
    const taken = await Promise.all(Array.from({ length: 5 }, async () => store.take('a', 3, 400)));
    expect(taken.filter((waitMs) => waitMs === 0)).toHaveLength(3);
    for (const waitMs of taken.filter((waitMs) => waitMs !== 0)) {
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(400);
    }
    expect(await store.take('b', 1, 400)).toBe(0);
    await wait(400);
    expect(await store.take('a', 3, 400)).toBe(0);
  });

  it('has room for one more when one is given back, and forgets what was given back to the last', async () => {
    const { store, wait } = await begin();
    await store.take('a', 1, 10_000);
    await store.giveBack('a');
    expect(await store.remainingMs('a')).toBe(0);
    await store.giveBack('a');
    expect(await store.take('a', 2, 10_000)).toBe(0);
    expect(await store.take('a', 2, 10_000)).toBe(0);
    await store.giveBack('a');
    await wait(50);
    expect(await store.take('a', 2, 10_000)).toBe(0);
    expect(await store.take('a', 2, 10_000)).toBeGreaterThan(9_000);
  });

  it('is full for the whole time from when it was filled, and counts from the first until then', async () => {
    const { store, wait } = await begin();
    await store.take('a', 2, 400);
    await wait(250);
    expect(await store.take('a', 2, 400)).toBe(0);
    await wait(250);
    expect(await store.take('a', 2, 400)).toBeGreaterThan(0);
    await store.take('b', 3, 300);
    await wait(200);
    await store.take('b', 3, 300);
    await wait(150);
    expect(await store.remainingMs('b')).toBe(0);
  });

  it('says how long it has been remembering', async () => {
    const { store, wait } = await begin();
    const age = await store.ageMs();
    await wait(150);
    expect((await store.ageMs()) - age).toBeGreaterThanOrEqual(100);
    expect(await store.ageMs()).toBeLessThan(60_000);
  });

  it('tells everybody who listens to a topic, until they stop', async () => {
    const { store, wait } = await begin();
    const heard: string[] = [];
    const stop = store.subscribe('a', (message) => heard.push(`first ${message}`));
    store.subscribe('a', (message) => heard.push(`second ${message}`));
    store.subscribe('b', (message) => heard.push(`elsewhere ${message}`));
    await wait(50);
    await store.publish('a', '1');
    await expect.poll(() => heard).toContain('second 1');
    stop();
    await store.publish('a', '2');
    await expect.poll(() => heard).toContain('second 2');
    expect(new Set(heard)).toEqual(new Set(['first 1', 'second 1', 'second 2']));
  });
}

describe('the store in memory', () => {
  keepsItsPromises(async () => {
    let now = 5_000;
    return {
      store: createMemoryStore({ now: () => now }),
      wait: async (ms) => {
        now += ms;
      },
    };
  });

  it('knows everything where it is told that there was nothing before', async () => {
    expect(await createMemoryStore({ knowsEverything: true }).ageMs()).toBe(Number.POSITIVE_INFINITY);
  });
});

describeWithRedis('the store', () => {
  let redis: RunningRedis;
  const stores: RedisStore[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await redis.client.flushall();
  });

  /** Another process would see the same: everything between two of these goes through Redis. */
  async function connect(changes: string[] = []): Promise<RedisStore> {
    const store = createRedisStore({ url: redis.url, prefix: 'test:', onChange: (state) => changes.push(state) });
    stores.push(store);
    await expect.poll(() => store.get('any').catch(() => 'away')).toBeNull();
    return store;
  }

  keepsItsPromises(async () => ({ store: await connect(), wait: (ms) => sleep(ms + CLOCK_GRAIN_MS) }));

  it('is one memory for all who use it', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.set('a', 'by one', 10_000);
    expect(await other.get('a')).toBe('by one');
    expect(await other.setIfAbsent('a', 'by the other', 10_000)).toBe(false);
    const heard: string[] = [];
    other.subscribe('topic', (message) => heard.push(message));
    await expect.poll(async () => (await redis.client.pubsub('NUMSUB', 'test:topic'))[1]).toBe(1);
    await one.publish('topic', 'hello');
    await expect.poll(() => heard).toEqual(['hello']);
  });

  it('begins to remember anew when Redis was emptied, or is another run of it', async () => {
    const store = await connect();
    await store.ageMs();
    await sleep(300);
    expect(await store.ageMs()).toBeGreaterThan(200);
    await redis.client.flushall();
    expect(await store.ageMs()).toBeLessThan(200);
    await sleep(300);
    await redis.kill();
    await redis.restart();
    await expect.poll(() => store.ageMs().catch(() => 10_000)).toBeLessThan(250);
  });

  it('fails at once while Redis is away, says so, and is back by itself', async () => {
    const changes: string[] = [];
    const store = await connect(changes);
    await redis.kill();
    await expect.poll(() => changes).toEqual(['away']);
    const begun = performance.now();
    await expect(store.get('a')).rejects.toThrow(StoreUnavailable);
    await expect(store.setIfAbsent('a', '1', 1_000)).rejects.toThrow(StoreUnavailable);
    await expect(store.publish('a', '1')).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - begun).toBeLessThan(700);
    await redis.restart();
    await expect.poll(() => changes, { timeout: 5_000 }).toEqual(['away', 'back']);
    await store.set('a', '1', 10_000);
    expect(await store.get('a')).toBe('1');
  });

  it('does not wait for a Redis that hangs', async () => {
    const store = await connect();
    await redis.client.call('CLIENT', 'PAUSE', '1500', 'ALL');
    const begun = performance.now();
    await expect(store.get('a')).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - begun).toBeLessThan(1_200);
    await expect.poll(() => store.get('a').catch(() => 'away'), { timeout: 5_000 }).toBeNull();
  });

  it('fails where Redis takes no changes', async () => {
    const store = await connect();
    await redis.client.replicaof('127.0.0.1', '1');
    await expect(store.set('a', '1', 1_000)).rejects.toThrow(StoreUnavailable);
    await redis.client.replicaof('NO', 'ONE');
    await expect
      .poll(
        () =>
          store.set('a', '1', 1_000).then(
            () => 'kept',
            () => 'away',
          ),
        { timeout: 5_000 },
      )
      .toBe('kept');
  });
});
