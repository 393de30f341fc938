import { describe, expect, it } from 'vitest';
import { asMarkdown, asText, problems, type TestEnd } from './faults/matrix.ts';
import type { FaultGroup, FaultRow } from './faults/rows.ts';

const row = (number: FaultRow['number'], more: Partial<FaultRow> = {}): FaultRow => ({
  number,
  fault: `fault ${number}`,
  answer: `answer ${number}`,
  ...more,
});
const end = (name: string, state: TestEnd['state'] = 'passed', file = 'test/faults/a.test.ts'): TestEnd => ({
  name,
  file,
  state,
});
const GROUPS: readonly FaultGroup[] = [
  { title: 'One', rows: [row('F01'), row('F02')] },
  { title: 'Two', rows: [row('F03', { untestable: 'there is no such thing here' }), row('F-secrets')] },
];
const ALL_WELL = [end('F01 F02 both'), end('F02 alone', 'passed', 'test/faults/b.test.ts'), end('F-secrets none')];

describe('the matrix of faults', () => {
  it('is complete where every row has passing tests, or a reason for having none', () => {
    expect(problems(GROUPS, ALL_WELL)).toEqual([]);
  });

  it.each<[string, readonly TestEnd[], string]>([
    ['a row without a test', ALL_WELL.slice(0, 2), 'F-secrets has neither a test nor a reason for having none'],
    ['a test that failed', [...ALL_WELL, end('F01 more', 'failed')], 'F01: 1 of 2 tests did not pass'],
    ['a test that was skipped', [...ALL_WELL, end('F01 more', 'skipped')], 'F01: 1 of 2 tests did not pass'],
    ['a reason beside a test', [...ALL_WELL, end('F03 all the same')], 'F03 has tests, and a reason for having none'],
    [
      'a test of no row',
      [...ALL_WELL, end('F99 unknown')],
      'test/faults/a.test.ts: "F99 unknown" does not begin with the number of a row',
    ],
    [
      'a test without a number',
      [...ALL_WELL, end('says F01 too late')],
      'test/faults/a.test.ts: "says F01 too late" does not begin with the number of a row',
    ],
  ])('is not complete with %s', (_what, ends, problem) => {
    expect(problems(GROUPS, ends)).toEqual([problem]);
  });

  it('is not complete with a number that was given twice', () => {
    expect(problems([...GROUPS, { title: 'Three', rows: [row('F01')] }], ALL_WELL)).toEqual([
      'F01 stands in the list twice',
    ]);
  });

  it('is the same document in whichever order tests ended', () => {
    expect(asMarkdown(GROUPS, ALL_WELL.toReversed())).toBe(asMarkdown(GROUPS, ALL_WELL));
  });

  it('says of each row what happens, which tests show it, and whether they passed', () => {
    const document = asMarkdown(GROUPS, [...ALL_WELL, end('F01 more', 'failed')]);
    expect(document).toContain('| F01 | fault F01 | answer F01 | 2: [a](../test/faults/a.test.ts) | **no** |');
    expect(document).toContain(
      '| F02 | fault F02 | answer F02 | 2: [a](../test/faults/a.test.ts), [b](../test/faults/b.test.ts) | yes |',
    );
    expect(document).toContain('| F03 | fault F03 | not tested: there is no such thing here | – | – |');
    expect(asText(GROUPS, ALL_WELL)).toMatch(/F02 +2\/2 +fault F02\n +-> answer F02\n/);
  });
});
