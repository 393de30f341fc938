import type { PaynetOutcomeUnknown } from '../../paynet/errors.ts';
import { builder } from '../builder.ts';
import { PaynetErrorInterface } from '../shared/errors.ts';
import { Failure } from '../shared/failures.ts';

/** Neither made nor not made, as far as anybody can tell. Never dressed up as a failure. */
export class PayLinkOutcomeUnknown extends Failure {
  readonly referenceNo: string;
  constructor(referenceNo: string, cause: PaynetOutcomeUnknown) {
    super('OUTCOME_UNKNOWN', 'NEVER', { cause });
    this.referenceNo = referenceNo;
  }
}

builder.objectType(PayLinkOutcomeUnknown, {
  name: 'PayLinkOutcomeUnknown',
  description:
    'The request left for Paynet and no usable answer came back, so a link may exist, and may have been mailed or texted. Making it again could make a second one.',
  interfaces: [PaynetErrorInterface],
  fields: (t) => ({
    referenceNo: t.exposeString('referenceNo', {
      nullable: false,
      description: 'The reference that was sent: if the link exists, Paynet knows it by this.',
    }),
  }),
});
