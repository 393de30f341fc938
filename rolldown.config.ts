import { defineConfig } from 'rolldown';
import { createRollupLicensePlugin } from 'rollup-license-plugin';

/** Who uses one of these only has to keep its text, which stands beside the program. */
const PERMISSIVE: ReadonlySet<string> = new Set(['0BSD', 'Apache-2.0', 'ISC', 'MIT', '(MIT OR Apache-2.0)']);

/**
 * The program as the image runs it, with all it imports, in a few files: to find, read and compile seven hundred of them took
 * more than half of every start. What is loaded only where it is wanted stays in files of its own.
 */
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  // For eyes on a terminal, and not there in production.
  external: ['pino-pretty'],
  // Nothing is left out: types of the graph are declared by what nobody seems to use.
  treeshake: false,
  plugins: [
    createRollupLicensePlugin({
      outputFilename: 'licenses.json',
      unacceptableLicenseTest: (license) => !PERMISSIVE.has(license),
    }),
  ],
  // Beside each other, as deep as they were in `src`: what is read from `schema` is found from there.
  output: { dir: 'dist', cleanDir: true },
});
