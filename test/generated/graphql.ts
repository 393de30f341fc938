/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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
export type PayLinkBy =
  {   /** The link’s `id`. Paynet: `id`. */
  id: string | number; referenceNo?: never; }
  |  { id?: never;   /** Its reference, as it was given or made. Paynet: `reference_no`. */
  referenceNo: string; };

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
    | { __typename: 'CreatePayLinkSuccess', replayed: boolean, payLink: { id: string, url: string | null, referenceNo: string | null, status: PayLinkStatus, payerName: string | null, email: string | null, phone: string | null, note: string | null, agentNote: string | null, amount: { amount: string, currency: string } | null, agent: { id: string, name: string | null } | null } }
    | { __typename: 'PayLinkKeyReused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PayLinkOutcomeUnknown', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, referenceNo: string }
    | { __typename: 'PayLinkReferenceTaken', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, referenceNo: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, fields: Array<{ field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, returnCode: number, returnCodeName: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
   };

export type CreatePayLinksMutationVariables = Exact<{
  input: CreatePayLinksInput;
}>;


export type CreatePayLinksMutation = { createPayLinks:
    | { __typename: 'CreatePayLinksSuccess', results: Array<
        | { __typename: 'CreatePayLinkSuccess', replayed: boolean, payLink: { id: string, url: string | null, referenceNo: string | null, status: PayLinkStatus, amount: { amount: string, currency: string } | null } }
        | { __typename: 'PayLinkKeyReused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PayLinkOutcomeUnknown', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, referenceNo: string }
        | { __typename: 'PayLinkReferenceTaken', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, referenceNo: string }
        | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, fields: Array<{ field: string, code: PaynetInputProblemCode, message: string }> }
        | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, returnCode: number, returnCodeName: string }
        | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
        | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null }
      > }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, fields: Array<{ field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
   };

export type DeactivatePayLinkMutationVariables = Exact<{
  input: DeactivatePayLinkInput;
}>;


export type DeactivatePayLinkMutation = { deactivatePayLink:
    | { __typename: 'DeactivatePayLinkSuccess', payLink: { id: string, status: PayLinkStatus, statusCode: number | null } }
    | { __typename: 'PayLinkNotChangeable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, status: PayLinkStatus }
    | { __typename: 'PayLinkNotFound', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, fields: Array<{ field: string, code: PaynetInputProblemCode, message: string }> }
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


export type ListPayLinksQuery = { payLinks: { totalCount: number | null, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, referenceNo: string | null, status: PayLinkStatus, transactionId: string | null, note: string | null, amount: { amount: string, currency: string } | null, agent: { id: string } | null } | null }> } };

export type OpenPortalMutationVariables = Exact<{
  input: AutologinInput;
}>;


export type OpenPortalMutation = { autologin:
    | { __typename: 'AutologinSuccess', url: string }
    | { __typename: 'PaynetForbidden', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, requiredPermission: string | null }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
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
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, fields: Array<{ field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string, returnCode: number, returnCodeName: string }
    | { __typename: 'PaynetUnauthenticated', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'PaynetUnavailable', code: PaynetErrorCode, message: string, retry: PaynetRetry, retryAfterSeconds: number | null, requestId: string }
    | { __typename: 'ReactivatePayLinkSuccess', payLink: { id: string, status: PayLinkStatus, statusCode: number | null } }
   };

export type ReadPayLinkQueryVariables = Exact<{
  by: PayLinkBy;
}>;


export type ReadPayLinkQuery = { payLink: { id: string, url: string | null, referenceNo: string | null, status: PayLinkStatus, statusCode: number | null, transactionId: string | null, payerName: string | null, email: string | null, phone: string | null, note: string | null, agentNote: string | null, companyCode: string | null, userName: string | null, instalmentCount: number | null, bankId: string | null, bankName: string | null, createdAt: unknown, expiresInHours: number | null, expiresAt: unknown, succeedUrl: string | null, errorUrl: string | null, isTexted: boolean | null, amount: { amount: string, currency: string } | null, agent: { id: string, name: string | null } | null } | null };

export type SignInMutationVariables = Exact<{
  input: LoginInput;
}>;


