import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { GraphiQLOptions } from 'graphql-yoga';
import Negotiator from 'negotiator';
import { sendJson } from './health.ts';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);
const ASSETS = '/graphql/assets/';
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

interface Tab {
  /** Its operation, in schema/operations. */
  readonly file: string;
  /** What is left to fill in where Paynet is real. */
  readonly variables?: object;
  readonly sandboxVariables?: object;
  /** What to do after running it. */
  readonly next: string;
}

/** What the sandbox's link is made with, and found by again. */
const REFERENCE = 'ORD-2026-118';

/** The ready-made tabs, in the order in which they work; with the sandbox they are filled in. */
const TABS: readonly Tab[] = [
  {
    file: 'sign-in',
    variables: { input: { userName: '', password: '', agentId: '' } },
    sandboxVariables: { input: { userName: 'paynet', password: 'paynet', agentId: '1001' } },
    next: 'Then go on to the tab WhoAmI.',
  },
  { file: 'who-am-i', next: 'Then go on to the tab CreatePayLink.' },
  {
    file: 'create-pay-link',
    variables: { input: { payerName: '', amount: '', referenceNo: '' } },
    sandboxVariables: {
      input: {
        payerName: 'Ayşe Yılmaz',
        amount: '120.10',
        note: 'Sipariş 2026-118 ödemesi',
        referenceNo: REFERENCE,
        expiresInHours: 24,
      },
    },
    next: 'Open its url: Ctrl+click (Mac: ⌘). Pay; then ReadPayLink.',
  },
  {
    file: 'read-pay-link',
    variables: { by: { referenceNo: '' } },
    sandboxVariables: { by: { referenceNo: REFERENCE } },
    next: 'Once it is paid, its status is PAID.',
  },
];

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Each encoding is made once, when it is first asked for. */
  readonly encoded: Map<Encoding, Promise<Buffer>>;
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

function encoded(asset: Asset, encoding: Encoding): Promise<Buffer> {
  const known = asset.encoded.get(encoding) ?? ENCODERS[encoding](asset.body);
  asset.encoded.set(encoding, known);
  return known;
}

const ENCODERS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
  identity: (body: Buffer) => Promise.resolve(body),
};

type Encoding = keyof typeof ENCODERS;

async function buildPage(sandbox: boolean): Promise<Page> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  const title = sandbox ? 'Paynet GraphQL · sandbox' : 'Paynet GraphQL';
  const options: GraphiQLOptions = {
    title,
    logo: ICON,
    shouldPersistHeaders: false,
    defaultTabs: await Promise.all(TABS.map((tab, index) => readyMade(tab, index, sandbox))),
  };

  const assets = new Map<string, Asset>();
  /** Named by its content, so that a browser may keep it for ever. */
  const add = (name: string, extension: string, type: string, content: string | Buffer): string => {
    const body = Buffer.from(content);
    const file = `${name}-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${extension}`;
    assets.set(file, { type, body, encoded: new Map() });
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
<title>${title}</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${style}">
</head>
<body class="no-focus-outline">
<div id="root"><p class="loading">Loading GraphiQL …</p></div>
<noscript><p class="loading">GraphiQL needs JavaScript.</p></noscript>
<script src="${script}"></script>
<script type="module" src="${start}"></script>
</body>
</html>
`;
  return { html, assets };
}

async function readyMade(tab: Tab, index: number, sandbox: boolean) {
  const { file, next } = tab;
  const operation = await readFile(new URL(`${file}.graphql`, OPERATIONS), 'utf8');
  const variables = sandbox ? tab.sandboxVariables : tab.variables;
  const start = sandbox || variables === undefined ? 'Press ▶.' : 'Fill in the variables below and press ▶.';
  return {
    query: `# ${index + 1} of ${TABS.length}. ${start}\n# ${next}\n#\n${operation}`,
    variables: variables === undefined ? '' : JSON.stringify(variables, null, 2),
  };
}

/**
 * Runs in the browser, after `workers` and `options`. The tabs live as long as the browser's tab, as what they hold may
 * be a password: a reload keeps them, a new window starts with the ready-made ones. GraphiQL has to be told what is in
 * the open tab, or it shows no variables in the first and opens an empty one more at each reload. An operation in the
 * address gets a tab of its own; what is edited stays out of the address.
 */
const START = `
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };
const kept = JSON.parse(sessionStorage.getItem('graphiql:tabState'));
const asked = new URLSearchParams(location.search).get('query');
if (asked !== null) {
  options.defaultTabs.unshift({ query: asked });
  history.replaceState(null, '', location.pathname);
}
const current = (asked === null && kept?.tabs[kept.activeTabIndex]) || options.defaultTabs[0];
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  ...options,
  query: current.query ?? '',
  variables: current.variables ?? '',
  storage: sessionStorage,
  onEditQuery() {},
});
`;

/**
 * What GraphiQL's own style lacks. It gives tabs an offset that takes effect when one is pressed, so that the tab jumps
 * away from under the pointer and the click is lost. Turkish letters are no look-alikes of others here.
 */
const STYLE = `
.graphiql-tab { transform: none !important; }
.monaco-editor .unicode-highlight { border: 0; background: none; }
.graphiql-logo svg { width: 28px; height: 28px; }
.loading {
  position: fixed; inset: 0; margin: 0; display: grid; place-items: center; font: 1rem system-ui, sans-serif;
  color-scheme: light dark; background: Canvas; color: GrayText;
}
`;

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b7a75"/><path d="M10 24V8h7.2a5.4 5.4 0 0 1 0 10.8H14" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>';
