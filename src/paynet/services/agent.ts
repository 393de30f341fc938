import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Operation } from '../operation.ts';
import {
  type AddressCodec,
  anyJson,
  day,
  flag,
  integer,
  looseFlag,
  pictureAddress,
  requiredText,
  text,
} from '../wire.ts';

/** https://doc.paynet.com.tr/servisler/bayi/login */
export interface LoginInput {
  /** The login name; it comes back as `user.id`. */
  readonly userName: string;
  readonly password: string;
  readonly agentId: string;
  /** Made from the agent and the user where it is not given, so that one user is one device. */
  readonly deviceId?: string | undefined;
  readonly companyCode?: string | undefined;
  readonly osType?: string | undefined;
  readonly deviceType?: string | undefined;
}

/** https://doc.paynet.com.tr/english/agent/auto-login */
export interface AutologinInput {
  /** The login name of the portal user. */
  readonly userName: string;
  readonly agentId: string;
}

/** The ten rights. The table lists them at the top of the answer, the sample nests them; see `authorization`. */
const rights = z.object({
  TransactionAuthorization: flag,
  ReportAuthorization: flag,
  MasterUserAuthorization: flag,
  AllUserReportAuthorization: flag,
  ReverseTransactionAuthorization: flag,
  RecurringPayment: flag,
  BulkRecurringPayment: flag,
  PaynetLink: flag,
  BulkPaynetLink: flag,
  AgentReportAuthorization: flag,
});

type Rights = z.output<typeof rights>;

/** What the user may do. The nested right counts, then the one at the top; one that is nowhere is not given. */
function authorization(nested: Rights | null | undefined, top: Rights) {
  const has = (right: keyof Rights) => nested?.[right] ?? top[right] ?? false;
  return {
    canTakePayments: has('TransactionAuthorization'),
    canViewTransactions: has('ReportAuthorization'),
    isMaster: has('MasterUserAuthorization'),
    canViewAllUsersTransactions: has('AllUserReportAuthorization'),
    canReverseTransactions: has('ReverseTransactionAuthorization'),
    canUseRecurringPayments: has('RecurringPayment'),
    canUseBulkRecurringPayments: has('BulkRecurringPayment'),
    canSendPayLinks: has('PaynetLink'),
    canSendBulkPayLinks: has('BulkPaynetLink'),
    canViewAgentTransactions: has('AgentReportAuthorization'),
  };
}

/** Only in the sample, not in the table, so an entry without what the contract promises is left out, not an error. */
const menuOption = z
  .object({
    id: requiredText,
    name: requiredText,
    text: requiredText,
    sort_number: integer.pipe(z.int32()),
    menu_type: integer.pipe(z.int32()),
    company_code: text,
    agent_id: text,
    user_name: text,
  })
  .transform((wire) => ({
    id: wire.id,
    name: wire.name,
    text: wire.text,
    sortNumber: wire.sort_number,
    menuType: wire.menu_type,
    companyCode: wire.company_code,
    agentId: wire.agent_id,
    userName: wire.user_name,
  }));

const preferences = z
  .object({ ApprovedCardAuth: looseFlag, LogoUrl: pictureAddress })
  .transform((wire) => ({ isApprovedCardAuthEnabled: wire.ApprovedCardAuth, logoUrl: wire.LogoUrl }));

const NO_PREFERENCES: z.output<typeof preferences> = { isApprovedCardAuthEnabled: null, logoUrl: null };

