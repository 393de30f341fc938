/* eslint-disable -- written by `npm run codegen`. The documents are cast, as JSON does not hold what they take and answer. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whose portal to open. Source: https://doc.paynet.com.tr/english/agent/auto-login */
export type AutologinInput = {
  /** The agent (bayi) the user belongs to. Paynet: `agent_id`. */
  agentId: string | number;
  /** The login name of the portal user. Paynet: `user_name`. */
  userName: string;
};

/** A payment link to be made. Blank text counts as not given, and what is not given is not sent. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/post-metodu */
export type CreatePayLinkInput = {
  /** Whether the payer pays the service fee on top. Always sent, because Paynet’s pages disagree about its default. Paynet: `addcomission_to_amount`. */
  addCommissionToAmount?: boolean | null | undefined;
  /** The agent whose account the payment goes to. Without it, the caller’s own; only main-company and master users may name another, and services must name one. Paynet: `agent_id`. */
  agentId?: string | number | null | undefined;
  /** What reports show for the payment, at most 1000 characters. Paynet: `agent_note`. */
  agentNote?: string | null | undefined;
  /** Turkish lira, above zero, at most two decimals: `"120.10"`. Paynet: `amount`. */
  amount: string;
  /** Where Paynet posts the result after success. Public https. The post is not signed, so it is a hint, not a proof. Without it Paynet is asked to post to this service, where it can be reached, so that `payLinkChanged` tells at once. Paynet: `confirmation_url`. */
  confirmationUrl?: string | null | undefined;
  /** The payer’s mail address. Needed when `sendEmail` is true. Paynet: `email`. */
  email?: string | null | undefined;
  /** Where the payer’s browser goes after failure, with `xact_id` appended. Public https. Paynet: `error_url`. */
  errorUrl?: string | null | undefined;
  /** Hours from now until the link stops working, 1 to 8760. Without it Paynet's own default holds, which is not documented. Paynet: `expire_date`, hours whatever its name says. */
  expiresInHours?: number | null | undefined;
  /** A name of the caller’s for this one link, e.g. the order’s, at most 255 characters. However often it is asked for with the same key and input, for 24 hours at least, it is one link. Each caller has keys of its own. Not sent to Paynet. */
  idempotencyKey?: string | null | undefined;
  /** One option of Paynet’s table of rates, which fixes bank and number of instalments. Paynet: `instalment_key`. */
  instalmentKey?: string | null | undefined;
  /** What the payer reads on the page, at most 1000 characters. Paynet: `note`. */
  note?: string | null | undefined;
  /** Name and surname of the payer. Paynet: `name_surname`. */
  payerName: string;
  /** The payer’s Turkish phone number, ten digits; +90, a leading 0 and spaces are taken off. Needed when `sendSms` is true. Paynet: `phone`. */
  phone?: string | null | undefined;
  /** Whose virtual POS takes the payment. Paynet: `pos_type`. */
  posType?: PosType | null | undefined;
  /** The caller's own reference, e.g. an order number, at most 50 characters. Make it unique: links are found by it. Without it one is made, from the `idempotencyKey` where there is one. Paynet: `reference_no`. */
  referenceNo?: string | null | undefined;
  /** Whether Paynet mails the main company when it was paid; true at Paynet when not given. Paynet: `send_confirmation_mail`. */
  sendConfirmationMail?: boolean | null | undefined;
  /** Whether Paynet mails the link; false at Paynet when not given. Paynet: `send_mail`. */
  sendEmail?: boolean | null | undefined;
  /** Whether Paynet texts the link; false at Paynet when not given. Paynet: `send_sms`. */
  sendSms?: boolean | null | undefined;
  /** Where the payer’s browser goes after success, with `xact_id` appended. Public https. It proves nothing. Paynet: `succeed_url`. */
  succeedUrl?: string | null | undefined;
  /** The login name of the user who makes the link, for Paynet’s reports. Only main-company and master users may name another. Paynet: `user_name`. */
  userName?: string | null | undefined;
};

/** Payment links to be made, each by itself. */
export type CreatePayLinksInput = {
  /** 1 to 100 links. Give each an `idempotencyKey`, so that the whole list can be sent again. */
  links: Array<CreatePayLinkInput>;
};

/** The link to be switched off. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-durum-guncelleme */
export type DeactivatePayLinkInput = {
  /** Which link, by its id or its reference. */
  payLink: PayLinkBy;
};

