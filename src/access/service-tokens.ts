import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Anonymous, CompanyService } from './caller.ts';

/**
 * Signatures that everybody can check and only the issuer can make. None with a shared key (HS256 and its like): there
 * the issuer's public key would pass as the secret.
 */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
/** How far the issuer's clock and ours may be apart. */
const CLOCK_TOLERANCE_SECONDS = 10;

export interface ServiceTokensOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly clock?: () => Date;
}

/** Why a token was refused: a code, and the name of the claim it is about. Holds nothing of the token's own text. */
export interface TokenRefusal {
  readonly code: string;
  readonly claim?: string;
}

export interface ServiceTokens {
  read(token: string, onRefused: (why: TokenRefusal) => void): Promise<CompanyService | Anonymous>;
}

/** Company services by JWT (RFC 7519, RFC 9068): signed by the company's issuer, for this layer, and still valid. */
export function createServiceTokens({
  issuer,
  audience,
  keys,
  clock = () => new Date(),
}: ServiceTokensOptions): ServiceTokens {
  return {
    async read(token, onRefused) {
      try {
        const { payload } = await jwtVerify<{ exp: number }>(token, keys, {
          algorithms: ALGORITHMS,
          issuer,
          audience,
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: clock(),
        });
        return { kind: 'service', name: nameOf(payload), scopes: scopesOf(payload), expiresAt: payload.exp * 1_000 };
      } catch (error) {
        onRefused(reasonOf(error));
        return { kind: 'anonymous', because: error instanceof errors.JWTExpired ? 'expired' : 'unknown-token' };
      }
    },
  };
}

/** A key that cannot be used, e.g. one too short, is no error of jose's own family; its token is refused all the same. */
function reasonOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    return { code: error.code, claim: error.claim };
  }
  return { code: error instanceof errors.JOSEError ? error.code : 'ERR_KEY_UNUSABLE' };
}

/** RFC 9068 has `sub` in every access token; where an issuer leaves it out, the client's id says the same. */
function nameOf({ sub, client_id, azp }: JWTPayload): string {
  for (const name of [sub, client_id, azp]) if (typeof name === 'string' && name.trim() !== '') return name;
  throw new errors.JWTInvalid('The token names no service');
}

/** `scope` with spaces between, as the standard has it, or a list, or under the name `scp`: issuers differ. */
function scopesOf({ scope, scp }: JWTPayload): ReadonlySet<string> {
  const texts = [scope, scp].flat().filter((each) => typeof each === 'string');
  return new Set(texts.flatMap((text) => text.split(' ')).filter((each) => each !== ''));
}
