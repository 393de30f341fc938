import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { GraphiQLOptions } from 'graphql-yoga';
import Negotiator from 'negotiator';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);
const ASSETS = '/graphql/assets/';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Scripts, workers and connections only from ourselves. Monaco styles its lines inline, hence the one exception. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The ready-made tabs, in the order in which they work; with the sandbox they are filled in. */
const TABS: readonly { readonly file: string; readonly sandboxInput?: object; readonly input?: object }[] = [
  {
    file: 'sign-in',
    input: { userName: '', password: '', agentId: '' },
    sandboxInput: { userName: 'paynet', password: 'paynet', agentId: '1001' },
  },
  { file: 'who-am-i' },
  {
    file: 'create-pay-link',
    input: { payerName: '', amount: '' },
    sandboxInput: { payerName: 'Ayşe Yılmaz', amount: '120.10', note: 'Sipariş 2026-118 ödemesi', expiresInHours: 24 },
  },
];

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly compressed: Map<string, Promise<Buffer>>;
}

interface Page {
  readonly html: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

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
      request.method === 'GET' &&
      (path.startsWith(ASSETS) || (path === '/graphql' && (request.headers.accept ?? '').includes('text/html'))),

    async serve(request, response, path) {
      // Nine megabytes that most processes never need, so they are loaded when somebody first looks.
      page ??= buildPage(sandbox);
      const { html, assets } = await page;
      if (path === '/graphql') {
        response.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'cache-control': 'no-cache',
        });
        response.end(html);
        return;
      }
      const asset = assets.get(path.slice(ASSETS.length));
      if (asset === undefined) {
        response.writeHead(404).end();
        return;
      }
      const encoding = new Negotiator(request).encoding(['br', 'gzip', 'identity']) ?? 'identity';
      const body = await compressed(asset, encoding);
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

function compressed(asset: Asset, encoding: string): Promise<Buffer> {
  const compress = COMPRESSORS.get(encoding);
  if (compress === undefined) return Promise.resolve(asset.body);
  const known = asset.compressed.get(encoding) ?? compress(asset.body);
  asset.compressed.set(encoding, known);
  return known;
}

const COMPRESSORS = new Map<string, (body: Buffer) => Promise<Buffer>>([
  ['br', (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['gzip', (body) => promisify(gzip)(body)],
]);

async function buildPage(sandbox: boolean): Promise<Page> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  const options: GraphiQLOptions = {
    title: sandbox ? 'Paynet GraphQL · sandbox' : 'Paynet GraphQL',
    logo: ICON,
    shouldPersistHeaders: false,
    credentials: 'same-origin',
    defaultTabs: await Promise.all(
      TABS.map(async ({ file, input, sandboxInput }) => {
        const variables = sandbox ? sandboxInput : input;
        return {
          query: await readFile(new URL(`${file}.graphql`, OPERATIONS), 'utf8'),
          variables: variables === undefined ? '' : JSON.stringify({ input: variables }, null, 2),
        };
      }),
    ),
  };

  const assets = new Map<string, Asset>();
  /** Named by its content, so that a browser may keep it for ever. */
  const add = (name: string, extension: string, type: string, content: string | Buffer): string => {
    const body = Buffer.from(content);
    const file = `${name}-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${extension}`;
    assets.set(file, { type, body, compressed: new Map() });
    return ASSETS + file;
  };
  const addScript = (name: string, content: string) => add(name, 'js', 'text/javascript; charset=utf-8', content);

  const workers = {
    editorWorkerService: addScript('editor-worker', graphiql.editorWorkerService),
    json: addScript('json-worker', graphiql.jsonWorker),
    graphql: addScript('graphql-worker', graphiql.graphqlWorker),
  };
  const style = add('graphiql', 'css', 'text/css; charset=utf-8', graphiql.css + STYLE);
  const icon = add('icon', 'svg', 'image/svg+xml', ICON);
  const script = addScript('graphiql', graphiql.js);
  const start = addScript(
    'start',
    `const workers = ${JSON.stringify(workers)};
const options = ${JSON.stringify(options)};
${START}`,
  );
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Paynet GraphQL</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${style}">
</head>
<body class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="root"></div>
<script src="${script}"></script>
<script src="${start}"></script>
</body>
</html>
`;
  return { html, assets };
}

const START = `
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };
const kept = JSON.parse(sessionStorage.getItem('graphiql:tabState'));
const asked = new URLSearchParams(location.search).get('query');
if (asked !== null) {
  options.defaultTabs.unshift({ query: asked });
  history.replaceState(null, '', location.pathname);
}
const open = asked === null ? kept?.tabs[kept.activeTabIndex] : { query: asked };
const { query, variables } = open ?? options.defaultTabs[0];
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  ...options,
  query: query ?? '',
  variables: variables ?? '',
  storage: sessionStorage,
  onEditQuery() {},
});
`;

const STYLE = `
.monaco-editor .unicode-highlight { border: 0; background: none; }
`;

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b7a75"/><path d="M10 24V8h7.2a5.4 5.4 0 0 1 0 10.8H14" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>';
