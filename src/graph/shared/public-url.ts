import ipaddr from 'ipaddr.js';

const MAX_LENGTH = 2_048;
/** Printable ASCII without the backslash: browsers drop or rewrite the rest, so what is checked would not be what is opened. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]+$/;
/** What follows the scheme, up to the path. Some take more slashes for two, and others for an empty name. */
const AUTHORITY = /^https:\/\/([^/?#]+)/i;
/** Names that never lead to the public internet. RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's `internal`. */
const PRIVATE_SUFFIX =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid|alt)$/;
const MAX_NAME_LENGTH = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Whether a person or Paynet may be sent to an address a caller gave: https, a public host, no credentials. A name is
 * judged as text only; whoever opens it must check again what it resolves to.
 */
export function isPublicHttpsUrl(text: string): boolean {
  if (text.length > MAX_LENGTH || !PLAIN.test(text) || !URL.canParse(text)) return false;
  const authority = AUTHORITY.exec(text)?.[1]?.toLowerCase().replace(/:\d*$/, '');
  const { hostname } = new URL(text);
  // Written as it is understood: without a user, without anything encoded, no number or octal digits for an address.
  return authority === hostname && isPublicHost(hostname);
}

function isPublicHost(hostname: string): boolean {
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  if (ipaddr.isValid(address)) return isPublicAddress(ipaddr.parse(address));
  // An internationalised name can look like another one, so it is not accepted in either spelling.
  const labels = hostname.split('.');
  return (
    hostname.length <= MAX_NAME_LENGTH &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label) && !label.startsWith('xn--')) &&
    !PRIVATE_SUFFIX.test(hostname)
  );
}

function isPublicAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  // Of IPv6 only 2000::/3 is handed out; some of the rest is old ways to write an IPv4 address.
  return address.kind() === 'ipv4' || ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}
