import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const MODULE_FILES = new Set([
  'index.ts',
  'types.ts',
  'model.ts',
  'inputs.ts',
  'queries.ts',
  'mutations.ts',
  'subscriptions.ts',
  'actions.ts',
  'errors.ts',
  'loader.ts',
]);

const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

describe('the layout', () => {
  it('has a folder for each of: who may, the graph, what is counted, its operations, the life of a link, Paynet, the pretend Paynet, the server and the store', () => {
    expect(foldersIn('src')).toEqual([
      'access',
      'graph',
      'metrics',
      'operations',
      'pay-links',
      'paynet',
      'sandbox',
      'server',
      'store',
    ]);
  });

  it.each(foldersIn('src/graph').filter((name) => name !== 'shared'))(
    'knows only the agreed files in graph/%s',
    (module) => {
      const files = readdirSync(`src/graph/${module}`);
      expect(files.filter((file) => !MODULE_FILES.has(file))).toEqual([]);
      expect(files).toContain('index.ts');
      expect(files).toContain('types.ts');
    },
  );

  it('calls nothing utils, helpers or common', () => {
    const all = readdirSync('src', { recursive: true }).map(String);
    expect(all.filter((path) => /(?:^|\/)(?:utils?|helpers?|common)(?:\/|\.ts$)/.test(path))).toEqual([]);
  });

  it('speaks of the same services on both sides of the wire', () => {
    const services = (folder: string) =>
      readdirSync(folder)
        .filter((file) => file !== 'service.ts')
        .toSorted();
    expect(services('src/sandbox/services')).toEqual(services('src/paynet/services'));
  });
});
