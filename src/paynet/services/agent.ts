import { hash } from 'node:crypto';
import { type Decoded, list, optional, orNull, type Reader, record, type Strict } from '../codec.ts';
import type { Operation } from '../operation.ts';
import { anyJson, day, flag, looseFlag, pictureAddress, requiredInteger, requiredText, text } from '../wire.ts';

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
const RIGHTS = {
  TransactionAuthorization: 'value',
  ReportAuthorization: 'value',
  MasterUserAuthorization: 'value',
  AllUserReportAuthorization: 'value',
  ReverseTransactionAuthorization: 'value',
  RecurringPayment: 'value',
  BulkRecurringPayment: 'value',
  PaynetLink: 'value',
  BulkPaynetLink: 'value',
  AgentReportAuthorization: 'value',
} as const;

const readRights = (strict: Strict<keyof typeof RIGHTS>) => ({
  canTakePayments: strict.read('TransactionAuthorization', flag),
  canViewTransactions: strict.read('ReportAuthorization', flag),
  isMaster: strict.read('MasterUserAuthorization', flag),
  canViewAllUsersTransactions: strict.read('AllUserReportAuthorization', flag),
  canReverseTransactions: strict.read('ReverseTransactionAuthorization', flag),
  canUseRecurringPayments: strict.read('RecurringPayment', flag),
  canUseBulkRecurringPayments: strict.read('BulkRecurringPayment', flag),
  canSendPayLinks: strict.read('PaynetLink', flag),
  canSendBulkPayLinks: strict.read('BulkPaynetLink', flag),
  canViewAgentTransactions: strict.read('AgentReportAuthorization', flag),
});

type Rights = ReturnType<typeof readRights>;

const rights = record(RIGHTS, (_wire, strict) => readRights(strict));

/** What the user may do. The nested right counts, then the one at the top; one that is nowhere is not given. */
function authorization(nested: Rights | null, top: Rights) {
  const has = (right: keyof Rights) => nested?.[right] ?? top[right] ?? false;
  return {
    canTakePayments: has('canTakePayments'),
    canViewTransactions: has('canViewTransactions'),
    isMaster: has('isMaster'),
    canViewAllUsersTransactions: has('canViewAllUsersTransactions'),
    canReverseTransactions: has('canReverseTransactions'),
    canUseRecurringPayments: has('canUseRecurringPayments'),
    canUseBulkRecurringPayments: has('canUseBulkRecurringPayments'),
    canSendPayLinks: has('canSendPayLinks'),
    canSendBulkPayLinks: has('canSendBulkPayLinks'),
    canViewAgentTransactions: has('canViewAgentTransactions'),
  };
}

const MENU_OPTION = {
  id: 'value',
  name: 'value',
  text: 'value',
  sort_number: 'value',
  menu_type: 'value',
  company_code: 'value',
  agent_id: 'value',
  user_name: 'value',
} as const;

/** Only in the sample, not in the table, so an entry without what the contract promises is left out, not an error. */
const menuOption = record(MENU_OPTION, (wire, strict) => ({
  id: strict.read('id', requiredText),
  name: strict.read('name', requiredText),
  text: strict.read('text', requiredText),
  sortNumber: strict.read('sort_number', requiredInteger),
  menuType: strict.read('menu_type', requiredInteger),
  companyCode: text(wire.company_code),
  agentId: text(wire.agent_id),
  userName: text(wire.user_name),
}));

const readMenu = orNull(list(orNull(menuOption.read)));

const PREFERENCES = { ApprovedCardAuth: 'value', LogoUrl: 'value' } as const;

const preferences = record(PREFERENCES, (wire) => ({
  isApprovedCardAuthEnabled: looseFlag(wire.ApprovedCardAuth),
  logoUrl: pictureAddress(wire.LogoUrl),
}));

const readPreferences = orNull(preferences.read);
const NO_PREFERENCES: Decoded<typeof preferences> = { isApprovedCardAuthEnabled: null, logoUrl: null };

