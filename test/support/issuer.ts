import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

const ISSUER = 'https://id.company.example/';
const AUDIENCE = 'paynet-graphql';

export interface Key {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

type Published = Pick<Key, 'publicJwk'>;

export type Claims = Readonly<Record<string, unknown>>;

/** Who vouches for the company's services, in a test: a key set over real HTTP, and tokens signed by its keys. */
export interface Issuer {
  /** The settings with which a layer trusts it. */
  readonly env: Readonly<Record<string, string>>;
  readonly jwksUrl: string;
  /** How often the key set was asked for. */
  readonly fetches: number;
  /** The keys the set holds from now on. */
  publish(keys: readonly Published[]): void;
  /** What is answered from now on instead of the key set; null: the key set again. */
  answerWith(handler: ((response: ServerResponse) => void) | null): void;
  /** A token as a service would hold it, signed with the first key there was. A claim that is undefined is left out. */
  sign(claims?: Claims, options?: { readonly key?: Key; readonly header?: JWTHeaderParameters }): Promise<string>;
  stop(): Promise<void>;
}

export async function makeKey(id: string, alg = 'ES256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { id, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid: id, alg, use: 'sig' } };
}

export async function startIssuer(keys: readonly Key[] = []): Promise<Issuer> {
  const [firstKey = await makeKey('first')] = keys;
  let published: readonly Published[] = keys.length === 0 ? [firstKey] : keys;
  let answer: ((response: ServerResponse) => void) | null = null;
  let fetches = 0;

  const server = createServer((_request, response) => {
    fetches += 1;
    if (answer !== null) return answer(response);
    response.writeHead(200, { 'content-type': 'application/jwk-set+json' });
    response.end(JSON.stringify({ keys: published.map(({ publicJwk }) => publicJwk) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys?tenant=company`;

  return {
    jwksUrl,
    env: { SERVICE_JWKS_URL: jwksUrl, SERVICE_ISSUER: ISSUER, SERVICE_AUDIENCE: AUDIENCE },
    get fetches() {
      return fetches;
    },
    publish(keysFromNow) {
      published = keysFromNow;
    },
    answerWith(handler) {
      answer = handler;
    },
    sign(claims = {}, { key = firstKey, header } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'billing', iat: now, exp: now + 300, ...claims })
        .setProtectedHeader({ alg: key.publicJwk.alg ?? '', kid: key.id, ...header })
        .sign(key.privateKey);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
