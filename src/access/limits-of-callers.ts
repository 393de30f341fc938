import { CountedBy, type LimitReached, type Limits, type Taken } from './limits.ts';

export interface AutologinLimit {
  /** For one more address into a user's portal. */
  take(callerId: string, user: { agentId: string; userName: string }): Promise<Taken | LimitReached>;
}

/** An address into the portal is a way in without a password; nobody needs many of them. */
export function createAutologinLimit(
  limits: Limits,
  { windowMs, maxPerUser }: { windowMs: number; maxPerUser: number },
): AutologinLimit {
  const opened = { name: 'autologins', max: maxPerUser, windowMs };
  return {
    take: (callerId, { agentId, userName }) => limits.take([[opened, new CountedBy(callerId, agentId, userName)]]),
  };
}

export interface SendingLimits {
  /** For one more link, if Paynet is to write to the payer about it. */
  take(
    callerId: string,
    link: {
      readonly sendSms?: boolean | undefined;
      readonly phone?: string | undefined;
      readonly sendEmail?: boolean | undefined;
      readonly email?: string | undefined;
    },
  ): Promise<Taken | LimitReached>;
}

/** Messages reach people who never asked for them, and cost money: limited for each of them, and for who has them sent. */
export function createSendingLimits(
  limits: Limits,
  options: { windowMs: number; maxPerAddress: number; maxPerCaller: number },
): SendingLimits {
  const { windowMs, maxPerAddress, maxPerCaller } = options;
  const perAddress = { name: 'messages-to', max: maxPerAddress, windowMs };
  const perCaller = { name: 'messages-by', max: maxPerCaller, windowMs };
  return {
    take(callerId, { sendSms, phone, sendEmail, email }) {
      const to = [
        ...(sendSms === true && phone !== undefined ? [new CountedBy('phone', phone)] : []),
        ...(sendEmail === true && email !== undefined ? [new CountedBy('email', mailboxOf(email))] : []),
      ];
      return limits.take(
        to.flatMap((address) => [[perCaller, new CountedBy(callerId)] as const, [perAddress, address] as const]),
      );
    },
  };
}

/** Addresses that lead to one mailbox: of any case, and with anything after a plus. */
function mailboxOf(email: string): string {
  return email.toLowerCase().replace(/\+[^@]*(?=@)/, '');
}
