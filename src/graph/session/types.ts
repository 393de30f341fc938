import type { Session } from '../../access/caller.ts';
import { scopesOf } from '../../access/permissions.ts';
import type {
  AgentLogin,
  AgentUserPreferences,
  AgentUserRecord,
  MenuOption,
  UserAuthorization,
} from '../../paynet/services/agent.ts';
import { AgentType } from '../agent/types.ts';
import { builder } from '../builder.ts';

const AgentUserType = builder.objectRef<AgentUserRecord>('AgentUser').implement({
  description: 'The person who signed in.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: 'The login name: what was given to `login` as `userName`. Paynet: `user_id`.',
    }),
    displayName: t.exposeString('displayName', {
      description: 'The person’s name, for display. Paynet: `user_name`, which means the login name only in requests.',
    }),
    email: t.exposeString('email', { description: 'The person’s mail address. Paynet: `user_email`.' }),
    phone: t.exposeString('phone', { description: 'The person’s phone number. Paynet: `user_phone`.' }),
  }),
});

const UserAuthorizationType = builder.objectRef<UserAuthorization>('UserAuthorization').implement({
  description:
    'What the person may do. A right Paynet does not name is not given. Paynet: `userAuthorizationContainer`, https://doc.paynet.com.tr/servisler/bayi/login',
  fields: (t) => {
    const right = (name: keyof UserAuthorization, description: string) =>
      t.exposeBoolean(name, { nullable: false, description });
    return {
      canTakePayments: right('canTakePayments', 'May take payments. Paynet: `TransactionAuthorization`.'),
      canViewTransactions: right(
        'canViewTransactions',
        'May see the list of transactions. Paynet: `ReportAuthorization`.',
      ),
      isMaster: right(
        'isMaster',
        'Is a master user, who may act for the company’s agents. Paynet: `MasterUserAuthorization`.',
      ),
      canViewAllUsersTransactions: right(
        'canViewAllUsersTransactions',
        'May see other users’ transactions too. Paynet: `AllUserReportAuthorization`.',
      ),
      canReverseTransactions: right(
        'canReverseTransactions',
        'May cancel and refund. Paynet: `ReverseTransactionAuthorization`.',
      ),
      canUseRecurringPayments: right(
        'canUseRecurringPayments',
        'May set up recurring payments. Paynet: `RecurringPayment`.',
      ),
      canUseBulkRecurringPayments: right(
        'canUseBulkRecurringPayments',
        'May set up recurring payments in bulk. Paynet: `BulkRecurringPayment`.',
      ),
      canSendPayLinks: right(
        'canSendPayLinks',
        'May make payment links; `createPayLink` needs it. Paynet: `PaynetLink`.',
      ),
      canSendBulkPayLinks: right('canSendBulkPayLinks', 'May make payment links in bulk. Paynet: `BulkPaynetLink`.'),
      canViewAgentTransactions: right(
        'canViewAgentTransactions',
        'May see the transactions of the company’s agents. Paynet: `AgentReportAuthorization`.',
      ),
    };
  },
});

const MenuOptionType = builder.objectRef<MenuOption>('MenuOption').implement({
  description:
    'One entry of the menu Paynet’s own apps show this person. In the sample of the login page, not in its table: `menu_options`.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'Id of the entry. Paynet: `id`, an integer.' }),
    name: t.exposeString('name', {
      nullable: false,
      description:
        'Key of the entry. Seen: `pay`, `report` (transactions), `limit_notation` (limits), `paynet_link` (payment links). Paynet: `name`.',
    }),
    text: t.exposeString('text', { nullable: false, description: 'Label, in Turkish. Paynet: `text`.' }),
    sortNumber: t.exposeInt('sortNumber', {
      nullable: false,
      description: 'Position, counted from 1. Paynet: `sort_number`, a number inside a string.',
    }),
    menuType: t.exposeInt('menuType', {
      nullable: false,
      description: 'Kind of menu; 1 is the only one ever shown. Paynet: `menu_type`.',
    }),
    companyCode: t.exposeString('companyCode', { description: 'Code of the main company. Paynet: `company_code`.' }),
    agentId: t.exposeID('agentId', { description: 'The agent the entry is for. Paynet: `agent_id`.' }),
    userName: t.exposeString('userName', {
      description: 'The login name the entry is limited to; null when it is for every user. Paynet: `user_name`.',
    }),
  }),
});