export type SignInMutation = { login:
    | { __typename: 'LoginSuccess', token: string, session: { expiresOn: string, user: { id: string, displayName: string | null }, agent: { id: string, name: string | null } } }
    | { __typename: 'PaynetInvalidInput', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string, fields: Array<{ field: string, code: PaynetInputProblemCode, message: string }> }
    | { __typename: 'PaynetLoginRefused', code: PaynetErrorCode, message: string, retry: PaynetRetry, requestId: string }
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


export type WatchPayLinkSubscription = { payLinkChanged: { id: string, referenceNo: string | null, status: PayLinkStatus, transactionId: string | null, amount: { amount: string, currency: string } | null } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { agentSession: { sessionKey: string, expiresOn: string, endsAt: unknown, companies: unknown, user: { id: string, displayName: string | null, email: string | null, phone: string | null }, agent: { id: string, name: string | null, email: string | null, phone: string | null, taxOffice: string | null, taxId: string | null, sectorId: string | null, referenceNo: string | null, logoUrl: string | null, isBlocked: boolean | null, isDeleted: boolean | null, isActive: boolean | null, isCompany: boolean | null, canSelectCustomer: boolean | null, hasMultiLogin: boolean | null, company: { code: string | null, name: string | null } | null, address: { line1: string | null, line2: string | null, postalCode: string | null, province: { code: string | null, name: string | null } | null, district: { code: string | null, name: string | null } | null } | null, segment: { id: string | null, name: string | null } | null }, authorization: { canTakePayments: boolean, canViewTransactions: boolean, isMaster: boolean, canViewAllUsersTransactions: boolean, canReverseTransactions: boolean, canUseRecurringPayments: boolean, canUseBulkRecurringPayments: boolean, canSendPayLinks: boolean, canSendBulkPayLinks: boolean, canViewAgentTransactions: boolean }, menuOptions: Array<{ id: string, name: string, text: string, sortNumber: number, menuType: number, companyCode: string | null, agentId: string | null, userName: string | null }>, preferences: { isApprovedCardAuthEnabled: boolean | null, logoUrl: string | null } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CreatePayLinkDocument = new TypedDocumentString(`
    mutation CreatePayLink($input: CreatePayLinkInput!) {
  createPayLink(input: $input) {
    __typename
    ... on CreatePayLinkSuccess {
      replayed
      payLink {
        id
        url
        referenceNo
        amount {
          amount
          currency
        }
        status
        payerName
        email
        phone
        note
        agentNote
        agent {
          id
          name
        }
      }
    }
    ... on PaynetError {
      code
      message
      retry
      retryAfterSeconds
      requestId
    }
    ... on PaynetInvalidInput {
      fields {
        field
        code
        message
      }
    }
    ... on PaynetForbidden {
      requiredPermission
    }
    ... on PaynetRefused {
      returnCode
      returnCodeName
    }
    ... on PayLinkReferenceTaken {
      referenceNo
    }
    ... on PayLinkOutcomeUnknown {
      referenceNo
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePayLinkMutation, CreatePayLinkMutationVariables>;
export const CreatePayLinksDocument = new TypedDocumentString(`
    mutation CreatePayLinks($input: CreatePayLinksInput!) {
  createPayLinks(input: $input) {
    __typename
    ... on CreatePayLinksSuccess {
      results {
        __typename
        ... on CreatePayLinkSuccess {
          replayed
          payLink {
            id
            url
            referenceNo
            amount {
              amount
              currency
            }
            status
          }
        }
        ... on PaynetError {
          code
          message
          retry
          retryAfterSeconds
        }
        ... on PaynetInvalidInput {
          fields {
            field
            code
            message
          }
        }
        ... on PaynetRefused {
          returnCode
          returnCodeName
        }
        ... on PayLinkReferenceTaken {
          referenceNo
        }
        ... on PayLinkOutcomeUnknown {
          referenceNo
        }
      }
    }
    ... on PaynetError {
      code
      message
      retry
      requestId
    }
    ... on PaynetInvalidInput {
      fields {
        field
        code
        message
      }
    }
    ... on PaynetForbidden {
      requiredPermission
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePayLinksMutation, CreatePayLinksMutationVariables>;
export const DeactivatePayLinkDocument = new TypedDocumentString(`
    mutation DeactivatePayLink($input: DeactivatePayLinkInput!) {
  deactivatePayLink(input: $input) {
    __typename
    ... on DeactivatePayLinkSuccess {
      payLink {
        id
        status
        statusCode
      }
    }
    ... on PaynetError {
      code
      message
      retry
      retryAfterSeconds
      requestId
    }
    ... on PaynetInvalidInput {
      fields {
        field
        code
        message
      }
    }
    ... on PaynetForbidden {
      requiredPermission
    }
    ... on PaynetRefused {
      returnCode
      returnCodeName
    }
    ... on PayLinkNotChangeable {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<DeactivatePayLinkMutation, DeactivatePayLinkMutationVariables>;
export const ListPayLinksDocument = new TypedDocumentString(`
    query ListPayLinks($filter: PayLinkFilter!, $first: Int, $after: String, $last: Int, $before: String) {
  payLinks(
    filter: $filter
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    edges {
      cursor
      node {
        id
        referenceNo
        amount {
          amount
          currency
        }
        status
        transactionId
        note
        agent {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListPayLinksQuery, ListPayLinksQueryVariables>;
export const OpenPortalDocument = new TypedDocumentString(`
    mutation OpenPortal($input: AutologinInput!) {
  autologin(input: $input) {
    __typename
    ... on AutologinSuccess {
      url
    }
    ... on PaynetError {
      code
      message
      retry
      requestId
    }
    ... on PaynetForbidden {
      requiredPermission
    }
    ... on PaynetRefused {
      returnCode
      returnCodeName
    }
  }
}
    `) as unknown as TypedDocumentString<OpenPortalMutation, OpenPortalMutationVariables>;
export const ReactivatePayLinkDocument = new TypedDocumentString(`
    mutation ReactivatePayLink($input: ReactivatePayLinkInput!) {
  reactivatePayLink(input: $input) {
    __typename
    ... on ReactivatePayLinkSuccess {
      payLink {
        id
        status
        statusCode
      }
    }
    ... on PaynetError {
      code
      message
      retry
      retryAfterSeconds
      requestId
    }
    ... on PaynetInvalidInput {
      fields {
        field
        code
        message
      }
    }
    ... on PaynetForbidden {
      requiredPermission
    }
    ... on PaynetRefused {
      returnCode
      returnCodeName
    }
    ... on PayLinkNotChangeable {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<ReactivatePayLinkMutation, ReactivatePayLinkMutationVariables>;
export const ReadPayLinkDocument = new TypedDocumentString(`
    query ReadPayLink($by: PayLinkBy!) {
  payLink(by: $by) {
    id
    url
    referenceNo
    amount {
      amount
      currency
    }
    status
    statusCode
    transactionId
    payerName
    email
    phone
    note
    agentNote
    agent {
      id
      name
    }
    companyCode
    userName
    instalmentCount
    bankId
    bankName
    createdAt
    expiresInHours
    expiresAt
    succeedUrl
    errorUrl
    isTexted
  }
}
    `) as unknown as TypedDocumentString<ReadPayLinkQuery, ReadPayLinkQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: LoginInput!) {
  login(input: $input) {
    __typename
    ... on LoginSuccess {
      session {
        expiresOn
        user {
          id
          displayName
        }
        agent {
          id
          name
        }
      }
      token
    }
    ... on PaynetError {
      code
      message
      retry
      requestId
    }
    ... on PaynetInvalidInput {
      fields {
        field
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  logout {
    __typename
    ... on LogoutSuccess {
      userId
    }
    ... on PaynetError {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const WatchPayLinkDocument = new TypedDocumentString(`
    subscription WatchPayLink($id: ID!) {
  payLinkChanged(id: $id) {
    id
    referenceNo
    status
    transactionId
    amount {
      amount
      currency
    }
  }
}
    `) as unknown as TypedDocumentString<WatchPayLinkSubscription, WatchPayLinkSubscriptionVariables>;
export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI {
  agentSession {
    sessionKey
    expiresOn
    endsAt
    user {
      id
      displayName
      email
      phone
    }
    agent {
      id
      name
      company {
        code
        name
      }
      address {
        line1
        line2
        province {
          code
          name
        }
        district {
          code
          name
        }
        postalCode
      }
      email
      phone
      taxOffice
      taxId
      sectorId
      referenceNo
      segment {
        id
        name
      }
      logoUrl
      isBlocked
      isDeleted
      isActive
      isCompany
      canSelectCustomer
      hasMultiLogin
    }
    authorization {
      canTakePayments
      canViewTransactions
      isMaster
      canViewAllUsersTransactions
      canReverseTransactions
      canUseRecurringPayments
      canUseBulkRecurringPayments
      canSendPayLinks
      canSendBulkPayLinks
      canViewAgentTransactions
    }
    menuOptions {
      id
      name
      text
      sortNumber
      menuType
      companyCode
      agentId
      userName
    }
    preferences {
      isApprovedCardAuthEnabled
      logoUrl
    }
    companies
  }
}
    `) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;