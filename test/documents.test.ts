import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument } from '../src/operations/index.ts';
import { type Layer, startLayer } from './support/harness.ts';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/decisions.md',
  'docs/package.md',
  'docs/performance.md',
  'docs/faults.md',
  'src/sandbox/README.md',
  'examples/company-graph/README.md',
  'examples/clients/README.md',
];
const read = (path: string) => readFileSync(path, 'utf8');
const readme = read('README.md');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** The code blocks of a language, as they stand. */
const blocks = (text: string, language: string) =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code]) => code ?? '');

describe.each(DOCUMENTS)('%s', (path) => {
  const text = read(path);

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target ?? '');
    expect(links.filter((target) => !existsSync(join(dirname(path), target)))).toEqual([]);
  });

  it('names files that exist', () => {
    const named = [...text.matchAll(/`((?:src|test|schema|docs|examples)\/[\w./-]+)`/g)].map(
      ([, target]) => target ?? '',
    );
    // The example of a new service is the one that does not exist yet.
    const missing = named.filter((target) => !target.includes('ratio') && !existsSync(target));
    expect(missing).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('what the README says of costs', () => {
  it('is what was measured last', () => {
    const [, shown = ''] = /<!-- measured: [^>]*-->\n([\s\S]*?)<!-- \/measured -->/.exec(readme) ?? [];
    const results = 'bench/results/results.md';
    if (!existsSync(results)) return expect(shown.trim()).toBe('Not measured yet.');
    const rows = shown.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(read(results)).toContain(`${row}\n`);
    expect(read(results)).toContain(/^Measured on [\d-]+/m.exec(shown)?.[0]);
  });
});

describe('the README', () => {
  let layer: Layer;
  beforeAll(async () => {
    layer = await startLayer({ env: { REQUEST_TIMEOUT_MS: '3000' } });
  });
  afterAll(() => layer.stop());

  it('begins with the two commands, which are the ones CI and test/start.test.ts run', () => {
    expect(blocks(readme, 'sh').slice(0, 2)).toEqual(['npm ci && npm start\n', 'npm ci && npm test\n']);
    expect(read('.ci/run')).toContain('\nnpm ci --no-fund --no-audit\nnpm test\n');
  });

  it('has a sign-in for curl that answers with every field of the documented sample, Turkish letters intact', async () => {
    const [url, body = ''] = /curl -s (\S+) .* -d '([\s\S]*)'/.exec(blocks(readme, 'sh')[2] ?? '')?.slice(1) ?? [];
    expect(url).toBe('http://127.0.0.1:4000/graphql');
    const answer = await layer.post(body);
    const { login } = answer.body.data as { login: { __typename: string; session: Record<string, unknown> } };
    expect(login.__typename).toBe('LoginSuccess');
    expect(Object.keys(login.session)).toEqual([
      'sessionKey',
      'expiresOn',
      'endsAt',
      'user',
      'agent',
      'authorization',
      'menuOptions',
      'preferences',
      'companies',
    ]);
    expect(answer.text).toContain('PAYNET ÖDEME HİZMETLERİ A.Ş.');
    expect(answer.text).toContain('"text":"Ödeme Emri Gönder"');
  });

  it('has variables for a payment link that work', async () => {
    const token = await layer.signIn({ agentId: '1001', userName: 'paynet', password: 'paynet' });
    const variables = JSON.parse(blocks(readme, 'json')[0] ?? '') as { input: { payerName: string; amount: string } };
    for (const replayed of [false, true]) {
      const { body } = await layer.execute(CreatePayLinkDocument, variables, { token });
      expect(body.data?.createPayLink).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed });
    }
  });

  it('has a curl that watches a link and sees it paid', async () => {
    const token = await layer.signIn({ agentId: '1001', userName: 'paynet', password: 'paynet' });
    await layer.execute(CreatePayLinkDocument, { input: { payerName: 'A', amount: '1' } }, { token });
    const { id } = layer.paynet.sandbox.links.at(-1) ?? { id: '' };
    const [headers = '', body = ''] =
      /curl -sN \S+ (.*) -d '([\s\S]*)'/.exec(blocks(readme, 'sh')[3] ?? '')?.slice(1) ?? [];
    const response = await fetch(`${layer.url}/graphql`, {
      method: 'POST',
      headers: Object.fromEntries(
        [...headers.matchAll(/'(\S+): ([^']+)'/g)].map(([, name = '', value = '']) => [
          name,
          value.replace('TOKEN', token),
        ]),
      ),
      body: body.replace('LINK_ID', id),
    });
    layer.paynet.sandbox.pay(id);
    const events = await response.text();
    expect(events).toContain('"status":"AWAITING_PAYMENT"');
    expect(events).toContain('"status":"PAID"');
    expect(events).toContain('event: complete');
  });

  it('shows the failures’ interface and all of its types as they are', () => {
    const sdl = read('schema/paynet.graphql');
    const types = [...sdl.matchAll(/^type (\w+) implements PaynetError/gm)].map(([, name]) => name ?? '');
    expect(types.length).toBeGreaterThan(5);
    for (const type of types) expect(readme).toContain(`| \`${type}\` |`);
    const described = /interface PaynetError \{ (.*) \}/
      .exec(readme)?.[1]
      ?.split(/ {2}| (?=retryAfter|requestId)/)
      .map((field) => field.trim());
    const inSchema = /^interface PaynetError\b[^{]*\{[\s\S]*?^\}/m.exec(sdl)?.[0] ?? '';
    for (const field of described ?? ['nothing']) expect(inSchema).toContain(field);
  });

  it('has a curl for the metrics, and names only metrics that there are', async () => {
    expect(blocks(readme, 'sh')).toContain('curl -s http://127.0.0.1:4000/metrics\n');
    const text = await (await fetch(`${layer.url}/metrics`)).text();
    const named = [...readme.matchAll(/`(paynet_\w+?)(?:_total)?(?:\{[^`]*\})?`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(text).toContain(`# TYPE ${name} `);
  });

  it('names every scope there is, and no other', () => {
    const sdl = read('schema/paynet.graphql');
    const inSchema = [...sdl.matchAll(/@requiresScopes\(scopes: \[\["([\w:]+)"\]\]\)/g)].map(([, scope]) => scope);
    const inReadme = [...readme.matchAll(/^\| `(\w+:\w+)` \|/gm)].map(([, scope]) => scope);
    expect(new Set(inReadme)).toEqual(new Set(inSchema));
  });

  it('has a sign-in for where only trusted documents are taken', async () => {
    expect(blocks(readme, 'sh')).toContain('TRUSTED_DOCUMENTS_ONLY=true npm start\n');
    const command = blocks(readme, 'sh').find((block) => block.includes('documentId'));
    const strict = await startLayer({ env: { TRUSTED_DOCUMENTS_ONLY: 'true' } });
    try {
      const answer = await strict.post(/ -d '([\s\S]*)'/.exec(command ?? '')?.[1] ?? '');
      expect(answer.body).toMatchObject({ data: { login: { __typename: 'LoginSuccess' } } });
    } finally {
      await strict.stop();
    }
  });

  it('makes the offline reference by the command that test/schema/docs.test.ts runs', () => {
    expect(blocks(readme, 'sh')).toContain('npm run docs\n');
  });

  it('names the tarball that `npm run package` makes, as test/package.test.ts finds it', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(blocks(readme, 'sh')).toContain('npm run package\n');
    expect(readme).toContain(`\`paynet-graphql-${version}.tgz\``);
  });

  it('names a switch value that does what it says', async () => {
    const token = await layer.signIn({ agentId: '1001', userName: 'paynet', password: 'paynet' });
    const note = /`(sandbox:create:\w+)`/.exec(readme)?.[1] ?? '';
    const { body } = await layer.execute(
      CreatePayLinkDocument,
      { input: { payerName: 'A', amount: '1', note } },
      { token },
    );
    expect(body.data?.createPayLink.__typename).toBe('PayLinkOutcomeUnknown');
  });
});

describe('the image', () => {
  it('copies only what exists, and runs what the build makes', () => {
    const dockerfile = read('Dockerfile');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) =>
      (files ?? '').split(' '),
    );
    expect(copied.filter((file) => !existsSync(file))).toEqual([]);
    expect(copied).toContain('rolldown.config.ts');
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });
});
