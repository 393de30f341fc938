import { type Attempted, type PaynetError, PaynetUnreachable, PaynetUnreadable } from './errors.ts';

/** Codes with which nothing has left this machine: the name did not resolve, or no connection came about. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Codes of Node and OpenSSL for a peer that could not prove who it is, or spoke no TLS we accept. */
const NOT_SECURE =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)/;

/**
 * What a failed exchange means. A reset or a closed socket counts as an answer that could not be read, also on a
 * connection that was reused: Paynet may have carried out the request before it broke.
 */
export function connectionError(attempted: Attempted, cause: unknown): PaynetError {
  const code = errorCode(cause);
  if (NOT_CONNECTED.has(code)) return new PaynetUnreachable(attempted, { insecure: false, cause });
  if (NOT_SECURE.test(code)) return new PaynetUnreachable(attempted, { insecure: true, cause });
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new PaynetUnreadable(attempted, 'it was too large');
  return new PaynetUnreadable(attempted, `the connection broke (${code || 'no code'})`, { cause });
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
