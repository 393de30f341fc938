/** Who asks (as Bearer token, or as the cookie `login` sets), in which language, and under which id in the logs. */
const FORWARDED = ['authorization', 'cookie', 'accept-language', 'x-request-id'] as const;

/**
 * What a gateway hands on of a client's request. Neither gateway does so by itself, and without it the layer sees nobody.
 * Only the layer gets it: whoever holds the token can act as its owner.
 */
export function forwardedHeaders(
  subgraph: string,
  incoming: { get(name: string): string | null | undefined },
): [name: string, value: string][] {
  if (subgraph !== 'paynet') return [];
  return FORWARDED.flatMap((name) => {
    const value = incoming.get(name);
    return value == null ? [] : [[name, value]];
  });
}