const LOGIN = {
  ...RIGHTS,
  userAuthorizationContainer: RIGHTS,
  session_key: 'value',
  expired_date: 'value',
  agent_id: 'value',
  user_id: 'value',
  user_name: 'value',
  user_email: 'value',
  user_phone: 'value',
  company_code: 'value',
  company_desc: 'value',
  agent_name: 'value',
  adress1: 'value',
  adress2: 'value',
  county_code: 'value',
  county_name: 'value',
  city_code: 'value',
  city_name: 'value',
  zip_code: 'value',
  email: 'value',
  phone: 'value',
  tax_office: 'value',
  tax_id: 'value',
  sector_id: 'value',
  referans_no: 'value',
  segment_id: 'value',
  segment_text: 'value',
  logo_url: 'value',
  is_agent_blocked: 'value',
  is_agent_deleted: 'value',
  is_activ: 'value',
  is_company: 'value',
  is_select_customer: 'value',
  is_multi_login: 'value',
  agentUserPreferences: PREFERENCES,
  menu_options: MENU_OPTION,
  company_list: 'value',
} as const;

const loginAnswer = record(LOGIN, (wire, strict) => ({
  sessionKey: strict.read('session_key', requiredText),
  /** The day the session key ends, `yyyy-MM-dd`, in Turkish time. The hour is not documented. */
  expiresOn: strict.read('expired_date', day),
  // Paynet's user_name is the person's name here; the login name that was sent as user_name comes back as user_id.
  user: {
    id: strict.read('user_id', requiredText),
    displayName: text(wire.user_name),
    email: text(wire.user_email),
    phone: text(wire.user_phone),
  },
  agent: {
    id: strict.read('agent_id', requiredText),
    name: text(wire.agent_name),
    company: known({ code: text(wire.company_code), name: text(wire.company_desc) }),
    address: known({
      line1: text(wire.adress1),
      line2: text(wire.adress2),
      // Paynet's "county" is the province (il), its "city" the district (ilçe).
      province: known({ code: text(wire.county_code), name: text(wire.county_name) }),
      district: known({ code: text(wire.city_code), name: text(wire.city_name) }),
      postalCode: text(wire.zip_code),
    }),
    email: text(wire.email),
    phone: text(wire.phone),
    taxOffice: text(wire.tax_office),
    taxId: text(wire.tax_id),
    sectorId: text(wire.sector_id),
    referenceNo: text(wire.referans_no),
    segment: known({ id: text(wire.segment_id), name: text(wire.segment_text) }),
    logoUrl: pictureAddress(wire.logo_url),
    isBlocked: strict.read('is_agent_blocked', flag),
    isDeleted: strict.read('is_agent_deleted', flag),
    isActive: looseFlag(wire.is_activ),
    isCompany: strict.read('is_company', flag),
    canSelectCustomer: looseFlag(wire.is_select_customer),
    hasMultiLogin: looseFlag(wire.is_multi_login),
  },
  authorization: authorization(strict.read('userAuthorizationContainer', optional(rights.read)), readRights(strict)),
  menuOptions: (readMenu(wire.menu_options) ?? []).filter((option) => option !== null),
  preferences: readPreferences(wire.agentUserPreferences) ?? NO_PREFERENCES,
  /** `company_list`: its shape is not documented, so it is passed on as it came. */
  companies: anyJson(wire.company_list),
}));

/** The object, or null where every member of it is. */
function known<T extends object>(parts: T): T | null {
  for (const name in parts) if (parts[name] !== null) return parts;
  return null;
}

/** What Paynet knows of a user and the user's agent after a login. */
export type AgentLogin = Decoded<typeof loginAnswer>;
export type AgentRecord = AgentLogin['agent'];
export type AgentUserRecord = AgentLogin['user'];
export type UserAuthorization = AgentLogin['authorization'];
export type MenuOption = AgentLogin['menuOptions'][number];
export type AgentUserPreferences = AgentLogin['preferences'];

/** The table says that the device id is required, the sample leaves it out; we always send one. */
function deviceId({ agentId, userName, deviceId }: LoginInput): string {
  return deviceId ?? hash('sha256', JSON.stringify([agentId, userName]), 'hex').slice(0, 40);
}

export const agentOperations = (readAddress: Reader<string>) => ({
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
    answer: loginAnswer,
  } satisfies Operation<LoginInput, AgentLogin>,

  /** Makes an address that signs the user in to Paynet's portal without a password. The address is a credential. */
  autologin: {
    name: 'agent/autologin',
    path: '/v1/agent/autologin',
    effect: 'write',
    toWire: (input) => ({ user_name: input.userName, agent_id: input.agentId }),
    answer: record({ url: 'value' }, (_wire, strict) => ({ url: strict.read('url', readAddress) })),
  } satisfies Operation<AutologinInput, { url: string }>,
});
