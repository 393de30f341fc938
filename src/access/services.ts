import type { ServiceTokens } from './service-tokens.ts';

export interface ServicesOptions {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** Told once when the issuer's keys can no longer be fetched. */
  readonly onTrouble: (error: unknown) => void;
}

/** Company services by JWT. What it takes to read one is loaded when the first comes. */
export function createServices({ jwksUrl: url, issuer, audience, onTrouble }: ServicesOptions): ServiceTokens {
  async function load(): Promise<ServiceTokens> {
    const { createServiceTokens } = await import('./service-tokens.ts');
    const { createServiceKeys } = await import('./service-keys.ts');
    return createServiceTokens({ issuer, audience, keys: createServiceKeys({ url, onTrouble }) });
  }

  let loading: Promise<ServiceTokens> | undefined;
  return {
    async read(token, onRefused) {
      loading ??= load();
      return (await loading).read(token, onRefused);
    },
  };
}
