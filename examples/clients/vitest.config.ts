import { join } from 'node:path';
import { transformAsync } from '@babel/core';
import { defineConfig, type Plugin } from 'vitest/config';

/** Puts what Relay's compiler wrote in the place of `graphql` tags, as a frontend's own build does. */
const relay: Plugin = {
  name: 'relay',
  enforce: 'pre',
  async transform(code, file) {
    if (!file.endsWith('/src/relay.ts')) return null;
    const result = await transformAsync(code, {
      filename: file,
      parserOpts: { plugins: ['typescript'] },
      plugins: [['relay', { eagerEsModules: true }]],
      sourceMaps: true,
      babelrc: false,
      configFile: false,
    });
    return result?.code == null ? null : { code: result.code, map: null };
  },
};

export default defineConfig({
  plugins: [relay],
  resolve: {
    alias: [
      // What `npm run package` packs; a frontend has it installed.
      { find: 'paynet-graphql', replacement: join(import.meta.dirname, '../../src/operations/index.ts') },
      // As in the project's own: one build of graphql for everybody.
      { find: /^graphql$/, replacement: 'graphql/index.js' },
    ],
  },
  test: { include: ['test/**/*.test.ts'], isolate: false, testTimeout: 20_000, hookTimeout: 60_000 },
});
