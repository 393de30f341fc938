import { errors } from 'undici';
import { type Attempted, type PaynetError, PaynetUnreachable, PaynetUnreadable } from './errors.ts';

/** Codes of Node and OpenSSL for a peer that could not prove who it is, or spoke no TLS we accept. */
const NOT_SECURE =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)/;

/**
 * What a failed exchange means. Once anything can have left, a broken connection counts as an answer that could not be
 * read, whatever broke it and also where the connection was reused: Paynet may have carried out the request before.
 */
export function connectionError(attempted: Attempted, cause: unknown, { sent }: { sent: boolean }): PaynetError {
  const code = errorCode(cause);
  if (!sent) return new PaynetUnreachable(attempted, { insecure: NOT_SECURE.test(code), cause });
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return new PaynetUnreadable(attempted, 'it was too large', { kind: 'huge' });
  const why = `the connection broke (${code || 'no code'})`;
  // undici's parser puts what it could not parse into its error, and that may be anything Paynet sent.
  return new PaynetUnreadable(attempted, why, {
    kind: 'broken',
    ...(cause instanceof errors.HTTPParserError ? {} : { cause }),
  });
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