const loginAnswer = z
  .object({
    ...rights.shape,
    userAuthorizationContainer: rights.nullish(),
    session_key: requiredText,
    expired_date: day,
    agent_id: requiredText,
    user_id: requiredText,
    user_name: text,
    user_email: text,
    user_phone: text,
    company_code: text,
    company_desc: text,
    agent_name: text,
    adress1: text,
    adress2: text,
    county_code: text,
    county_name: text,
    city_code: text,
    city_name: text,
    zip_code: text,
    email: text,
    phone: text,
    tax_office: text,
    tax_id: text,
    sector_id: text,
    referans_no: text,
    segment_id: text,
    segment_text: text,
    logo_url: pictureAddress,
    is_agent_blocked: flag,
    is_agent_deleted: flag,
    is_activ: looseFlag,
    is_company: flag,
    is_select_customer: looseFlag,
    is_multi_login: looseFlag,
    agentUserPreferences: preferences.nullable().catch(null),
    menu_options: z.array(menuOption.nullable().catch(null)).nullable().catch(null),
    company_list: anyJson,
  })
  .transform((wire) => ({
    sessionKey: wire.session_key,
    /** The day the session key ends, `yyyy-MM-dd`, in Turkish time. The hour is not documented. */
    expiresOn: wire.expired_date,
    // Paynet's user_name is the person's name here; the login name that was sent as user_name comes back as user_id.
    user: { id: wire.user_id, displayName: wire.user_name, email: wire.user_email, phone: wire.user_phone },
    agent: {
      id: wire.agent_id,
      name: wire.agent_name,
      company: known({ code: wire.company_code, name: wire.company_desc }),
      address: known({
        line1: wire.adress1,
        line2: wire.adress2,
        // Paynet's "county" is the province (il), its "city" the district (ilçe).
        province: known({ code: wire.county_code, name: wire.county_name }),
        district: known({ code: wire.city_code, name: wire.city_name }),
        postalCode: wire.zip_code,
      }),
      email: wire.email,
      phone: wire.phone,
      taxOffice: wire.tax_office,
      taxId: wire.tax_id,
      sectorId: wire.sector_id,
      referenceNo: wire.referans_no,
      segment: known({ id: wire.segment_id, name: wire.segment_text }),
      logoUrl: wire.logo_url,
      isBlocked: wire.is_agent_blocked,
      isDeleted: wire.is_agent_deleted,
      isActive: wire.is_activ,
      isCompany: wire.is_company,
      canSelectCustomer: wire.is_select_customer,
      hasMultiLogin: wire.is_multi_login,
    },
    authorization: authorization(wire.userAuthorizationContainer, wire),
    menuOptions: (wire.menu_options ?? []).filter((option) => option !== null),
    preferences: wire.agentUserPreferences ?? NO_PREFERENCES,
    /** `company_list`: its shape is not documented, so it is passed on as it came. */
    companies: wire.company_list,
  }));

/** The object, or null where every member of it is. */
function known<T extends object>(parts: T): T | null {
  return Object.values(parts).every((part) => part === null) ? null : parts;
}

/** What Paynet knows of a user and the user's agent after a login. */
export type AgentLogin = z.output<typeof loginAnswer>;
export type AgentRecord = AgentLogin['agent'];
export type AgentUserRecord = AgentLogin['user'];
export type UserAuthorization = AgentLogin['authorization'];
export type MenuOption = AgentLogin['menuOptions'][number];
export type AgentUserPreferences = AgentLogin['preferences'];

/** The table says that the device id is required, the sample leaves it out; we always send one. */
function deviceId({ agentId, userName, deviceId }: LoginInput): string {
  return deviceId ?? hash('sha256', JSON.stringify([agentId, userName]), 'hex').slice(0, 40);
}

export const agentOperations = (address: AddressCodec) => ({
  /** Checks a password and opens a session. Repeating it may count as one more wrong password. */
  login: {
    name: 'agent/login',
    path: '/v1/agent/login',
    effect: 'write',
    showsPassword: true,
    toWire: (input) => ({
      user_name: input.userName,
      password: input.password,
      agent_id: input.agentId,
      pushtoken_id: deviceId(input),
      company_code: input.companyCode,
      os_type: input.osType,
      device_type: input.deviceType,
    }),
    answer: z.compile(loginAnswer),
  } satisfies Operation<LoginInput, AgentLogin>,

  /** Makes an address that signs the user in to Paynet's portal without a password. The address is a credential. */
  autologin: {
    name: 'agent/autologin',
    path: '/v1/agent/autologin',
    effect: 'write',
    toWire: (input) => ({ user_name: input.userName, agent_id: input.agentId }),
    answer: z.object({ url: address }),
  } satisfies Operation<AutologinInput, { url: string }>,
});
