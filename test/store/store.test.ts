import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';

describe('the store in memory', () => {
  it('keeps a value as long as asked, on a clock of its own, and no longer', async () => {
    let now = 0;
    const store = createMemoryStore({ now: () => now });
    await store.set('a', 'one', 1_000);
    now = 999;
    expect(await store.get('a')).toBe('one');
    expect(await store.remainingMs('a')).toBe(1);
    now = 1_000;
    expect(await store.get('a')).toBeNull();
    expect(await store.remainingMs('a')).toBe(0);
    expect(await store.get('b')).toBeNull();
  });

  it('lets one of many claim a key, and the next only when it is free again', async () => {
    let now = 0;
    const store = createMemoryStore({ now: () => now });
    const claims = await Promise.all(['a', 'b', 'c'].map((owner) => store.setIfAbsent('lock', owner, 100)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    now = 100;
    expect(await store.setIfAbsent('lock', 'd', 100)).toBe(true);
    await store.delete('lock', 'd');
    expect(await store.setIfAbsent('lock', 'e', 100)).toBe(true);
  });

  it('forgets a key only for who knows what it holds', async () => {
    const store = createMemoryStore();
    await store.set('lock', 'mine', 1_000);
    await store.delete('lock', 'another’s');
    expect(await store.get('lock')).toBe('mine');
    await store.delete('lock', 'mine');
    expect(await store.get('lock')).toBeNull();
  });

  it('says how long it has been remembering', async () => {
    let now = 5_000;
    const store = createMemoryStore({ now: () => now });
    now = 5_250;
    expect(await store.ageMs()).toBe(250);
    expect(await createMemoryStore({ knowsEverything: true }).ageMs()).toBe(Number.POSITIVE_INFINITY);
  });

  it('tells everybody who listens to a topic, until they stop', async () => {
    const store = createMemoryStore();
    const heard: string[] = [];
    const stop = store.subscribe('a', (message) => heard.push(`first ${message}`));
    store.subscribe('a', (message) => heard.push(`second ${message}`));
    store.subscribe('b', (message) => heard.push(`elsewhere ${message}`));
    await store.publish('a', '1');
    stop();
    await store.publish('a', '2');
    expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
  });
});
