import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { list, type Members, optional, orNull, record, Unreadable } from '../../src/paynet/codec.ts';
import { agentOperations } from '../../src/paynet/services/agent.ts';
import { mailOrderOperations } from '../../src/paynet/services/mail-order.ts';
import { address, day, flag, isDay, lira, requiredText, text } from '../../src/paynet/wire.ts';

const ROW = { id: 'value', amount: 'value' } as const;
const row = record(ROW, (_wire, strict) => ({
  amount: strict.read('amount', lira),
  id: strict.read('id', requiredText),
}));
const page = record({ rows: ROW, name: 'value', isLast: 'value' }, (wire, strict) => ({
  isLast: strict.read('isLast', flag),
  name: text(wire.name),
  rows: strict.read('rows', optional(list(row.read))),
}));

const misfits = (value: unknown) => {
  const made = page.read(value);
  return made instanceof Unreadable ? made.describe() : made;
};

describe('an answer', () => {
  it('is what is made of its members, and any may be missing', () => {
    const rows = [{ id: 7, amount: '120.10', unknown: 1 }];
    expect(page.read({ rows, name: ' page ', isLast: 'true' })).toStrictEqual({
      isLast: true,
      name: 'page',
      rows: [{ amount: '120.10', id: '7' }],
    });
    expect(page.read({})).toStrictEqual({ isLast: null, name: null, rows: null });
  });

  it('that cannot be read says so of every member, in the order of their names, and of no value', () => {
    expect(misfits({ isLast: 'planted', rows: [{ id: 'a' }, { amount: 'planted' }, 'planted'] })).toBe(
      'rows.1.id: expected text; rows.1.amount: expected an amount; rows.2: unexpected type; isLast: expected true or false',
    );
    for (const rows of [{}, 'planted', true]) expect(misfits({ rows })).toBe('rows: unexpected type');
  });

  it.each([undefined, null, [], [{}], 'text', 1, true])('is no object where it is %j', (value) => {
    expect(page.read(value)).toBeInstanceOf(Unreadable);
    expect(orNull(page.read)(value)).toBeNull();
  });
});

/** An object whose members tell that they are asked for. */
function watched(members: Members, asked: Set<string>, wrap: (object: object) => unknown, path = ''): object {
  const object = {};
  for (const [name, member] of Object.entries(members)) {
    const get = () => {
      asked.add(path + name);
      return member === 'value' ? undefined : wrap(watched(member, asked, wrap, `${path}${name}.`));
    };
    Object.defineProperty(object, name, { get });
  }
  return object;
}

const pathsOf = (members: Members, path = ''): string[] =>
  Object.entries(members).flatMap(([name, member]) => [
    path + name,
    ...(member === 'value' ? [] : pathsOf(member, `${path}${name}.`)),
  ]);

const operations = { ...agentOperations(address), ...mailOrderOperations(address) };

describe.each(Object.values(operations))('the answer of $name', ({ answer }) => {
  it('is read from all the members that are watched', () => {
    const asked = new Set<string>();
    for (const wrap of [(object: object) => object, (object: object) => [object]])
      answer.read(watched(answer.members, asked, wrap));
    expect([...asked].toSorted()).toEqual(pathsOf(answer.members).toSorted());
  });
});

describe('a day', () => {
  const digits = (length: number, max: number) =>
    fc.integer({ min: 0, max }).map((number) => String(number).padStart(length, '0'));
  const date = fc.tuple(digits(4, 9_999), digits(2, 13), digits(2, 33)).map((parts) => parts.join('-'));
  const leapDay = digits(4, 9_999).map((year) => `${year}-02-29`);
  /** An engine takes 2026-02-30 for the second of March. */
  const isInCalendar = (text: string) => {
    const at = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  };

  it('is one of the calendar, leap years and all, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(date, leapDay), fc.constantFrom('', ' ', 'T00:00:00', ' 12:00'), (text, behind) => {
        expect(isDay(text)).toBe(isInCalendar(text));
        expect(day(` ${text}${behind}`)).toEqual(isInCalendar(text) ? text : expect.any(Unreadable));
      }),
      { numRuns: 10_000 },
    );
    for (const text of ['2000-02-29', '2024-02-29', '2026-12-31']) expect(isDay(text)).toBe(true);
    for (const text of ['1900-02-29', '2026-02-29', '2026-04-31', '2026-00-01', '2026-13-01', '2026-01-00'])
      expect(isDay(text)).toBe(false);
  });

  it.each(['', '2026-1-1', '2026-01-011', '20260101', '2026-01-01x', '+002026-01-01', '२०२६-०१-०१'])(
    'is not made of "%s"',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(day(text)).toBeInstanceOf(Unreadable);
    },
  );
});
