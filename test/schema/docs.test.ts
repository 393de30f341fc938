import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeInChromium } from '../support/browser.ts';
import { type Peer, startPeer } from '../support/peer.ts';

const BUILD_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'paynet-graphql-docs-'));
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
let html: string;
let server: Peer;

beforeAll(async () => {
  await promisify(execFile)('npm', ['run', 'docs', '--', folder]);
  html = readFileSync(join(folder, 'index.html'), 'utf8');
  server = await startPeer();
  server.answerWith((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html);
  });
}, BUILD_MS);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Text as it stands in HTML. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('the reference of the schema', () => {
  it('has every type and every field, to be linked to', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const missing = types.flatMap((type) => {
      const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
      const fields = hasFields ? Object.keys(type.getFields()) : [];
      return [type.name, ...fields.map((field) => `${type.name}.${field}`)].filter(
        (each) => !ids.has(each.toLowerCase()),
      );
    });
    expect(types.length).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });

  it('has every ready-made operation as an example, beside the field it asks for', () => {
    for (const file of globSync('schema/operations/*.graphql')) {
      const source = readFileSync(file, 'utf8');
      expect(html).toContain(escaped(source.replace(/^(?:#.*\n)+/, '')));
      const [, name = ''] = /^(?:query|mutation|subscription) (\w+)/m.exec(source) ?? [];
      expect(html).toContain(`Ready-made: <a href="#${name.toLowerCase()}">${name}</a>.`);
    }
  });

  it('says what an argument is when it is not given, and which interface a type has', () => {
    expect(html).toContain('Default: <code>false</code>.');
    expect(html).toContain('Implements <a href="#payneterror">PaynetError</a>.');
  });

  it('shows text that looks like a tag as text', () => {
    expect(html).toContain('Bearer &lt;token');
    expect(html).not.toContain('<token');
  });

  it('links to nothing within itself that is not there', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(200);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
  });

  it('is one file that loads nothing, from anywhere', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|@import|url\(/i);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});

describeInChromium('the reference of the schema', (open) => {
  it('is read and walked through without asking for anything but the page itself', async () => {
    const { page, strangers, troubles } = await open();
    await page.goto(server.url);
    await page.getByRole('navigation').getByRole('link', { name: 'SignIn', exact: true }).click();
    await page.getByRole('link', { name: 'Mutation.login' }).click();
    await page
      .getByRole('row', { name: /^login / })
      .getByRole('link', { name: 'LoginResult' })
      .click();
    const top = () => page.evaluate("document.querySelector('#loginresult').getBoundingClientRect().top");
    await expect.poll(top).toBeLessThan(100);
    expect(page.url()).toMatch(/#loginresult$/);
    expect(server.came.map(({ path }) => path).filter((path) => path !== '/favicon.ico')).toEqual(['/']);
    expect(strangers).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
