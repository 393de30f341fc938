import type { Link } from '../links.ts';
import type { LinkMembers } from '../services/service.ts';
import { turkishLocalTime } from '../turkish-time.ts';
import { WireNumber } from '../wire-number.ts';

type Members = Readonly<Record<string, unknown>>;

/** What `mailorder/detail` tells of a link. `expire_date` is a text here; `bank_id` limits the payer, which nothing does. */
export function linkDetail(link: Link, shown: LinkMembers): Members {
  return {
    company_code: link.agent.record.company_code,
    agent_id: link.agent.id,
    xact_id: link.payment?.xactId ?? '',
    reference_no: link.referenceNo,
    email: link.email,
    user_name: link.userName,
    name_surname: link.payerName,
    amount: new WireNumber(link.amount),
    currency: 'TRY',
    installment: 0,
    phone: link.phone,
    bank_id: '',
    expire_date: link.lifetimeHours,
    create_date: turkishLocalTime(link.createdAt),
    note: link.note,
    agent_note: link.agentNote,
    succeed_url: link.succeedUrl,
    error_url: link.errorUrl,
    ...(shown === 'generous' && { confirmation_url: link.confirmationUrl }),
    ...undocumented(link, shown),
  };
}

/** What a row of `mailorder/list` tells of a link. `expire_date` is a number here; the bank is the one that paid. */
export function linkRow(link: Link, shown: LinkMembers): Members {
  return {
    company_code: link.agent.record.company_code,
    agent_id: link.agent.id,
    expire_date: new WireNumber(link.lifetimeHours),
    xact_id: link.payment?.xactId ?? '',
    bank_id: link.payment?.card.bankId ?? '',
    bank_name: link.payment?.card.bankName ?? '',
    reference_no: link.referenceNo,
    installment: 0,
    amount: new WireNumber(link.amount),
    currency: 'TRY',
    phone: link.phone,
    send_sms: link.sendsSms,
    note: link.note,
    agent_note: link.agentNote,
    succeed_url: link.succeedUrl,
    ...undocumented(link, shown),
  };
}

function undocumented(link: Link, shown: LinkMembers): Members {
  if (shown === 'documented') return {};
  const usual = { id: link.id, status: link.isPassive ? 3 : 0 };
  return shown === 'generous' ? { ...usual, url: link.url } : usual;
}
