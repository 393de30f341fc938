import type { LinkRequest } from './links.ts';

/** Our choice, since the real rates are a table per company: with it the assembled example of the documentation comes out. */
const FEE_PER_10000 = 167n;
const TAX_PERCENT = 20n;

/** What a payment comes to, in lira; decimal digits throughout, exact for any number of them. */
export interface Charge {
  readonly gross: string;
  readonly net: string;
  readonly fee: string;
  readonly feeTax: string;
}

/** Fee and tax are rounded to whole kuruş, halves up. The dealer bears them unless the link adds them to the amount. */
export function chargeFor({ amount, addsCommission }: Pick<LinkRequest, 'amount' | 'addsCommission'>): Charge {
  const [whole = '0', fraction = ''] = amount.split('.');
  const scale = Math.max(2, fraction.length);
  const units = BigInt(whole + fraction.padEnd(scale, '0'));
  const unitsPerKurus = 10n ** BigInt(scale - 2);

  const fee = divideRounded(units * FEE_PER_10000, 10_000n * unitsPerKurus);
  const feeTax = divideRounded(fee * TAX_PERCENT, 100n);
  const both = (fee + feeTax) * unitsPerKurus;
  return {
    gross: addsCommission ? decimal(units + both, scale) : amount,
    net: addsCommission ? amount : decimal(units - both, scale),
    fee: decimal(fee, 2),
    feeTax: decimal(feeTax, 2),
  };
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

function decimal(units: bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
