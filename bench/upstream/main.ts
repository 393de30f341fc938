/**
 * The tiny upstream: answers at once, with answers made beforehand, so that what is measured is what stands before it.
 * `DELAY_MS` lets it think first.
 */
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../settings.ts';
import { createAnswer, detailAnswer, listAnswer, loginAnswer, PATHS } from './answers.ts';

const { port, delayMs } = readSettings();

/** Answers that were asked for before, by what was asked. */
const made = new Map<string, Buffer>();

function answerOnce(key: string, make: () => object): Buffer {
  const known = made.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(make()));
  made.set(key, bytes);
  return bytes;
}

interface Asked {
  readonly id?: string;
  readonly reference_no?: string;
  readonly limit?: number;
  readonly starting_after?: number;
}

function answerTo(path: string, body: string): Buffer | null {
  if (path === PATHS.login) return answerOnce(path, () => loginAnswer);
  const asked = JSON.parse(body) as Asked;
  switch (path) {
    case PATHS.create:
      return Buffer.from(JSON.stringify(createAnswer(asked.reference_no ?? '')));
    case PATHS.detail:
      return answerOnce(`${path} ${asked.id}`, () => detailAnswer(asked.id ?? ''));
    case PATHS.list: {
      const { limit = 10, starting_after: offset = 0 } = asked;
      return answerOnce(`${path} ${limit} ${offset}`, () => listAnswer({ limit, offset }));
    }
    default:
      return null;
  }
}

async function respond(response: ServerResponse, bytes: Buffer | null): Promise<void> {
  if (delayMs > 0) await sleep(delayMs);
  if (bytes === null) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
  response.end(bytes);
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => void respond(response, answerTo(request.url ?? '', body)));
});
// Longer than a run, so that no connection is closed under the feet of a server that waits for its turn.
server.keepAliveTimeout = 30 * 60_000;
server.listen(port, '127.0.0.1');
