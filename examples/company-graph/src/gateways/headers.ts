/** Who asks (as Bearer token, or as the cookie `login` sets), in which language, and under which id in the logs. */
const FORWARDED = ['authorization', 'cookie', 'accept-language', 'x-request-id'] as const;

/**
 * What a gateway sends with a request to a subgraph: what it hands on of the client's (of itself neither hands on the
 * token, and the layer sees nobody), and what proves to the layer that the gateway asks. Only the layer gets either: whoever
 * holds the token can act as its owner.
 */
export function headersFor(
  subgraph: string,
  incoming: { get(name: string): string | null | undefined },
  routerSecret: string,
): [name: string, value: string][] {
  if (subgraph !== 'paynet') return [];
  const handedOn = FORWARDED.flatMap((name): [string, string][] => {
    const value = incoming.get(name);
    return value == null ? [] : [[name, value]];
  });
  return [...handedOn, ['x-router-secret', routerSecret]];
}
