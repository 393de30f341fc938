import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Confirmations } from '../pay-links/confirmations.ts';
import { sendJson } from './health.ts';

/** Where Paynet's confirmations come to; behind it stands the link's token. */
export const CONFIRMATIONS = '/confirmations/';

/** The documented body has a dozen short members. */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * Answers every post alike and at once, whatever is in it, so that the answer tells nobody which address is a link's.
 * What the post leads to comes after.
 */
export async function serveConfirmation(
  request: IncomingMessage,
  response: ServerResponse,
  { path, confirmations, log }: { path: string; confirmations: Confirmations; log: Logger },
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return sendJson(response, 405, { error: 'Confirmations are posted.' });
  }
  const body = await readUpTo(request, MAX_BODY_BYTES);
  if (body === 'broken-off') return;
  if (body === 'too-large') {
    response.setHeader('connection', 'close');
    return sendJson(response, 413, { error: `The body is larger than ${MAX_BODY_BYTES} bytes.` });
  }
  sendJson(response, 200, { received: true });
  await confirmations
    .receive(path.slice(CONFIRMATIONS.length), body)
    .catch((error: unknown) => log.error({ err: error }, 'a confirmation could not be looked at'));
}

async function readUpTo(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large' | 'broken-off'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) return 'too-large';
      chunks.push(chunk);
    }
  } catch {
    // Whoever posted has gone, so there is nobody to answer; and no fault of ours to tell of.
    return 'broken-off';
  }
  return Buffer.concat(chunks, bytes);
}
