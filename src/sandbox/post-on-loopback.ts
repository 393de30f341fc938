import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const LIMIT_MS = 5000;

/** How a post ended: the receiver's status, or why there is none. */
export type PostResult =
  | { readonly status: number; readonly failure: undefined }
  | { readonly status: undefined; readonly failure: string };

/**
 * Posts JSON to an address of this machine, and to no other: what a test makes up must not reach anybody. Follows no
 * redirect, for the same reason. Rejects only when `signal` gives the whole thing up.
 */
export async function postOnLoopback(address: string, body: string, signal: AbortSignal): Promise<PostResult> {
  const url = URL.parse(address);
  const send = url?.protocol === 'https:' ? httpsRequest : url?.protocol === 'http:' ? httpRequest : undefined;
  if (url === null || send === undefined) return failed('not sent: no http or https address');
  if (!isLoopback(url.hostname)) return failed('not sent: not on this machine');

  const timeout = AbortSignal.timeout(LIMIT_MS);
  try {
    return await new Promise<PostResult>((resolve, reject) => {
      // No shared agent: one could have been told to use a proxy.
      const request = send(url, { method: 'POST', agent: false, signal: AbortSignal.any([signal, timeout]) });
      request.setHeader('Content-Type', 'application/json; charset=utf-8');
      request.setHeader('Content-Length', Buffer.byteLength(body));
      request.once('error', reject);
      request.once('response', (response) => {
        response.on('error', reject).resume();
        response.once('end', () => resolve({ status: response.statusCode ?? 0, failure: undefined }));
      });
      request.end(body);
    });
  } catch (error) {
    if (signal.aborted) throw error;
    if (timeout.aborted) return failed(`not answered within ${LIMIT_MS} ms`);
    return failed(error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
}

function failed(failure: string): PostResult {
  return { status: undefined, failure };
}

/** By name or number; the URL parser has already turned every way to write an IPv4 address into the usual one. */
function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIPv4(host)) return LOOPBACK.check(host, 'ipv4');
  return isIPv6(host) ? LOOPBACK.check(host, 'ipv6') : host === 'localhost';
}
