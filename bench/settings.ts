import { env } from 'node:process';

export interface ProcessSettings {
  readonly port: number;
  /** Where the tiny upstream is. */
  readonly upstream: string;
  readonly delayMs: number;
}

/** How the harness tells one of its processes where to listen and what stands behind it. */
export function readSettings(): ProcessSettings {
  return {
    port: Number(env['PORT'] ?? 0),
    upstream: env['PAYNET_BASE_URL'] ?? '',
    delayMs: Number(env['DELAY_MS'] ?? 0),
  };
}