/** What Paynet needs to sign somebody in. Source: https://doc.paynet.com.tr/servisler/bayi/login */
export type LoginInput = {
  /** The agent (bayi) the person belongs to. Paynet: `agent_id`. */
  agentId: string | number;
  /** Code of the main company. Paynet: `company_code`. */
  companyCode?: string | null | undefined;
  /** Id of the device. Paynet’s table requires one and its sample leaves it out; without one, one is made from agent and user. Paynet: `pushtoken_id`. */
  deviceId?: string | null | undefined;
  /** Model of the device. Paynet: `device_type`. */
  deviceType?: string | null | undefined;
  /** Operating system of the device; no values are documented. Paynet: `os_type`. */
  osType?: string | null | undefined;
  /** The password. Passed on to Paynet and kept nowhere. Paynet: `password`. */
  password: string;
  /** The login name. Paynet: `user_name`. */
  userName: string;
};

/** Names one payment link, by exactly one of the two. */
export type PayLinkBy = {
  /** The link’s `id`. Paynet: `id`. */
  id?: string | number | null | undefined;
  /** Its reference, as it was given or made. Paynet: `reference_no`. */
  referenceNo?: string | null | undefined;
};

/** Which payment links are listed. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/emir-listesi */
export type PayLinkFilter = {
  /** Only links of this agent. Without it, the caller’s own; for main-company and master users, and for services, those of all agents of the company. Paynet: `agent_id`. */
  agentId?: string | number | null | undefined;
  /** The first day on which they were made, in Turkey. Paynet: `datab`. */
  from: string;
  /** Only links that stand there by now. Paynet cannot select by it, so a page is searched for among the rows and may come back shorter than asked for, with more to come. */
  status?: PayLinkStatus | null | undefined;
  /** The last day, at most 366 days on. Whether Paynet counts this day in is not documented. Paynet: `datbi`. */
  to: string;
};

/** Where a payment link stands. */
export type PayLinkStatus =
  /** It can be paid. Paynet: 0, "Ödeme bekleniyor". */
  | 'AWAITING_PAYMENT'
  /** Its hours have passed without a payment. */
  | 'EXPIRED'
  /** It was paid: Paynet named a transaction. No status number of Paynet’s alone means this. */
  | 'PAID'
  /** It was switched off. Paynet: 3, "Pasif". The same number means "done" for Paynet’s subscriptions; here it never means paid. */
  | 'PASSIVE'
  /** Paynet gave a status that its documentation does not explain, or none; see `statusCode`. */
  | 'UNKNOWN';

/** What happened, for programs. Never changes with the language, and a published code keeps its meaning. */
export type PaynetErrorCode =
  /** The caller lacks a right, or the account belongs to somebody else. */
  | 'FORBIDDEN'
  /** The idempotency key stands for another input already. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A field of the input is not valid; nothing left for Paynet. */
  | 'INVALID_INPUT'
  /** Agent, user name or password is wrong, or the account is closed. Deliberately not said which. */
  | 'LOGIN_REFUSED'
  /** A link may or may not have been made. */
  | 'OUTCOME_UNKNOWN'
  /** The link was paid or has expired, so its state is final. */
  | 'PAY_LINK_NOT_CHANGEABLE'
  /** No such link, or it is not the caller’s to see; deliberately not said which. */
  | 'PAY_LINK_NOT_FOUND'
  /** Too often within a time, by this caller or of this kind; nothing left for Paynet. */
  | 'RATE_LIMITED'
  /** Another payment link has the reference already. */
  | 'REFERENCE_TAKEN'
  /** Paynet understood the request and refused it; nothing was changed. */
  | 'REFUSED_BY_PAYNET'
  /** This instance of the service is going away; another one goes on. */
  | 'SERVICE_STOPPING'
  /** The session has ended, by time or by logout. */
  | 'SESSION_EXPIRED'
  /** What this service’s instances remember together cannot be reached, and without it this cannot be done safely. Nothing was sent. */
  | 'STORE_UNAVAILABLE'
  /** No session came with the request, or one this service does not know. */
  | 'UNAUTHENTICATED'
  /** The answer was not one of this service, or the connection broke before it was complete. */
  | 'UPSTREAM_BAD_RESPONSE'
  /** Paynet does not accept this service: wrong key, or an address that is not registered. */
  | 'UPSTREAM_CREDENTIALS'
  /** Paynet reported a fault of its own. */
  | 'UPSTREAM_ERROR'
  /** Paynet asked for fewer calls. */
  | 'UPSTREAM_RATE_LIMITED'
  /** Paynet opened a session that is over already by the earliest reading of its date. */
  | 'UPSTREAM_SESSION_OVER'
  /** Paynet did not answer within the time limit. */
  | 'UPSTREAM_TIMEOUT'
  /** Paynet could not prove who it is; nothing was sent. */
  | 'UPSTREAM_TLS'
  /** Paynet could not be reached; nothing was sent. */
  | 'UPSTREAM_UNAVAILABLE';

