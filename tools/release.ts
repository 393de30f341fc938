import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * Makes the present schema the contract that the next release is compared with, and has the layer go on to take the
 * present ready-made operations by their ids: apps that were built with them outlive them.
 */
const MANIFEST = 'schema/persisted-operations.json';
const RELEASED_MANIFEST = 'schema/released-operations.json';

const manifest = z.object({
  format: z.string(),
  version: z.number(),
  operations: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), body: z.string() })),
});
const read = (path: string) => readFileSync(path, 'utf8');
const readManifest = (path: string) => manifest.parse(JSON.parse(read(path)));

const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
if (!read('CHANGELOG.md').includes(`\n## ${version}\n`)) {
  throw new Error(`CHANGELOG.md has no heading "## ${version}": rename "Unreleased", and begin a new one above it`);
}

writeFileSync('schema/released.graphql', `# The contract of version ${version}.\n\n${read('schema/paynet.graphql')}`);

const released = readManifest(RELEASED_MANIFEST);
const known = new Set(released.operations.map(({ id }) => id));
const added = readManifest(MANIFEST).operations.filter(({ id }) => !known.has(id));
const operations = [...released.operations, ...added];
writeFileSync(RELEASED_MANIFEST, `${JSON.stringify({ ...released, operations }, null, 2)}\n`);
console.log(`Version ${version} is the contract now; ${added.length} more operations stay known by their ids.`);
