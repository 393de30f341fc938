import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

const FETCH_MS = 2_000;
/** After this the set is fetched again, so that a key taken out of it is refused. */
const MAX_AGE_MS = 10 * 60_000;
/** However many unknown keys are named, and however often a fetch fails, the next one waits this long. */
const COOLDOWN_MS = 10_000;

export interface ServiceKeysOptions {
  /** The only address keys are ever fetched from: what a token says about its own key is not looked at. */
  readonly url: string;
  /** Told once when keys can no longer be fetched, and not again until they could be. */
  readonly onTrouble: (error: unknown) => void;
  /** Monotonic, so that a wall clock that is set back keeps neither new keys out nor old ones in. */
  readonly now?: () => number;
}

/**
 * The issuer's public keys. jose's own remote set forgets what it knows once it is old and the issuer is down, and asks
 * again for every unknown key while it is; so the fetching is ours, and choosing the key is jose's.
 */
export function createServiceKeys({
  url,
  onTrouble,
  now = () => performance.now(),
}: ServiceKeysOptions): JWTVerifyGetKey {
  let known: JWTVerifyGetKey | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let quietUntil = Number.NEGATIVE_INFINITY;
  let isTroubled = false;
  let fetching: Promise<void> | null = null;

  async function fetchKeys(): Promise<void> {
    // The first answer may be followed by another fetch at once, for a key that is newer than it.
    if (known !== null) quietUntil = now() + COOLDOWN_MS;
    try {
      known = createLocalJWKSet(await readKeySet(url));
      fetchedAt = now();
      isTroubled = false;
    } catch (error) {
      quietUntil = now() + COOLDOWN_MS;
      if (!isTroubled) onTrouble(error);
      isTroubled = true;
    }
  }

  /** Never rejects: what is known goes on working. Callers at the same time share one fetch. */
  async function refresh(): Promise<void> {
    if (fetching === null && now() < quietUntil) return;
    fetching ??= fetchKeys().finally(() => {
      fetching = null;
    });
    await fetching;
  }

  return async (header, token) => {
    if (now() - fetchedAt > MAX_AGE_MS) await refresh();
    if (known === null) throw new errors.JWKSNoMatchingKey();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return known(header, token);
    }
  };
}

async function readKeySet(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    headers: { accept: 'application/json, application/jwk-set+json' },
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new errors.JWKSInvalid(`The key set was answered with status ${response.status}`);
  }
  const keySet: JSONWebKeySet = await response.json();
  // That it has this shape is jose's to check.
  return keySet;
}