/** What is wrong with one input field, for programs. */
export type PaynetInputProblemCode =
  /** The last day must not be before the first. */
  | 'BEFORE_ITS_BEGINNING'
  /** Line breaks and other control characters are not allowed here. */
  | 'CONTROL_CHARACTER'
  /** Paynet does not accept this value. */
  | 'NOT_ACCEPTED_BY_PAYNET'
  /** An amount has digits, and at most two more after a dot: "120.10". */
  | 'NOT_AN_AMOUNT'
  /** This is not an e-mail address. */
  | 'NOT_AN_EMAIL_ADDRESS'
  /** This cursor does not belong to this list, or its link is no longer in it. Begin the list again. */
  | 'NOT_A_CURSOR_OF_THIS_LIST'
  /** A day is written like 2026-03-31. */
  | 'NOT_A_DAY'
  /** A Turkish phone number has ten digits: 5301234567. A leading +90 or 0 and spaces are fine. */
  | 'NOT_A_PHONE_NUMBER'
  /** The address must begin with https:// and lead to a public host, without user name or password. */
  | 'NOT_A_PUBLIC_HTTPS_URL'
  /** The amount must be above zero. */
  | 'NOT_POSITIVE'
  /** Use `first` with `after`, or `last` with `before`, and not both. */
  | 'ONE_DIRECTION_ONLY'
  /** The number is outside the allowed range. */
  | 'OUT_OF_RANGE'
  /** This looks like a card number. Card numbers are never accepted here; the payer enters it on Paynet’s page. */
  | 'PAN_NOT_ALLOWED'
  /** A value is needed. */
  | 'REQUIRED'
  /** A service has no agent of its own, so it must name the one that is paid. */
  | 'REQUIRED_OF_A_SERVICE'
  /** An e-mail address is needed when the link is to be mailed. */
  | 'REQUIRED_TO_SEND_EMAIL'
  /** A phone number is needed when the link is to be texted. */
  | 'REQUIRED_TO_SEND_SMS'
  /** The text is too long. */
  | 'TOO_LONG'
  /** At most 366 days can be listed at once. */
  | 'TOO_MANY_DAYS'
  /** There is no such agent. */
  | 'UNKNOWN_AGENT';

/** Whether trying again can help. */
export type PaynetRetry =
  /** Only after looking whether it was done: doing it again could do it twice. */
  | 'AFTER_CHECKING'
  /** After `login`, with the new session. */
  | 'AFTER_LOGIN'
  /** Not by itself: the caller’s rights, or the service’s own set-up, would have to change first. */
  | 'NEVER'
  /** The same input may work later; see `retryAfterSeconds` for when. */
  | 'SAME_INPUT_LATER'
  /** After the input was corrected. */
  | 'WITH_CORRECTED_INPUT';

/** Whose virtual POS takes the payment. */
export type PosType =
  /** The company’s own ("Firma POS"). Paynet: 1. */
  | 'COMPANY'
  /** Paynet’s; also when none is given. Paynet: 5. */
  | 'PAYNET';

/** The link to be switched on again. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-durum-guncelleme */
export type ReactivatePayLinkInput = {
  /** Which link, by its id or its reference. */
  payLink: PayLinkBy;
};

export type CreatePayLinkMutationVariables = Exact<{
  input: CreatePayLinkInput;
}>;


