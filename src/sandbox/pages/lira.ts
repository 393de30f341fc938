import type { Language } from './language.ts';

/** An amount of lira as people of that language write it, its kuruş apart so that a page can set them smaller. */
export interface Lira {
  /** Sign and grouped whole lira: `₺1.249`. */
  readonly whole: string;
  /** Separator and at least two digits: `,90`. All digits that were asked for are kept, also a third one. */
  readonly fraction: string;
}

/** `amount` is digits with a dot at most, of any length: it never becomes a binary double. */
export function formatLira(amount: string, language: Language): Lira {
  const [whole = '0', fraction = ''] = amount.split('.');
  const grouped = new Intl.NumberFormat(language).format(BigInt(whole));
  return { whole: `₺${grouped}`, fraction: `${language === 'tr' ? ',' : '.'}${fraction.padEnd(2, '0')}` };
}
