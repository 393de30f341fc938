import type { Decimal } from '../../paynet/wire.ts';
import { builder } from '../builder.ts';

export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

export const MoneyType = builder.objectRef<Money>('PaynetMoney').implement({
  description: 'An exact amount of money.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'Decimal',
      nullable: false,
      description: 'In units of the currency, not in hundredths: `"120.10"` is 120 lira and 10 kuruş.',
    }),
    currency: t.exposeString('currency', {
      nullable: false,
      description: 'ISO 4217 code. Paynet documents no other currency than `TRY` for payment links.',
    }),
  }),
});
