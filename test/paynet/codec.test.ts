import { describe, expect, it } from 'vitest';
import { list, type Members, optional, orNull, record, Unreadable } from '../../src/paynet/codec.ts';
import { agentOperations } from '../../src/paynet/services/agent.ts';
import { mailOrderOperations } from '../../src/paynet/services/mail-order.ts';
import { address, flag, lira, requiredText, text } from '../../src/paynet/wire.ts';

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
