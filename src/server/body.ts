import type { IncomingMessage } from 'node:http';
import { readJson } from './json-body.ts';
import { RequestError } from './request-error.ts';

/** The largest operation with a hundred links fits in a fraction of it. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * The types a browser cannot send to another site without asking first (CORS preflight), so that no foreign page can
 * act with the visitor's cookie. Form posts and multipart are refused for that reason.
 */
const MEDIA_TYPE = /^application\/(?:graphql\+)?json *(?:; *charset="?utf-8"? *)?$/i;

/**
 * The JSON body of a request, read within our limit, or why it is none, told once. Errors never quote it, as those of
 * `JSON.parse` do. By the stream's events: iterating over it costs several times as much. And to a callback: a promise
 * would keep all it was fulfilled with for as long as the request goes on.
 */
export function readJsonBody(request: IncomingMessage, tell: (body: object | Error) => void): void {
  const refusal = refusalOf(request);
  if (refusal !== null) return tell(refusal);
  let chunks: Buffer[] | null = [];
  let bytes = 0;
  const end = (body: object | Error) => {
    if (chunks === null) return;
    chunks = null;
    tell(body);
  };
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      request.pause();
      end(tooLarge());
    } else chunks?.push(chunk);
  });
  request.on('end', () => {
    if (chunks === null) return;
    const [first] = chunks;
    end(parseJson(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)));
  });
  request.on('error', end);
}

/** Why a request is not even read. */
function refusalOf({ headers }: IncomingMessage): RequestError | null {
  const type = headers['content-type'] ?? '';
  if (type !== 'application/json' && !MEDIA_TYPE.test(type)) {
    return new RequestError('UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json in UTF-8.', {
      refusedBy: { doorWith: 415 },
    });
  }
  return Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES ? tooLarge() : null;
}

function parseJson(bytes: Buffer): object | RequestError {
  let body: unknown;
  try {
    body = readJson(bytes);
  } catch {
    return badRequest('The body is not valid JSON in UTF-8.');
  }
  return typeof body === 'object' && body !== null ? body : badRequest('The body is not a JSON object.');
}

function badRequest(message: string): RequestError {
  return new RequestError('BAD_REQUEST', message, { refusedBy: { doorWith: 400 } });
}

function tooLarge(): RequestError {
  return new RequestError('PAYLOAD_TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`, {
    refusedBy: { doorWith: 413 },
  });
}
