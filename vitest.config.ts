import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would hand tests graphql's ES build while Pothos and yoga load its CommonJS build: two realms, no schema.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { include: ['test/**/*.test.ts'], globalSetup: [], testTimeout: 30_000, hookTimeout: 60_000 },
});