const PreferencesType = builder.objectRef<AgentUserPreferences>('AgentUserPreferences').implement({
  description: 'Preferences of the person. In the sample of the login page, not in its table: `agentUserPreferences`.',
  fields: (t) => ({
    isApprovedCardAuthEnabled: t.exposeBoolean('isApprovedCardAuthEnabled', {
      description:
        'The approved-card permission. Null when Paynet does not say. Paynet: `ApprovedCardAuth`, a boolean inside a string.',
    }),
    logoUrl: t.expose('logoUrl', {
      type: 'URL',
      description: 'Address of a logo, which may differ from the agent’s. Paynet: `LogoUrl`.',
    }),
  }),
});

/** The login as it was, and when it ends here. */
export interface AgentSession extends AgentLogin {
  readonly endsAt: string;
}

export function agentSessionOf({ expiresAt, login }: Session): AgentSession {
  return { ...login, endsAt: new Date(expiresAt).toISOString() };
}

export const AgentSessionType = builder.objectRef<AgentSession>('AgentSession').implement({
  description: 'A signed-in person: who it is, for which agent, and what the person may do. As it was when signing in.',
  fields: (t) => ({
    sessionKey: t.exposeString('sessionKey', {
      nullable: false,
      description:
        'Paynet’s own session key, for Paynet’s mobile services. A credential: not what this graph takes as Bearer, and never to be logged. Paynet: `session_key`.',
    }),
    expiresOn: t.expose('expiresOn', {
      type: 'Date',
      nullable: false,
      description: 'The day Paynet’s session key ends; see `endsAt` for the session here. Paynet: `expired_date`.',
    }),
    endsAt: t.expose('endsAt', {
      type: 'DateTime',
      nullable: false,
      description:
        'When the session here ends and `login` is needed again: twelve hours after it, or when Paynet’s last day begins in Turkey.',
    }),
    user: t.expose('user', {
      type: AgentUserType,
      nullable: false,
      description: 'The person who signed in.',
    }),
    agent: t.expose('agent', {
      type: AgentType,
      nullable: false,
      description: 'The agent the person signed in to.',
    }),
    authorization: t.expose('authorization', {
      type: UserAuthorizationType,
      nullable: false,
      description: 'What the person may do, here as at Paynet.',
    }),
    scopes: t.stringList({
      nullable: false,
      description:
        'The person’s rights as scopes, the words of `@requiresScopes`: for a router that enforces it and cannot look into a session token.',
      resolve: ({ authorization }) => [...scopesOf(authorization)],
    }),
    menuOptions: t.expose('menuOptions', {
      type: [MenuOptionType],
      nullable: { list: false, items: false },
      description:
        'The menu Paynet’s own apps show, in Paynet’s order. Empty when Paynet sends none; entries that cannot be read are left out. Paynet: `menu_options`.',
    }),
    preferences: t.expose('preferences', {
      type: PreferencesType,
      nullable: false,
      description: 'The person’s preferences. Paynet: `agentUserPreferences`.',
    }),
    companies: t.expose('companies', {
      type: 'JSON',
      description:
        'A list of main companies, presumably for multiple login. Paynet documents no shape, so it is passed on as it is; null in the sample, and null after `login` where it is too large to travel in a token. Paynet: `company_list`.',
    }),
  }),
});

export interface LoginSuccess {
  readonly token: string;
  readonly session: AgentSession;
}

export const LoginSuccessType = builder.objectRef<LoginSuccess>('LoginSuccess').implement({
  description: 'Signed in. Browsers on the same site also got the session as a cookie and need nothing more.',
  fields: (t) => ({
    token: t.exposeString('token', {
      nullable: false,
      description:
        'What this graph accepts as `Authorization: Bearer`. A credential: keep it out of logs and addresses.',
    }),
    session: t.expose('session', { type: AgentSessionType, nullable: false, description: 'Who is signed in now.' }),
  }),
});

export interface LogoutSuccess {
  readonly userId: string;
}

export const LogoutSuccessType = builder.objectRef<LogoutSuccess>('LogoutSuccess').implement({
  description: 'Signed out: the session’s token is not accepted any more, and its cookie is gone.',
  fields: (t) => ({
    userId: t.exposeID('userId', { nullable: false, description: 'The login name of the person who was signed in.' }),
  }),
});

export interface AutologinSuccess {
  readonly url: string;
}

export const AutologinSuccessType = builder.objectRef<AutologinSuccess>('AutologinSuccess').implement({
  description: 'A way into Paynet’s portal without a password.',
  fields: (t) => ({
    url: t.expose('url', {
      type: 'URL',
      nullable: false,
      description:
        'Open it at once in the person’s browser; ask again for every click. A credential: never log, store or share it. How long and how often it works is not documented. Paynet: `url` (agent/autologin).',
    }),
  }),
});
