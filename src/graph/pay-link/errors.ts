import type { PayLinkStatus } from '../../pay-links/status.ts';
import type { PaynetError } from '../../paynet/errors.ts';
import { builder } from '../builder.ts';
import { PaynetErrorInterface } from '../shared/errors.ts';
import { Failure } from '../shared/failures.ts';
import { PayLinkStatusType } from './types.ts';

interface UnknownEnd {
  readonly hasKey: boolean;
  readonly retryAfterMs: number | null;
  readonly cause: PaynetError | undefined;
}

/** Neither made nor not made, as far as anybody can tell. Never dressed up as a failure. */
export class PayLinkOutcomeUnknown extends Failure {
  readonly referenceNo: string;
  /** With a key, asking the same again tells; without one, it could make a second link. */
  constructor(referenceNo: string, { hasKey, retryAfterMs, cause }: UnknownEnd) {
    super('OUTCOME_UNKNOWN', hasKey && retryAfterMs !== null ? 'SAME_INPUT_LATER' : 'AFTER_CHECKING', {
      cause,
      retryAfterMs: retryAfterMs ?? undefined,
    });
    this.referenceNo = referenceNo;
  }
}

builder.objectType(PayLinkOutcomeUnknown, {
  name: 'PayLinkOutcomeUnknown',
  description:
    'The request left for Paynet, no usable answer came back, and looking for the link did not tell in time: it may exist, and may have been mailed or texted. With an `idempotencyKey` ask the same again, which never makes a second one; without one, look for `referenceNo` first.',
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

/** The key was used for another input: answering its link, or making another, would both be wrong. */
export class PayLinkKeyReused extends Failure {
  constructor() {
    super('IDEMPOTENCY_KEY_REUSED', 'WITH_CORRECTED_INPUT');
  }
}

builder.objectType(PayLinkKeyReused, {
  name: 'PayLinkKeyReused',
  description: 'The `idempotencyKey` stands for a link with another input. Nothing was made; use a key of its own.',
  interfaces: [PaynetErrorInterface],
});

/** Paynet finds links by their reference, so with two of one reference nobody could tell which was made. */
export class PayLinkReferenceTaken extends Failure {
  readonly referenceNo: string;
  constructor(referenceNo: string) {
    super('REFERENCE_TAKEN', 'WITH_CORRECTED_INPUT');
    this.referenceNo = referenceNo;
  }
}

builder.objectType(PayLinkReferenceTaken, {
  name: 'PayLinkReferenceTaken',
  description:
    'Another link has the `referenceNo` already, so one with an `idempotencyKey` cannot be told from it. Nothing was made and nothing was switched off.',
  interfaces: [PaynetErrorInterface],
  fields: (t) => ({
    referenceNo: t.exposeString('referenceNo', {
      nullable: false,
      description: 'The reference that was given, by which the other link can be read.',
    }),
  }),
});
