import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics/metrics.ts';
import { sendJson } from './health.ts';

export interface MetricsDoorOptions {
  readonly metrics: Metrics;
  /** What a scraper shows as `Authorization: Bearer …`; null where it need not show anything. */
  readonly token: string | null;
}

/** Answers a scraper. The counts hold nothing secret, but how much business there is is nobody's business. */
export async function serveMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { metrics, token }: MetricsDoorOptions,
): Promise<void> {
  if (token !== null && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) {
    response.setHeader('www-authenticate', 'Bearer');
    return sendJson(response, 401, { error: 'Show METRICS_TOKEN as a bearer token.' });
  }
  const text = await metrics.text();
  response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  response.end(text);
}

/** In the same time, whatever is shown. */
function isSame(shown: string, expected: string): boolean {
  return timingSafeEqual(digest(shown), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
