/** What people put between the digits of a card number. */
const SEPARATOR = '[ .\\-\\u00a0\\u2010-\\u2015]';
const DIGITS_WITH_SEPARATORS = new RegExp(`\\d(?:${SEPARATOR}?\\d){12,}`, 'g');
const MIN_DIGITS = 13;
const MAX_DIGITS = 19;

/**
 * Whether a text holds something that could be a card number: 13 to 19 digits that pass the Luhn check, also with
 * separators between groups, and in any script's digits. One in ten long numbers passes by chance; refusing such an
 * order number is the price of never taking a card number.
 */
export function holdsCardNumber(text: string): boolean {
  for (const [run] of text.normalize('NFKC').matchAll(DIGITS_WITH_SEPARATORS)) {
    const groups = run.match(/\d+/g) ?? [];
    for (let first = 0; first < groups.length; first += 1) {
      let digits = '';
      for (const group of groups.slice(first)) {
        digits += group;
        if (digits.length > MAX_DIGITS) break;
        if (digits.length >= MIN_DIGITS && passesLuhn(digits)) return true;
      }
    }
  }
  return false;
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
