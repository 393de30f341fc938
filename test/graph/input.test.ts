import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsCardNumber } from '../../src/graph/shared/card-number.ts';
import { isPublicHttpsUrl } from '../../src/graph/shared/public-url.ts';

/** A card number that begins so: random digits, and the check digit that makes them pass the Luhn check. */
const beginningWith = (beginning: fc.Arbitrary<string>, lengths = fc.integer({ min: 13, max: 19 })) =>
  fc.tuple(beginning, lengths).chain(([first, length]) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), {
        minLength: length - 1 - first.length,
        maxLength: length - 1 - first.length,
      })
      .map((random) => {
        const digits = [...first.split('').map(Number), ...random];
        const sum = digits.toReversed().reduce((total, digit, index) => {
          const weighted = index % 2 === 0 ? digit * 2 : digit;
          return total + (weighted > 9 ? weighted - 9 : weighted);
        }, 0);
        return [...digits, (10 - (sum % 10)) % 10].join('');
      }),
  );

const anyNumber = beginningWith(fc.constantFrom('', '0', '1', '4')).filter((number) => !isMoment(number));
/** Thirteen digits that begin with a 1: no card's, and the milliseconds since 1970 from 2001 to 2033. */
function isMoment(number: string): boolean {
  return number.startsWith('1') && number.length === 13;
}

const cardNumber = beginningWith(
  fc.constantFrom('4', '51', '55', '2221', '34', '37', '36', '62', '9792', '6011', '81'),
);

const noDigits = fc
  .string()
  .filter(
    (text) =>
      !/[\p{Nd}]/u.test(text.normalize('NFKC')) &&
      !/[ .\-\u00a0\u2010-\u2015]$|^[ .\-\u00a0\u2010-\u2015]/.test(text.normalize('NFKC')),
  );

