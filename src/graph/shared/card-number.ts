const MIN_DIGITS = 13;
const MAX_DIGITS = 19;

/** Digits with at most three characters between them that are neither letters nor digits. */
const DIGIT_GROUPS = /\d+(?:[\s\p{P}\p{S}]{1,3}\d+)*/gu;

/** A UUID, or as many hexadecimal digits as a hash or a reference of this layer has. */
const IDENTIFIER = /(?<![\da-z])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32,64})(?![\da-z])/gi;
/** A card's chip and stripe write the number in hexadecimal digits too, but of the letters only D and F. */
const LETTERS_OF_IDENTIFIER = 3;

/** How the numbers of payment cards begin: Visa, Mastercard, Maestro, Amex and its like, UnionPay, Troy. */
const ISSUER = /^(?:4|5|6|3[04-9]|2[2-7]|8[12]|9792)/;

/**
 * Whether a text holds something that could be a card number: 13 to 19 digits that pass the Luhn check. Digits that stand
 * together are refused however they begin, and one in ten long order numbers passes by chance; that is the price of never
 * taking a card number. Digits in groups must look and begin like a card's, and so must digits inside a longer run, or
 * dates with times and lists of phone numbers would be refused. The digits of identifiers are random, and are no card's.
 */
export function holdsCardNumber(text: string): boolean {
  if (hasTooFewDigits(text)) return false;
  // As it is, and as a URL may write it: a percent sign before digits need not be an encoding.
  return holdsCard(text) || (text.includes('%') && holdsCard(percentDecoded(text)));
}

const PERCENT = 37;
const ZERO = 48;
const NINE = 57;

/** Nearly every text, so the rest need not be looked at closely. */
function hasTooFewDigits(text: string): boolean {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) digits += 1;
    else if (mayBeDisguise(code)) return false;
  }
  return digits < MIN_DIGITS;
}

/** What may hide a digit or stand for one: not ASCII but for the percent sign, nor the Latin letters of Europe. */
function mayBeDisguise(code: number): boolean {
  return code === PERCENT || (code > 0x7f && (code < 0xc0 || code > 0x24f));
}

function holdsCard(text: string): boolean {
  for (const [found] of withoutIdentifiers(plainDigits(text)).matchAll(DIGIT_GROUPS)) {
    const groups = found.match(/\d+/g) ?? [];
    if (groups.some((group) => isCandidate(group) || holdsCardInside(group))) return true;
    for (let first = 0; first < groups.length; first += 1) {
      for (let end = first + 2; end <= groups.length && end - first <= MAX_DIGITS; end += 1) {
        if (isGroupedCard(groups.slice(first, end))) return true;
      }
    }
  }
  return false;
}

function withoutIdentifiers(text: string): string {
  return text.replace(IDENTIFIER, (found) => {
    const letters = new Set(found.toLowerCase().replace(/[^a-f]/g, ''));
    return letters.size >= LETTERS_OF_IDENTIFIER ? 'identifier' : found;
  });
}

/** Groups of one size, the last one perhaps shorter, or those of American Express and Diners. */
function isGroupedCard(groups: readonly string[]): boolean {
  const sizes = groups.map(({ length }) => length);
  const [size = 0] = sizes;
  const isEven = sizes.every((each, index) => each === size || (index === sizes.length - 1 && each < size));
  const digits = groups.join('');
  return (isEven || /^4,6,[45]$/.test(sizes.join())) && ISSUER.test(digits) && isCandidate(digits);
}

/** Whether any part of a run of digits is one of a card. Longer runs are looked at as far as a card could reach. */
function holdsCardInside(run: string): boolean {
  for (let start = 0; start + MIN_DIGITS <= run.length; start += 1) {
    if (!ISSUER.test(run.slice(start, start + 4))) continue;
    for (let length = MIN_DIGITS; length <= MAX_DIGITS && start + length <= run.length; length += 1) {
      if (isCandidate(run.slice(start, start + length))) return true;
    }
  }
  return false;
}

/** The milliseconds since 1970, in this age: the commonest number in keys and references. No card's thirteen begin so. */
const MOMENT = /^1\d{12}$/;

function isCandidate(digits: string): boolean {
  return !MOMENT.test(digits) && digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS && passesLuhn(digits);
}

function percentDecoded(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The text with what hides a digit taken away: other scripts, invisible characters. */
function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** A digit of any script as its value: every script has its ten in one row, beginning at a zero. */
function valueOf(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  const last = code;
  while (last - code < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) code -= 1;
  return (last - code) % 10;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