export type CreatePayLinkMutation = { createPayLink:
    | { __typename: 'CreatePayLinkSuccess', replayed: boolean, payLink: { __typename: 'PayLink', id: string, url: string | null, referenceNo: string | null, status: PayLinkStatus, payerName: string | null, email: string | null, phone: string | null, note: string | null, agentNote: string | null, amount: { __typename: 'PaynetMoney', amount: string, currency: string } | null, agent: { __typename: 'Agent', id: string, name: string | null } | null } }
    | { __typename: 'PayLinkKeyReused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PayLinkOutcomeUnknown', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, referenceNo: string }
    | { __typename: 'PayLinkReferenceTaken', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, referenceNo: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, fields: Array<{ __typename: 'PaynetInputProblem', field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetRateLimited', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, returnCode: number, returnCodeName: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
   };

export type CreatePayLinksMutationVariables = Exact<{
  input: CreatePayLinksInput;
}>;


export type CreatePayLinksMutation = { createPayLinks:
    | { __typename: 'CreatePayLinksSuccess', results: Array<
        | { __typename: 'CreatePayLinkSuccess', replayed: boolean, payLink: { __typename: 'PayLink', id: string, url: string | null, referenceNo: string | null, status: PayLinkStatus, amount: { __typename: 'PaynetMoney', amount: string, currency: string } | null } }
        | { __typename: 'PayLinkKeyReused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PayLinkOutcomeUnknown', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, referenceNo: string }
        | { __typename: 'PayLinkReferenceTaken', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, referenceNo: string }
        | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, fields: Array<{ __typename: 'PaynetInputProblem', field: string, code: PaynetInputProblemCode, message: string }> }
        | { __typename: 'PaynetRateLimited', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, returnCode: number, returnCodeName: string }
        | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
      > }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, fields: Array<{ __typename: 'PaynetInputProblem', field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
   };

export type DeactivatePayLinkMutationVariables = Exact<{
  input: DeactivatePayLinkInput;
}>;


export type DeactivatePayLinkMutation = { deactivatePayLink:
    | { __typename: 'DeactivatePayLinkSuccess', payLink: { __typename: 'PayLink', id: string, status: PayLinkStatus, statusCode: number | null } }
    | { __typename: 'PayLinkNotChangeable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, status: PayLinkStatus }
    | { __typename: 'PayLinkNotFound', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, fields: Array<{ __typename: 'PaynetInputProblem', field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, returnCode: number, returnCodeName: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
   };

export type ListPayLinksQueryVariables = Exact<{
  filter: PayLinkFilter;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ListPayLinksQuery = { payLinks: { __typename: 'PayLinkConnection', totalCount: number | null, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ __typename: 'PayLinkEdge', cursor: string, node: { __typename: 'PayLink', id: string, referenceNo: string | null, status: PayLinkStatus, transactionId: string | null, note: string | null, amount: { __typename: 'PaynetMoney', amount: string, currency: string } | null, agent: { __typename: 'Agent', id: string } | null } | null }> } };

export type OpenPortalMutationVariables = Exact<{
  input: AutologinInput;
}>;


export type OpenPortalMutation = { autologin:
    | { __typename: 'AutologinSuccess', url: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
    | { __typename: 'PaynetRateLimited', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, returnCode: number, returnCodeName: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
   };

export type ReactivatePayLinkMutationVariables = Exact<{
  input: ReactivatePayLinkInput;
}>;


export type ReactivatePayLinkMutation = { reactivatePayLink:
    | { __typename: 'PayLinkNotChangeable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, status: PayLinkStatus }
    | { __typename: 'PayLinkNotFound', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, fields: Array<{ __typename: 'PaynetInputProblem', field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, returnCode: number, returnCodeName: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'ReactivatePayLinkSuccess', payLink: { __typename: 'PayLink', id: string, status: PayLinkStatus, statusCode: number | null } }
   };

export type ReadPayLinkQueryVariables = Exact<{
  by: PayLinkBy;
}>;


export type ReadPayLinkQuery = { payLink: { __typename: 'PayLink', id: string, url: string | null, referenceNo: string | null, status: PayLinkStatus, statusCode: number | null, transactionId: string | null, payerName: string | null, email: string | null, phone: string | null, note: string | null, agentNote: string | null, companyCode: string | null, userName: string | null, instalmentCount: number | null, bankId: string | null, bankName: string | null, createdAt: string | null, expiresInHours: number | null, expiresAt: string | null, succeedUrl: string | null, errorUrl: string | null, isTexted: boolean | null, amount: { __typename: 'PaynetMoney', amount: string, currency: string } | null, agent: { __typename: 'Agent', id: string, name: string | null } | null } | null };

export type SignInMutationVariables = Exact<{
  input: LoginInput;
}>;


export type SignInMutation = { login:
    | { __typename: 'LoginSuccess', token: string, session: { __typename: 'AgentSession', expiresOn: string, user: { __typename: 'AgentUser', id: string, displayName: string | null }, agent: { __typename: 'Agent', id: string, name: string | null } } }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, fields: Array<{ __typename: 'PaynetInputProblem', field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetLoginRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
    | { __typename: 'PaynetRateLimited', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { logout:
    | { __typename: 'LogoutSuccess', userId: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string }
   };

export type WatchPayLinkSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type WatchPayLinkSubscription = { payLinkChanged: { __typename: 'PayLink', id: string, referenceNo: string | null, status: PayLinkStatus, transactionId: string | null, amount: { __typename: 'PaynetMoney', amount: string, currency: string } | null } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { agentSession: { __typename: 'AgentSession', sessionKey: string, expiresOn: string, endsAt: string, companies: unknown, user: { __typename: 'AgentUser', id: string, displayName: string | null, email: string | null, phone: string | null }, agent: { __typename: 'Agent', id: string, name: string | null, email: string | null, phone: string | null, taxOffice: string | null, taxId: string | null, sectorId: string | null, referenceNo: string | null, logoUrl: string | null, isBlocked: boolean | null, isDeleted: boolean | null, isActive: boolean | null, isCompany: boolean | null, canSelectCustomer: boolean | null, hasMultiLogin: boolean | null, company: { __typename: 'AgentCompany', code: string | null, name: string | null } | null, address: { __typename: 'AgentAddress', line1: string | null, line2: string | null, postalCode: string | null, province: { __typename: 'AgentRegion', code: string | null, name: string | null } | null, district: { __typename: 'AgentRegion', code: string | null, name: string | null } | null } | null, segment: { __typename: 'AgentSegment', id: string | null, name: string | null } | null }, authorization: { __typename: 'UserAuthorization', canTakePayments: boolean, canViewTransactions: boolean, isMaster: boolean, canViewAllUsersTransactions: boolean, canReverseTransactions: boolean, canUseRecurringPayments: boolean, canUseBulkRecurringPayments: boolean, canSendPayLinks: boolean, canSendBulkPayLinks: boolean, canViewAgentTransactions: boolean }, menuOptions: Array<{ __typename: 'MenuOption', id: string, name: string, text: string, sortNumber: number, menuType: number, companyCode: string | null, agentId: string | null, userName: string | null }>, preferences: { __typename: 'AgentUserPreferences', isApprovedCardAuthEnabled: boolean | null, logoUrl: string | null } } | null };


export const CreatePayLinkDocument = {"__meta__":{"hash":"a9c51a6e401d9509995e5316a37682a8812a2ffbd20cd45317a681c1e3df81ad"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePayLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePayLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPayLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePayLinkSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"payLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"agentNote"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetInvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetForbidden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"requiredPermission"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"returnCode"}},{"kind":"Field","name":{"kind":"Name","value":"returnCodeName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkReferenceTaken"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkOutcomeUnknown"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePayLinkMutation, CreatePayLinkMutationVariables>;
export const CreatePayLinksDocument = {"__meta__":{"hash":"7c35906eeaaee0296206ec86a6dc401bdfb5e5f49c33f04e5a5e4d5b90a5eec9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePayLinks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePayLinksInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPayLinks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePayLinksSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePayLinkSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"payLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetInvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"returnCode"}},{"kind":"Field","name":{"kind":"Name","value":"returnCodeName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkReferenceTaken"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkOutcomeUnknown"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetInvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetForbidden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"requiredPermission"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePayLinksMutation, CreatePayLinksMutationVariables>;
export const DeactivatePayLinkDocument = {"__meta__":{"hash":"8490fc85550e4df27937d2e32c017fdb28abf497fe0c559da3cde1fc9fb32208"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivatePayLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeactivatePayLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deactivatePayLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeactivatePayLinkSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"payLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetInvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetForbidden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"requiredPermission"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"returnCode"}},{"kind":"Field","name":{"kind":"Name","value":"returnCodeName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkNotChangeable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<DeactivatePayLinkMutation, DeactivatePayLinkMutationVariables>;
export const ListPayLinksDocument = {"__meta__":{"hash":"f509b5620ff7547c1dbd72ebd3e47a00f7a600934bec95103f57a233f036fedd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListPayLinks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payLinks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListPayLinksQuery, ListPayLinksQueryVariables>;
export const OpenPortalDocument = {"__meta__":{"hash":"f579f4217343ee9c50d273877045a075db76621fac3de0d9db12b7278cdce970"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenPortal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AutologinInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autologin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AutologinSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetForbidden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"requiredPermission"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"returnCode"}},{"kind":"Field","name":{"kind":"Name","value":"returnCodeName"}}]}}]}}]}}]} as unknown as DocumentNode<OpenPortalMutation, OpenPortalMutationVariables>;
export const ReactivatePayLinkDocument = {"__meta__":{"hash":"bffb0c6b1960a2c58df2cc5186b901108cfdd5238ff28d5fc9a57d67435869f7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReactivatePayLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReactivatePayLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reactivatePayLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReactivatePayLinkSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"payLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetInvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetForbidden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"requiredPermission"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"returnCode"}},{"kind":"Field","name":{"kind":"Name","value":"returnCodeName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkNotChangeable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<ReactivatePayLinkMutation, ReactivatePayLinkMutationVariables>;
export const ReadPayLinkDocument = {"__meta__":{"hash":"e29f1ba72a9edd0af2d749e873ba4c426c549c604da3f42ebb8a9877844f651e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadPayLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayLinkBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"agentNote"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"companyCode"}},{"kind":"Field","name":{"kind":"Name","value":"userName"}},{"kind":"Field","name":{"kind":"Name","value":"instalmentCount"}},{"kind":"Field","name":{"kind":"Name","value":"bankId"}},{"kind":"Field","name":{"kind":"Name","value":"bankName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInHours"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"succeedUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errorUrl"}},{"kind":"Field","name":{"kind":"Name","value":"isTexted"}}]}}]}}]} as unknown as DocumentNode<ReadPayLinkQuery, ReadPayLinkQueryVariables>;
export const SignInDocument = {"__meta__":{"hash":"ea5f22446a5bdde0e92a1525ae6f083c655f83a4ce77d772c5c3a4b8499e372c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LoginSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"token"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetInvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = {"__meta__":{"hash":"e3240a5fdd551fa71bee0094e450185b7b0efc3e064afa2b75e2a905c02cdd49"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogoutSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaynetError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const WatchPayLinkDocument = {"__meta__":{"hash":"02ee3bdaa86c18f9e27904804f42da41035418b4e2c27d9026b09e9d818acd77"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WatchPayLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payLinkChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<WatchPayLinkSubscription, WatchPayLinkSubscriptionVariables>;
export const WhoAmIDocument = {"__meta__":{"hash":"a7d1ec38522cc9f575de3522d7b967a0f3051d85b75a8a4181348016b54abc13"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agentSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessionKey"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"company"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"province"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"taxOffice"}},{"kind":"Field","name":{"kind":"Name","value":"taxId"}},{"kind":"Field","name":{"kind":"Name","value":"sectorId"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"segment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"isCompany"}},{"kind":"Field","name":{"kind":"Name","value":"canSelectCustomer"}},{"kind":"Field","name":{"kind":"Name","value":"hasMultiLogin"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authorization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"canTakePayments"}},{"kind":"Field","name":{"kind":"Name","value":"canViewTransactions"}},{"kind":"Field","name":{"kind":"Name","value":"isMaster"}},{"kind":"Field","name":{"kind":"Name","value":"canViewAllUsersTransactions"}},{"kind":"Field","name":{"kind":"Name","value":"canReverseTransactions"}},{"kind":"Field","name":{"kind":"Name","value":"canUseRecurringPayments"}},{"kind":"Field","name":{"kind":"Name","value":"canUseBulkRecurringPayments"}},{"kind":"Field","name":{"kind":"Name","value":"canSendPayLinks"}},{"kind":"Field","name":{"kind":"Name","value":"canSendBulkPayLinks"}},{"kind":"Field","name":{"kind":"Name","value":"canViewAgentTransactions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"menuOptions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"sortNumber"}},{"kind":"Field","name":{"kind":"Name","value":"menuType"}},{"kind":"Field","name":{"kind":"Name","value":"companyCode"}},{"kind":"Field","name":{"kind":"Name","value":"agentId"}},{"kind":"Field","name":{"kind":"Name","value":"userName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"preferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"isApprovedCardAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}}]}},{"kind":"Field","name":{"kind":"Name","value":"companies"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;