describe('a card number', () => {
  it('is found inside any other text', () => {
    fc.assert(
      fc.property(anyNumber, noDigits, noDigits, (number, before, after) =>
        holdsCardNumber(`${before}${number}${after}`),
      ),
    );
  });

  it('is found in groups, whatever people put between', () => {
    fc.assert(
      fc.property(
        cardNumber,
        fc.constantFrom(' ', '-', '.', '\u00a0', '\u2013', '/', '_', '\n', '  ', ' - ', '%20'),
        (number, separator) => holdsCardNumber(number.match(/.{1,4}/g)?.join(separator) ?? ''),
      ),
    );
  });

  it('is found whatever character stands for one of its digits', () => {
    const NUMBER = '4692066323197885';
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const character = String.fromCodePoint(code);
      const digit = character.normalize('NFKC');
      if (/^[0-9]$/.test(digit))
        expect(holdsCardNumber(NUMBER.replace(digit, character)), `U+${code.toString(16)}`).toBe(true);
    }
  });

  it.each([
    ['full width', 0xff10],
    ['Arabic', 0x0660],
    ['Devanagari', 0x0966],
  ])('is found in the digits of another script: %s', (_script, zero) => {
    fc.assert(
      fc.property(anyNumber, (number) =>
        holdsCardNumber(
          number
            .split('')
            .map((digit) => String.fromCodePoint(zero + Number(digit)))
            .join(''),
        ),
      ),
    );
  });

  it('is found with invisible characters in it', () => {
    fc.assert(fc.property(anyNumber, (number) => holdsCardNumber(number.split('').join('\u200b'))));
  });

  it('is found inside a longer run, with zeros before or expiry and code behind', () => {
    fc.assert(
      fc.property(cardNumber, (number) => holdsCardNumber(`00000000${number}`) && holdsCardNumber(`${number}1226000`)),
    );
  });

  it('is found with its expiry written behind it', () => {
    fc.assert(
      fc.property(cardNumber, (number) => holdsCardNumber(`${number} 12/26`) && holdsCardNumber(`${number}-12-26`)),
    );
  });

  it('is not seen in what fails the Luhn check', () => {
    // Of the shortest length, so that no part of it could be one.
    const shortest = beginningWith(fc.constantFrom('', '4', '5'), fc.constant(13));
    fc.assert(
      fc.property(shortest, fc.integer({ min: 1, max: 9 }), (number, shift) => {
        const last = (Number(number.at(-1)) + shift) % 10;
        return !holdsCardNumber(number.slice(0, -1) + last);
      }),
    );
  });

  it.each([
    'ORD-2024-118',
    '0212 4447729',
    '2026-11-22T10:15:00',
    '5f0c9a9e-2cf0-4596-b0c5-c027de671e49',
    '120.10',
    '123456789012',
    '2026-11-22 10:15:30',
    '12.05.2026 14:30:22',
    '+90 530 123 45 67, 0212 444 77 29',
    '1795310549867',
    '54f16814-4704-4710-9619-1e7b1109225a',
    'pl-5f0c9a9e2cf04596b0c5c027de671e494111111111111111',
    'ORDER-54F16814-4704-4710-9619-1E7B1109225A',
  ])('is not seen in %s', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  it('is not seen in a moment in milliseconds, of which one in ten passes the Luhn check', () => {
    const moment = fc.date({ min: new Date('2001-10-01'), max: new Date('2033-05-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (at) => !holdsCardNumber(`order-${at.getTime()}`)),
      { numRuns: 10_000 },
    );
    expect(holdsCardNumber('4222222222222')).toBe(true);
  });

  it('is not seen in an identifier, though one random UUID in some thousand has the digits of a card', () => {
    const group = fc.stringMatching(/^\d{4}$/);
    fc.assert(
      fc.property(fc.uuid(), fc.tuple(group, group, group), (uuid, groups) => {
        const [first, , , , last = ''] = uuid.split('-');
        return !holdsCardNumber([`abc${first?.slice(3)}`, ...groups, last].join('-'));
      }),
      { numRuns: 20_000 },
    );
  });

  it('is seen beside an identifier, and in what only looks like one', () => {
    const uuid = '54f16814-4704-4710-9619-1e7b1109225a';
    fc.assert(fc.property(cardNumber, (number) => holdsCardNumber(`${uuid} ${number}`)));
    // What a card's chip and stripe hold: the number, a D, and more digits.
    expect(holdsCardNumber('4111111111111111D251210100000000F')).toBe(true);
  });
});

describe('an address a caller gives', () => {
  it.each([
    'https://merchant.example/pay/ok',
    'https://www.example.com.tr:8443/a/b?c=d&e=%20#f',
    'HTTPS://EXAMPLE.COM',
    'https://93.184.216.34/ok',
    'https://[2606:2800:220:1::1]/ok',
  ])('is taken: %s', (url) => {
    expect(isPublicHttpsUrl(url)).toBe(true);
  });

  it.each([
    [
      'no https',
      [
        'http://example.com',
        'ftp://example.com',
        'javascript:alert(1)',
        'data:text/html,x',
        '//example.com',
        'https:example.com',
        '',
      ],
    ],
    [
      'this machine',
      [
        'https://localhost',
        'https://a.localhost',
        'https://127.0.0.1',
        'https://127.1',
        'https://2130706433',
        'https://0x7f.1',
        'https://0177.0.0.1',
        'https://0',
        'https://[::1]',
        'https://[::ffff:127.0.0.1]',
        'https://[::]',
      ],
    ],
    [
      'a private network',
      [
        'https://10.0.0.1',
        'https://172.16.0.1',
        'https://192.168.1.1',
        'https://169.254.169.254/latest/meta-data',
        'https://100.64.0.1',
        'https://[fd00::1]',
        'https://[fe80::1]',
        'https://[64:ff9b::7f00:1]',
        'https://router.lan',
        'https://db.internal',
        'https://printer.local',
        'https://intranet',
      ],
    ],
    [
      'credentials',
      [
        'https://user@example.com',
        'https://user:pass@example.com',
        'https://@example.com',
        'https://example.com@evil.example',
      ],
    ],
    [
      'characters a browser rewrites',
      [
        'https://exam\tple.com',
        'https://example.com/\n',
        ' https://example.com',
        'https:\\\\example.com',
        'https://example.com\\@evil.example',
        'https://example.com/\u0000',
        'https://exаmple.com',
        'https://example\u3002com',
      ],
    ],
    [
      'a name that can look like another',
      ['https://xn--exmple-4nf.com', 'https://example.com.', 'https://example..com'],
    ],
    ['more than it should', [`https://example.com/${'a'.repeat(2_048)}`]],
  ])('is refused with %s', (_why, urls) => {
    for (const url of urls) expect([url, isPublicHttpsUrl(url)]).toEqual([url, false]);
  });

  it('is never a loopback or private address in any notation of IPv4', () => {
    const isPrivate = fc
      .constantFrom([127, 0], [10, 0], [192, 168], [169, 254], [172, 16], [0, 0])
      .chain(([a = 0, b = 0]) => fc.tuple(fc.constant(a), fc.constant(b), fc.nat(255), fc.nat(255)));
    const notation = fc.constantFrom<(parts: readonly number[]) => string>(
      (parts) => parts.join('.'),
      (parts) => parts.map((part) => `0x${part.toString(16)}`).join('.'),
      (parts) => parts.map((part) => `0${part.toString(8)}`).join('.'),
      (parts) => String(parts.reduce((sum, part) => sum * 256 + part, 0)),
      ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
      (parts) => `[::ffff:${parts.join('.')}]`,
    );
    fc.assert(fc.property(isPrivate, notation, (parts, write) => !isPublicHttpsUrl(`https://${write(parts)}/`)));
  });
});
