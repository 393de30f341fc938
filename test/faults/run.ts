/**
 * Runs the tests of every fault, prints the matrix and writes it to `docs/faults.md`: `npm run test:faults`. With
 * `--check` the file must be as it would be written. Fails where a row did not pass, or has neither a test nor a reason
 * for having none.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { asMarkdown, asText, problems, type TestEnd } from './matrix.ts';
import { GROUPS } from './rows.ts';

const DOCUMENT = 'docs/faults.md';

const { values } = parseArgs({ options: { check: { type: 'boolean' }, fuzz: { type: 'string' } } });
if (values.fuzz !== undefined) process.env['FUZZ_REQUESTS'] = values.fuzz;

const vitest = await startVitest([], { project: 'faults', watch: false });
const ends = vitest.state.getTestModules().flatMap((module) =>
  [...module.children.allTests()].map(
    (test): TestEnd => ({
      name: test.name,
      file: relative(process.cwd(), module.moduleId),
      state: test.result().state,
    }),
  ),
);
const broken = [
  ...problems(GROUPS, ends),
  // A file that cannot even be loaded has no tests that could fail.
  ...vitest.state
    .getTestModules()
    .filter((module) => module.errors().length > 0)
    .map((module) => `${relative(process.cwd(), module.moduleId)} could not be run`),
  ...vitest.state.getUnhandledErrors().map(() => 'an error that no test caught'),
];
await vitest.close();

console.log(asText(GROUPS, ends));
const document = asMarkdown(GROUPS, ends);
if (values.check !== true) writeFileSync(DOCUMENT, document);
else if (readFileSync(DOCUMENT, 'utf8') !== document) {
  broken.push(`${DOCUMENT} is not what this run shows; npm run test:faults writes it`);
}
for (const problem of broken) console.error(problem);
console.log(broken.length === 0 ? 'Every fault is survived.' : `${broken.length} things are not as they must be.`);
process.exitCode = broken.length === 0 ? 0 : 1;
