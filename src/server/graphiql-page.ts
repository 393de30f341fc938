import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { GraphiQLOptions } from 'graphql-yoga';
import { SCHEMA_FILES } from '../schema-files.ts';

const OPERATIONS = new URL('operations/', SCHEMA_FILES);
/** Where the page's files are. */
export const ASSETS = '/graphql/assets/';

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
    next: 'Open its url: Ctrl+click (Mac: ⌘). Then WatchPayLink.',
  },
  {
    file: 'watch-pay-link',
    variables: { id: '' },
    sandboxVariables: { id: `reference:${REFERENCE}` },
    next: 'Then press Pay in the other window, and look here.',
  },
  {
    file: 'read-pay-link',
    variables: { by: { referenceNo: '' } },
    sandboxVariables: { by: { referenceNo: REFERENCE } },
    next: 'Once it is paid, its status is PAID.',
  },
];

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

export interface Page {
  readonly html: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** The page and its files by name, from the package that brings all of GraphiQL, taken apart. */
export async function buildPage(sandbox: boolean): Promise<Page> {
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
    assets.set(file, { type, body });
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
