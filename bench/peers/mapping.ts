/**
 * What every peer needs of Paynet and none gets from its library: wire names to the graph's names, once, so that default
 * resolvers do. No checks: what comes is believed.
 */
import type { CreateAnswer, LinkRow, ListAnswer, ListRow, LoginAnswer } from '../upstream/answers.ts';

export interface LoginInput {
  readonly agentId: string;
  readonly userName: string;
  readonly password: string;
  readonly deviceId?: string | null | undefined;
  readonly companyCode?: string | null | undefined;
  readonly osType?: string | null | undefined;
  readonly deviceType?: string | null | undefined;
}

export interface CreatePayLinkInput {
  readonly payerName: string;
  readonly amount: string;
  readonly agentId?: string | null | undefined;
  readonly userName?: string | null | undefined;
  readonly addCommissionToAmount?: boolean | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly expiresInHours?: number | null | undefined;
  readonly note?: string | null | undefined;
  readonly agentNote?: string | null | undefined;
  readonly referenceNo?: string | null | undefined;
}

const HOUR_MS = 60 * 60 * 1_000;
const SESSION_MS = 12 * HOUR_MS;

/** Paynet writes "no value" as blank text. */
const text = (value: string | null) => (value === null || value.trim() === '' ? null : value);

export const loginToWire = (input: LoginInput) => ({
  user_name: input.userName,
  password: input.password,
  agent_id: input.agentId,
  pushtoken_id: input.deviceId ?? 'graph',
  company_code: input.companyCode ?? undefined,
  os_type: input.osType ?? undefined,
  device_type: input.deviceType ?? undefined,
});

export function sessionFromWire(wire: LoginAnswer) {
  const rights = wire.userAuthorizationContainer;
  return {
    sessionKey: wire.session_key,
    expiresOn: wire.expired_date,
    endsAt: new Date(
      Math.min(Date.now() + SESSION_MS, Date.parse(`${wire.expired_date}T00:00:00+03:00`)),
    ).toISOString(),
    user: {
      id: wire.user_id,
      displayName: text(wire.user_name),
      email: text(wire.user_email),
      phone: text(wire.user_phone),
    },
    agent: {
      id: wire.agent_id,
      name: text(wire.agent_name),
      company: { code: text(wire.company_code), name: text(wire.company_desc) },
      address: {
        line1: text(wire.adress1),
        line2: text(wire.adress2),
        province: { code: text(wire.county_code), name: text(wire.county_name) },
        district: { code: text(wire.city_code), name: text(wire.city_name) },
        postalCode: text(wire.zip_code),
      },
      email: text(wire.email),
      phone: text(wire.phone),
      taxOffice: text(wire.tax_office),
      taxId: text(wire.tax_id),
      sectorId: text(wire.sector_id),
      referenceNo: text(wire.referans_no),
      segment: { id: text(wire.segment_id), name: text(wire.segment_text) },
      logoUrl: wire.logo_url,
      isBlocked: wire.is_agent_blocked,
      isDeleted: wire.is_agent_deleted,
      isActive: wire.is_activ,
      isCompany: wire.is_company,
      canSelectCustomer: wire.is_select_customer,
      hasMultiLogin: wire.is_multi_login,
    },
    authorization: {
      canTakePayments: rights.TransactionAuthorization,
      canViewTransactions: rights.ReportAuthorization,
      isMaster: rights.MasterUserAuthorization,
      canViewAllUsersTransactions: rights.AllUserReportAuthorization,
      canReverseTransactions: rights.ReverseTransactionAuthorization,
      canUseRecurringPayments: rights.RecurringPayment,
      canUseBulkRecurringPayments: rights.BulkRecurringPayment,
      canSendPayLinks: rights.PaynetLink,
      canSendBulkPayLinks: rights.BulkPaynetLink,
      canViewAgentTransactions: rights.AgentReportAuthorization,
    },
    menuOptions: wire.menu_options.map((option) => ({
      id: String(option.id),
      name: option.name ?? '',
      text: option.text ?? '',
      sortNumber: Number(option.sort_number),
      menuType: option.menu_type,
      companyCode: text(option.company_code),
      agentId: text(option.agent_id),
      userName: text(option.user_name),
    })),
    preferences: {
      isApprovedCardAuthEnabled: wire.agentUserPreferences.ApprovedCardAuth === 'true',
      logoUrl: wire.agentUserPreferences.LogoUrl,
    },
    companies: wire.company_list as unknown,
  };
}

export type Session = ReturnType<typeof sessionFromWire>;
export type Agent = Session['agent'];

