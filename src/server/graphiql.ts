import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { ASSETS, type Asset, buildPage, type Page } from './graphiql-page.ts';
import { sendJson } from './health.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Everything from ourselves. Monaco writes style attributes and sheets as it goes, hence the one exception. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface GraphiQL {
  /** Whether a request is for the page or one of its files, rather than for an operation. */
  wants(request: IncomingMessage, path: string): boolean;
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

/** GraphiQL with all its files from this server: it works without the internet, under a strict content policy. */
export function createGraphiQL({ sandbox }: { sandbox: boolean }): GraphiQL {
  let page: Promise<Page> | undefined;

  return {
    wants: (request, path) =>
      (request.method === 'GET' || request.method === 'HEAD') &&
      (path.startsWith(ASSETS) || (path === '/graphql' && prefersPage(request))),

    async serve(request, response, path) {
      // Nine megabytes that most processes never need, so they are loaded when somebody first looks.
      page ??= buildPage(sandbox);
      const { html, assets } = await page;
      response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
      if (path === '/graphql') {
        response.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-length': Buffer.byteLength(html),
          'cache-control': 'no-cache',
          vary: 'accept',
        });
        response.end(html);
        return;
      }
      const asset = assets.get(path.slice(ASSETS.length));
      if (asset === undefined) return sendJson(response, 404, { error: 'There is no such file.' });

      const encoding = encodingFor(request);
      const body = await encoded(asset, encoding);
      response.writeHead(200, {
        'content-type': asset.type,
        'content-length': body.length,
        'cache-control': `public, max-age=${YEAR_SECONDS}, immutable`,
        vary: 'accept-encoding',
        ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      });
      response.end(body);
    },
  };
}

/** Browsers ask for HTML before anything else; clients that take anything get GraphQL's own answer. */
function prefersPage(request: IncomingMessage): boolean {
  return new Negotiator(request).mediaType(['application/json', 'text/html']) === 'text/html';
}

/** The smallest the client takes, since all of them usually come with the same weight. */
function encodingFor(request: IncomingMessage): Encoding {
  const accepted = new Negotiator(request).encodings(['br', 'gzip']);
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding)) ?? 'identity';
}

/** Each encoding of a file is made once, when it is first asked for. */
const ENCODED = new WeakMap<Asset, Map<Encoding, Promise<Buffer>>>();

function encoded(asset: Asset, encoding: Encoding): Promise<Buffer> {
  const known = ENCODED.get(asset) ?? new Map<Encoding, Promise<Buffer>>();
  ENCODED.set(asset, known);
  const body = known.get(encoding) ?? ENCODERS[encoding](asset.body);
  known.set(encoding, body);
  return body;
}

const ENCODERS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
  identity: (body: Buffer) => Promise.resolve(body),
};

type Encoding = keyof typeof ENCODERS;
