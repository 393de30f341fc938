import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** The keys things are sealed with: new ones with the current, and what the previous sealed can still be opened. */
export interface Keyring {
  readonly current: { readonly id: string; readonly key: KeyObject };
  /** Null where no such key is known. */
  find(id: unknown): KeyObject | null;
}

export interface Secrets {
  /** At least 32 characters. */
  readonly secret: string;
  readonly previousSecret?: string | undefined;
}

/** Keys of the right length from secrets of any. Of another purpose are other keys, so nothing is opened as something else. */
export function createKeyring({ secret, previousSecret }: Secrets, purpose: string): Keyring {
  const derive = (from: string) => {
    const bytes = new Uint8Array(hkdfSync('sha256', from, '', `paynet-graphql ${purpose}`, 32));
    return { id: createHash('sha256').update(bytes).digest('base64url').slice(0, 8), key: createSecretKey(bytes) };
  };
  const current = derive(secret);
  const all = [current, ...(previousSecret === undefined ? [] : [derive(previousSecret)])];
  return { current, find: (id) => all.find((each) => each.id === id)?.key ?? null };
}