export const createToWire = (input: CreatePayLinkInput, agent: Agent) => ({
  addcomission_to_amount: input.addCommissionToAmount ?? false,
  agent_id: input.agentId ?? agent.id,
  name_surname: input.payerName,
  user_name: input.userName ?? undefined,
  amount: Number(input.amount),
  email: input.email ?? undefined,
  phone: input.phone ?? undefined,
  expire_date: input.expiresInHours ?? undefined,
  note: input.note ?? undefined,
  agent_note: input.agentNote ?? undefined,
  reference_no: input.referenceNo ?? crypto.randomUUID(),
});

export interface PayLink {
  readonly id: string;
  readonly url: string | null;
  readonly referenceNo: string | null;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly status: 'AWAITING_PAYMENT' | 'PAID' | 'EXPIRED' | 'PASSIVE' | 'UNKNOWN';
  readonly payerName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly agentNote: string | null;
  readonly agent: Agent | null;
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
}

const newLink = (made: CreateAnswer, input: CreatePayLinkInput, agent: Agent): PayLink => ({
  id: made.id,
  url: made.url,
  referenceNo: input.referenceNo ?? null,
  amount: { amount: input.amount, currency: 'TRY' },
  status: 'AWAITING_PAYMENT',
  payerName: input.payerName,
  email: input.email ?? null,
  phone: input.phone ?? null,
  note: input.note ?? null,
  agentNote: input.agentNote ?? null,
  agent,
  createdAt: null,
  expiresAt: null,
});

export function linkFromWire(wire: LinkRow | ListRow, agent: Agent): PayLink {
  const createdAt = 'create_date' in wire ? new Date(`${wire.create_date}+03:00`) : null;
  const expiresAt = createdAt === null ? null : new Date(createdAt.getTime() + wire.expire_date * HOUR_MS);
  return {
    id: wire.id,
    url: wire.url,
    referenceNo: text(wire.reference_no),
    amount: { amount: String(wire.amount), currency: wire.currency },
    status: statusOf(wire, expiresAt),
    payerName: 'name_surname' in wire ? text(wire.name_surname) : null,
    email: 'email' in wire ? text(wire.email) : null,
    phone: text(wire.phone),
    note: text(wire.note),
    agentNote: text(wire.agent_note),
    agent,
    createdAt: createdAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

function statusOf(wire: LinkRow | ListRow, expiresAt: Date | null): PayLink['status'] {
  if (wire.status === 3) return 'PASSIVE';
  if (text(wire.xact_id) !== null) return 'PAID';
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return 'EXPIRED';
  return wire.status === 0 ? 'AWAITING_PAYMENT' : 'UNKNOWN';
}

/** Who is signed in, in memory: the least somebody would get away with. The layer seals its sessions instead. */
const sessions = new Map<string, Session>();

export function signIn(wire: LoginAnswer): { readonly token: string; readonly session: Session } {
  const session = sessionFromWire(wire);
  sessions.set(session.sessionKey, session);
  return { token: session.sessionKey, session };
}

export function whoAsks(authorization: string | null | undefined): Session | undefined {
  return authorization === null || authorization === undefined
    ? undefined
    : sessions.get(authorization.replace(/^Bearer /, ''));
}

/** What every call needs. The key is one the tiny upstream does not look at. */
export const PAYNET_HEADERS = {
  authorization: 'Basic sck_bench',
  'content-type': 'application/json; charset=UTF-8',
  accept: 'application/json; charset=UTF-8',
} as const;

/** Paynet's answer, or its refusal as the graph shows one. */
export function refusal({ code, message }: { code: number; message: string }) {
  return {
    __typename: 'PaynetRefused' as const,
    code: 'REFUSED_BY_PAYNET',
    message,
    retry: 'NEVER',
    requestId: '',
    returnCode: code,
  };
}

export const UNAUTHENTICATED = {
  __typename: 'PaynetUnauthenticated' as const,
  code: 'UNAUTHENTICATED',
  message: 'This needs a signed-in caller.',
  retry: 'AFTER_LOGIN',
  requestId: '',
};

/** What became of one link that was asked for. */
export function created(answer: CreateAnswer, input: CreatePayLinkInput, agent: Agent) {
  return answer.code === 0
    ? { __typename: 'CreatePayLinkSuccess' as const, payLink: newLink(answer, input, agent) }
    : refusal(answer);
}

/** The row a page begins at. A cursor is the row it stands for. */
export const behind = (cursor: string | null | undefined) =>
  cursor === null || cursor === undefined ? 0 : Number(cursor) + 1;

/** A page of links as a connection. */
export function connection({ Data: rows, starting_after: start, has_more: hasNextPage }: ListAnswer, agent: Agent) {
  const edges = rows.map((row, index) => ({ cursor: String(start + index), node: linkFromWire(row, agent) }));
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
