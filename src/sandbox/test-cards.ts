export interface TestCard {
  readonly id: string;
  /** What the payment page calls it, in every language. */
  readonly name: string;
  readonly number: string;
  readonly bankId: string;
  readonly bankName: string;
}

/**
 * Paynet's published test cards, those whose programme the documentation names; all of them have a 3-D password there.
 * A number leaves the sandbox only as `sandbox:confirm:full-pan`; the page and its form know names alone.
 */
export const TEST_CARDS = [
  { id: 'axess-visa', name: 'Axess (Visa, 3-D)', number: '4355084355084358', bankId: 'AXSS', bankName: 'Axess' },
  {
    id: 'axess-mastercard',
    name: 'Axess (MasterCard, 3-D)',
    number: '5571135571135575',
    bankId: 'AXSS',
    bankName: 'Axess',
  },
  {
    id: 'cardfinans-visa',
    name: 'CardFinans (Visa, 3-D)',
    number: '4022774022774026',
    bankId: 'FINS',
    bankName: 'CardFinans',
  },
  {
    id: 'cardfinans-mastercard',
    name: 'CardFinans (MasterCard, 3-D)',
    number: '5456165456165454',
    bankId: 'FINS',
    bankName: 'CardFinans',
  },
  { id: 'maximum-visa', name: 'Maximum (Visa, 3-D)', number: '4508034508034509', bankId: 'MAXM', bankName: 'Maximum' },
  {
    id: 'maximum-mastercard',
    name: 'Maximum (MasterCard, 3-D)',
    number: '5406675406675403',
    bankId: 'MAXM',
    bankName: 'Maximum',
  },
  { id: 'paraf-visa', name: 'Paraf (Visa, 3-D)', number: '4531444531442283', bankId: 'PARF', bankName: 'Paraf' },
  {
    id: 'paraf-mastercard',
    name: 'Paraf (MasterCard, 3-D)',
    number: '5818775818772285',
    bankId: 'PARF',
    bankName: 'Paraf',
  },
] as const satisfies readonly TestCard[];

export type TestCardId = (typeof TEST_CARDS)[number]['id'];

export function findTestCard(id: string): TestCard | undefined {
  return TEST_CARDS.find((card) => card.id === id);
}
