import type { IncomingMessage } from 'node:http';
import { WireNumber } from './wire-number.ts';

const MAX_BODY_BYTES = 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The body as text; null when it is too large or not UTF-8; undefined when the caller went away before its end, which
 * leaves nobody to answer.
 */
export async function readBody(request: IncomingMessage): Promise<string | null | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) return null;
      bytes += chunk.length;
      // What exceeds the limit is still read, and dropped: an answer sent into a running upload is lost to a reset.
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  if (bytes > MAX_BODY_BYTES) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return null;
  }
}

/** The JSON object in a body, its numbers as WireNumber; undefined for anything else. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text, keepDigits);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// TypeScript's library does not know the third argument yet; Node 22 and later pass it.
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? new WireNumber(context?.source ?? String(value)) : value;
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WireNumber);
}
