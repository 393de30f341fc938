import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.ts';

/** The largest operation with a hundred links fits in a fraction of it. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * The types a browser cannot send to another site without asking first (CORS preflight), so that no foreign page can
 * act with the visitor's cookie. Form posts and multipart are refused for that reason.
 */
const MEDIA_TYPE = /^application\/(?:graphql\+)?json *(?:; *charset="?utf-8"? *)?$/i;

/** The JSON body of a request, read within our limit. Its errors never quote it, as those of `JSON.parse` do. */
export async function readJsonBody(request: IncomingMessage): Promise<object> {
  if (!MEDIA_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new RequestError('UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json in UTF-8.', {
      refusedBy: { doorWith: 415 },
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();

  const body = parseJson(await readBytes(request));
  if (typeof body !== 'object' || body === null) throw badRequest('The body is not a JSON object.');
  return body;
}

/** By the stream's events: iterating over it costs several times as much. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) {
        request.pause();
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', reject);
  });
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    throw badRequest('The body is not valid JSON in UTF-8.');
  }
}

function badRequest(message: string): RequestError {
  return new RequestError('BAD_REQUEST', message, { refusedBy: { doorWith: 400 } });
}

function tooLarge(): RequestError {
  return new RequestError('PAYLOAD_TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`, {
    refusedBy: { doorWith: 413 },
  });
}
