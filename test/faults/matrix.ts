import type { FaultGroup, FaultRow } from './rows.ts';

/** How one test of the run ended. */
export interface TestEnd {
  /** Its own name, which begins with the number of its row, or of several with spaces between. */
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
}

/** A row and what was seen of it. */
export interface Verdict extends FaultRow {
  readonly tests: number;
  readonly passed: number;
  readonly files: readonly string[];
}

/** The rows a test is about. */
const NUMBERS = /^(?:F(?:\d\d|-[a-z]+) )+/;

function numbersOf(name: string): string[] {
  return NUMBERS.exec(name)?.[0].trim().split(' ') ?? [];
}

function judge(row: FaultRow, ends: readonly TestEnd[]): Verdict {
  const own = ends.filter(({ name }) => numbersOf(name).includes(row.number));
  return {
    ...row,
    tests: own.length,
    passed: own.filter(({ state }) => state === 'passed').length,
    files: [...new Set(own.map(({ file }) => file))].toSorted(),
  };
}

/** Everything that keeps the matrix from being complete, in words; nothing where all is well. */
export function problems(groups: readonly FaultGroup[], ends: readonly TestEnd[]): string[] {
  const rows = groups.flatMap((group) => group.rows);
  const known = new Set<string>(rows.map(({ number }) => number));
  return [
    ...[...Map.groupBy(rows, ({ number }) => number)]
      .filter(([, same]) => same.length > 1)
      .map(([number]) => `${number} stands in the list twice`),
    ...rows.map((row) => judge(row, ends)).flatMap(problemOf),
    ...ends
      .filter(({ name }) => numbersOf(name).length === 0 || numbersOf(name).some((each) => !known.has(each)))
      .map(({ name, file }) => `${file}: "${name}" does not begin with the number of a row`),
  ];
}

function problemOf({ number, tests, passed, untestable }: Verdict): string[] {
  if (tests === 0) return untestable === undefined ? [`${number} has neither a test nor a reason for having none`] : [];
  if (untestable !== undefined) return [`${number} has tests, and a reason for having none`];
  return passed === tests ? [] : [`${number}: ${tests - passed} of ${tests} tests did not pass`];
}

/** The matrix as it stands in a terminal. */
export function asText(groups: readonly FaultGroup[], ends: readonly TestEnd[]): string {
  return groups
    .flatMap(({ title, rows }) => ['', title, ...rows.map((row) => line(judge(row, ends)))])
    .concat('')
    .join('\n');
}

function line({ number, fault, answer, tests, passed, untestable }: Verdict): string {
  const seen = untestable === undefined ? `${passed}/${tests}` : 'no test';
  return `  ${number.padEnd(11)} ${seen.padStart(7)}  ${fault}\n${' '.repeat(23)}-> ${untestable ?? answer}`;
}

/** The matrix as a document. The same for the same result, wherever and whenever it was run. */
export function asMarkdown(groups: readonly FaultGroup[], ends: readonly TestEnd[]): string {
  const tables = groups.map(({ title, rows }) => {
    const verdicts = rows.map((row) => markdownRow(judge(row, ends)));
    return [
      `## ${title}`,
      '',
      '| | fault | what the layer does | tests | passed |',
      '|---|---|---|---|---|',
      ...verdicts,
    ];
  });
  return `${[
    '# Faults',
    '',
    'What this layer does when something goes wrong, and the tests that show it. Written by `npm run test:faults` from its',
    'own result; do not edit. Tests ask over HTTP and go through the whole layer and real sockets to a pretend Paynet, where',
    'need be behind a proxy that breaks what it is told to break, and look at what was answered, what left for Paynet, which',
    'links exist afterwards, and that nothing was told to anybody it is not for.',
    ...tables.flatMap((table) => ['', ...table]),
  ].join('\n')}\n`;
}

function markdownRow({ number, fault, answer, tests, passed, files, untestable }: Verdict): string {
  if (untestable !== undefined) return `| ${number} | ${fault} | not tested: ${untestable} | – | – |`;
  const links = files.map((file) => `[${file.replace(/^test\/faults\/|\.test\.ts$/g, '')}](../${file})`).join(', ');
  return `| ${number} | ${fault} | ${answer} | ${tests}${links === '' ? '' : `: ${links}`} | ${passed === tests && tests > 0 ? 'yes' : '**no**'} |`;
}
