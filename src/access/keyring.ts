import { createHash, hkdfSync } from 'node:crypto';
import { errors } from 'jose';

/** The keys things are sealed with: new ones with the current, and what the previous sealed can still be opened. */
export interface Keyring {
  readonly current: { readonly id: string; readonly key: Uint8Array };
  /** Throws as jose does where no such key is known. */
  find(id: string | undefined): Uint8Array;
}

export interface Secrets {
  /** At least 32 characters. */
  readonly secret: string;
  readonly previousSecret?: string | undefined;
}

/** Keys of the right length from secrets of any. Of another purpose are other keys, so nothing is opened as something else. */
export function createKeyring({ secret, previousSecret }: Secrets, purpose: string): Keyring {
  const derive = (from: string) => {
    const key = new Uint8Array(hkdfSync('sha256', from, '', `paynet-graphql ${purpose}`, 32));
    return { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key };
  };
  const current = derive(secret);
  const all = [current, ...(previousSecret === undefined ? [] : [derive(previousSecret)])];
  return {
    current,
    find(id) {
      const found = all.find((each) => each.id === id);
      if (found === undefined) throw new errors.JWKSNoMatchingKey();
      return found.key;
    },
  };
}
