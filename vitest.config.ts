import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would hand tests graphql's ES build while Pothos and yoga load its CommonJS build: two realms, no schema.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'main',
          include: ['test/**/*.test.ts'],
          exclude: ['test/faults/**'],
          // They wait for answers most of the time.
          maxWorkers: availableParallelism() + 1,
        },
      },
      // Every fault the layer must survive: `npm run test:faults`. Some measure how long the layer stands still.
      { extends: true, test: { name: 'faults', include: ['test/faults/**/*.test.ts'] } },
    ],
  },
});
