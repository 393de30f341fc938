import type { PaynetOutcomeUnknown } from '../../paynet/errors.ts';
import { builder } from '../builder.ts';
import { PaynetErrorInterface } from '../shared/errors.ts';
import { Failure } from '../shared/failures.ts';
import type { PayLinkStatus } from './model.ts';
import { PayLinkStatusType } from './types.ts';

/** Neither made nor not made, as far as anybody can tell. Never dressed up as a failure. */
export class PayLinkOutcomeUnknown extends Failure {
  readonly referenceNo: string;
  constructor(referenceNo: string, cause: PaynetOutcomeUnknown) {
    super('OUTCOME_UNKNOWN', 'AFTER_CHECKING', { cause });
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

/** There is none, or it is somebody else's: both look the same. */
export class PayLinkNotFound extends Failure {
  constructor() {
    super('PAY_LINK_NOT_FOUND', 'NEVER');
  }
}

builder.objectType(PayLinkNotFound, {
  name: 'PayLinkNotFound',
  description: 'There is no such link, or it is not the caller’s to see; deliberately not said which.',
  interfaces: [PaynetErrorInterface],
});

/** The link's state is final. */
export class PayLinkNotChangeable extends Failure {
  readonly status: PayLinkStatus;
  constructor(status: PayLinkStatus) {
    super('PAY_LINK_NOT_CHANGEABLE', 'NEVER');
    this.status = status;
  }
}

builder.objectType(PayLinkNotChangeable, {
  name: 'PayLinkNotChangeable',
  description:
    'The link was paid or has expired, so it can be switched neither off nor on. Paynet documents no way back.',
  interfaces: [PaynetErrorInterface],
  fields: (t) => ({
    status: t.expose('status', { type: PayLinkStatusType, nullable: false, description: 'The final state it is in.' }),
  }),
});
