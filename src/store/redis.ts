import { EventEmitter } from 'node:events';
import { Redis } from 'ioredis';
import { type Store, StoreUnavailable } from './store.ts';

const CONNECT_TIMEOUT_MS = 1_000;
/** Longer than any healthy Redis needs, and short beside a request's deadline. */
const COMMAND_TIMEOUT_MS = 500;
const LONGEST_RECONNECT_PAUSE_MS = 1_000;

export interface RedisStoreOptions {
  readonly url: string;
  /** In front of every key and topic, so that several services can share one Redis. */
  readonly prefix: string;
  /** Told when Redis goes away and when it is back. */
  readonly onChange?: (state: 'away' | 'back') => void;
}

export type RedisStore = ReturnType<typeof createRedisStore>;

/** Deletes a key only if it still holds the value, in one step. */
const DELETE_IF_HELD = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/** Counts one more, unless the maximum is reached: then the milliseconds until the key ends, and at least one. */
const TAKE = `
local count = tonumber(redis.call('get', KEYS[1]) or '0') + 1
local max = tonumber(ARGV[1])
if count > max then return math.max(redis.call('pttl', KEYS[1]), 1) end
redis.call('incr', KEYS[1])
if count == 1 or count == max then redis.call('pexpire', KEYS[1], ARGV[2]) end
return 0
`;

/** Counts one less. A key that holds nothing any more is gone. */
const GIVE_BACK = `
local count = tonumber(redis.call('get', KEYS[1]) or '0')
if count > 1 then return redis.call('decr', KEYS[1]) end
return redis.call('del', KEYS[1])
`;

/** Notes, unless it is noted, that it begins to remember now, and answers how long ago that was. */
const AGE_MS = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('set', KEYS[1], now, 'NX')
return now - redis.call('get', KEYS[1])
`;

/**
 * A store for several processes. Waits for nothing: while Redis is away every call fails at once or within half a second,
 * and it is connected again by itself.
 */
export function createRedisStore({ url, prefix, onChange }: RedisStoreOptions) {
  const options = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (attempt: number) => Math.min(100 * attempt, LONGEST_RECONNECT_PAUSE_MS),
    // After a failover the connection may lead to what is now a copy that takes no changes.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  };
  const redis = new Redis(url, options);
  // A connection that listens can do nothing else. It subscribes again by itself after each reconnect.
  const listening = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null });
  const heard = new EventEmitter().setMaxListeners(0);
  listening.on('message', (topic: string, message: string) => heard.emit(topic, message));

  let isThere: boolean | undefined;
  const noteState = (now: boolean) => {
    // The first "there" is no news.
    if (isThere !== now && (isThere !== undefined || !now)) onChange?.(now ? 'back' : 'away');
    isThere = now;
  };
  /** Which run of Redis this is; another one may have lost what the last one knew. */
  let runId: string | undefined;
  redis.on('ready', () => {
    runId = undefined;
    noteState(true);
    // From now on, not from when somebody first asks.
    ageMs().catch(() => undefined);
  });
  redis.on('close', () => noteState(false));
  // Without a listener ioredis prints errors itself; what they lead to is told above, and to whoever calls.
  for (const each of [redis, listening]) each.on('error', () => undefined);

  async function ageMs(): Promise<number> {
    // Of another run of Redis, or after everything was deleted, there is no such key: what was known before may be lost.
    runId ??= /run_id:(\w+)/.exec(await ask(redis.info('server')))?.[1] ?? 'unknown';
    const since = `${prefix}remembering-since:${runId}`;
    return Number(await ask(redis.eval(AGE_MS, 1, since)));
  }

  return {
    get: (key) => ask(redis.get(prefix + key)),
    async set(key, value, ttlMs) {
      await ask(redis.set(prefix + key, value, 'PX', atLeastOne(ttlMs)));
    },
    async setIfAbsent(key, value, ttlMs) {
      return (await ask(redis.set(prefix + key, value, 'PX', atLeastOne(ttlMs), 'NX'))) === 'OK';
    },
    async delete(key, value) {
      await ask(redis.eval(DELETE_IF_HELD, 1, prefix + key, value));
    },
    async take(key, max, ttlMs) {
      return Number(await ask(redis.eval(TAKE, 1, prefix + key, max, atLeastOne(ttlMs))));
    },
    async giveBack(key) {
      await ask(redis.eval(GIVE_BACK, 1, prefix + key));
    },
    async remainingMs(key) {
      return Math.max(await ask(redis.pttl(prefix + key)), 0);
    },
    ageMs,
    async publish(topic, message) {
      // Who listens here hears it also while Redis is away.
      heard.emit(prefix + topic, message);
      await ask(redis.publish(prefix + topic, message));
    },
    subscribe(topic, listener) {
      const channel = prefix + topic;
      if (heard.listenerCount(channel) === 0) listening.subscribe(channel).catch(() => undefined);
      heard.on(channel, listener);
      return () => {
        heard.off(channel, listener);
        if (heard.listenerCount(channel) === 0) listening.unsubscribe(channel).catch(() => undefined);
      };
    },
    async close() {
      redis.disconnect();
      listening.disconnect();
    },
  } satisfies Store & { close(): Promise<void> };
}

async function ask<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (cause) {
    throw new StoreUnavailable({ cause });
  }
}

/** Redis takes whole milliseconds above zero. */
const atLeastOne = (ms: number) => Math.max(1, Math.ceil(ms));
