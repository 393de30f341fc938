import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { createRecentlyUsed } from '../recently-used.ts';

/** One household or office has all of a /64 of IPv6 addresses to itself, so those count as one. */
const IPV6_PREFIX_BYTES = 8;

/**
 * Where a request comes from: the address it was sent from, or, behind so many proxies of our own, the one the first of
 * them saw. Each adds whom it heard from at the end of `x-forwarded-for`; what stands before that is the client's own text.
 */
export function sourceOf({ socket, headers }: IncomingMessage, trustedHops: number): string {
  if (trustedHops === 0) return addressOf(socket.remoteAddress ?? '') ?? 'unknown';
  const forwarded = headers['x-forwarded-for'];
  const told = typeof forwarded === 'string' ? forwarded.split(',').slice(-trustedHops) : [];
  // The nearest comes first, and is believed only as far as it makes sense.
  const chain = [socket.remoteAddress ?? '', ...told.toReversed()].map(addressOf);
  const nonsense = chain.indexOf(null);
  return (nonsense === -1 ? chain : chain.slice(0, nonsense)).at(-1) ?? 'unknown';
}

/** Some proxies add the port, and then brackets around an IPv6 address. */
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/;

/** The same few proxies and clients come again and again. */
const known = createRecentlyUsed<string | null>({ entries: 2_000, keyUnits: 100_000 });

/** An address as limits know it, or null where it is none. */
export function addressOf(text: string): string | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  const address = readAddress(text);
  known.set(text, address);
  return address;
}

function readAddress(text: string): string | null {
  const [, bracketed, dotted] = WITH_PORT.exec(text.trim()) ?? [];
  const bare = bracketed ?? dotted ?? text.trim();
  if (!ipaddr.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  if (address.kind() === 'ipv4') return address.toString();
  return `${Buffer.from(address.toByteArray().slice(0, IPV6_PREFIX_BYTES)).toString('hex')}/64`;
}
