import { readFileSync, writeFileSync } from 'node:fs';
import type { Results } from './results.ts';
import { costTable, surroundings } from './table.ts';

const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- measured: npm run bench writes what stands here -->\n';
const END = '<!-- /measured -->';

/** Puts what was measured last into the README, in the place that is kept for it. */
export function refreshReadme(results: Results): void {
  const text = readFileSync(README, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error('The README keeps no place for what is measured');
  writeFileSync(README, `${before}${BEGIN}\n${measured(results)}\n\n${END}${after}`);
}

function measured(results: Results): string {
  return [
    costTable(results),
    '',
    `${surroundings(results)} All of it is in [bench/results](bench/results/results.md).`,
    '',
    '![CPU time of one operation as a multiple of the pass-through](bench/results/chart.svg)',
  ].join('\n');
}
