import ipaddr from 'ipaddr.js';

const MAX_LENGTH = 2_048;
/** Printable ASCII without the backslash: browsers drop or rewrite the rest, so what is checked would not be what is opened. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]+$/;
/** Names that never lead to the public internet. RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's `internal`. */
const PRIVATE_SUFFIX = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid|alt)$/;

/**
 * Whether a person or Paynet may be sent to an address a caller gave: https, a public host, no credentials. A name is
 * judged as text only; whoever opens it must check again what it resolves to.
 */
export function isPublicHttpsUrl(text: string): boolean {
  if (text.length > MAX_LENGTH || !PLAIN.test(text) || !text.toLowerCase().startsWith('https://')) return false;
  if (!URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && !/^https:\/\/[^/?#]*@/i.test(text) && isPublicHost(hostname);
}

function isPublicHost(hostname: string): boolean {
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  // URL has already turned every notation of an IPv4 address (octal, hexadecimal, one number) into four decimals.
  if (ipaddr.isValid(address)) return ipaddr.process(address).range() === 'unicast';
  // An internationalised name can look like another one, so it is not accepted in either spelling.
  const labels = hostname.split('.');
  return (
    labels.length > 1 &&
    labels.every((label) => label !== '' && !label.startsWith('xn--')) &&
    !PRIVATE_SUFFIX.test(hostname)
  );
}
