import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in the project's own: one build of graphql for everybody.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What gateways log of failures that are meant to happen.
    silent: 'passed-only',
  },
});
