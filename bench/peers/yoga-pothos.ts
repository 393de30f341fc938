/** graphql-yoga and Pothos with their defaults, and the fetch that comes with Node: the first thing that works. */
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import { createYoga } from 'graphql-yoga';
import { readSettings } from '../settings.ts';
import { type CreateAnswer, type LinkRow, type ListAnswer, type LoginAnswer, PATHS } from '../upstream/answers.ts';
import {
  behind,
  connection,
  created,
  createToWire,
  linkFromWire,
  loginToWire,
  PAYNET_HEADERS,
  type PayLink,
  refusal,
  type Session,
  signIn,
  UNAUTHENTICATED,
  whoAsks,
} from './mapping.ts';

const { port, upstream } = readSettings();

async function post<Answer>(path: string, input: object): Promise<Answer> {
  const answer = await fetch(`${upstream}${path}`, {
    method: 'POST',
    headers: PAYNET_HEADERS,
    body: JSON.stringify(input),
  });
  return (await answer.json()) as Answer;
}

type Text = { Input: string; Output: string };

const builder = new SchemaBuilder<{
  Context: { session: Session | undefined };
  Scalars: {
    ID: Text;
    Date: Text;
    DateTime: Text;
    Decimal: Text;
    EmailAddress: Text;
    URL: Text;
    JSON: { Input: unknown; Output: unknown };
  };
}>({ plugins: [DirectivesPlugin, FederationPlugin] });

for (const name of ['Date', 'DateTime', 'Decimal', 'EmailAddress', 'URL', 'JSON'] as const)
  builder.scalarType(name, { serialize: (value) => value });

const Rights = builder.objectRef<Session['authorization']>('UserAuthorization').implement({
  fields: (t) => ({
    canTakePayments: t.exposeBoolean('canTakePayments', { nullable: false }),
    canViewTransactions: t.exposeBoolean('canViewTransactions', { nullable: false }),
    isMaster: t.exposeBoolean('isMaster', { nullable: false }),
    canViewAllUsersTransactions: t.exposeBoolean('canViewAllUsersTransactions', { nullable: false }),
    canReverseTransactions: t.exposeBoolean('canReverseTransactions', { nullable: false }),
    canUseRecurringPayments: t.exposeBoolean('canUseRecurringPayments', { nullable: false }),
    canUseBulkRecurringPayments: t.exposeBoolean('canUseBulkRecurringPayments', { nullable: false }),
    canSendPayLinks: t.exposeBoolean('canSendPayLinks', { nullable: false }),
    canSendBulkPayLinks: t.exposeBoolean('canSendBulkPayLinks', { nullable: false }),
    canViewAgentTransactions: t.exposeBoolean('canViewAgentTransactions', { nullable: false }),
  }),
});

const User = builder.objectRef<Session['user']>('AgentUser').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    displayName: t.exposeString('displayName'),
    email: t.exposeString('email'),
    phone: t.exposeString('phone'),
  }),
});

const Company = builder.objectRef<Session['agent']['company']>('AgentCompany').implement({
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
});
const Region = builder.objectRef<Session['agent']['address']['province']>('AgentRegion').implement({
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
});
const Segment = builder.objectRef<Session['agent']['segment']>('AgentSegment').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
});
const Address = builder.objectRef<Session['agent']['address']>('AgentAddress').implement({
  fields: (t) => ({
    line1: t.exposeString('line1'),
    line2: t.exposeString('line2'),
    province: t.expose('province', { type: Region }),
    district: t.expose('district', { type: Region }),
    postalCode: t.exposeString('postalCode'),
  }),
});

const Agent = builder.objectRef<Session['agent']>('Agent').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    name: t.exposeString('name'),
    company: t.expose('company', { type: Company }),
    address: t.expose('address', { type: Address }),
    email: t.exposeString('email'),
    phone: t.exposeString('phone'),
    taxOffice: t.exposeString('taxOffice'),
    taxId: t.exposeString('taxId'),
    sectorId: t.exposeString('sectorId'),
    referenceNo: t.exposeString('referenceNo'),
    segment: t.expose('segment', { type: Segment }),
    logoUrl: t.expose('logoUrl', { type: 'URL' }),
    isBlocked: t.exposeBoolean('isBlocked'),
    isDeleted: t.exposeBoolean('isDeleted'),
    isActive: t.exposeBoolean('isActive'),
    isCompany: t.exposeBoolean('isCompany'),
    canSelectCustomer: t.exposeBoolean('canSelectCustomer'),
    hasMultiLogin: t.exposeBoolean('hasMultiLogin'),
  }),
});

const MenuOption = builder.objectRef<Session['menuOptions'][number]>('MenuOption').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    name: t.exposeString('name', { nullable: false }),
    text: t.exposeString('text', { nullable: false }),
    sortNumber: t.exposeInt('sortNumber', { nullable: false }),
    menuType: t.exposeInt('menuType', { nullable: false }),
    companyCode: t.exposeString('companyCode'),
    agentId: t.exposeID('agentId'),
    userName: t.exposeString('userName'),
  }),
});

const Preferences = builder.objectRef<Session['preferences']>('AgentUserPreferences').implement({
  fields: (t) => ({
    isApprovedCardAuthEnabled: t.exposeBoolean('isApprovedCardAuthEnabled'),
    logoUrl: t.expose('logoUrl', { type: 'URL' }),
  }),
});

const AgentSession = builder.objectRef<Session>('AgentSession').implement({
  fields: (t) => ({
    sessionKey: t.exposeString('sessionKey', { nullable: false }),
    expiresOn: t.expose('expiresOn', { type: 'Date', nullable: false }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: false }),
    user: t.expose('user', { type: User, nullable: false }),
    agent: t.expose('agent', { type: Agent, nullable: false }),
    authorization: t.expose('authorization', { type: Rights, nullable: false }),
    menuOptions: t.expose('menuOptions', { type: [MenuOption], nullable: { list: false, items: false } }),
    preferences: t.expose('preferences', { type: Preferences, nullable: false }),
    companies: t.expose('companies', { type: 'JSON' }),
  }),
});

const LoginSuccess = builder.objectRef<ReturnType<typeof signIn>>('LoginSuccess').implement({
  fields: (t) => ({
    token: t.exposeString('token', { nullable: false }),
    session: t.expose('session', { type: AgentSession, nullable: false }),
  }),
});

type Failed = Omit<ReturnType<typeof refusal>, '__typename' | 'returnCode'> & { __typename: string };

const PaynetError = builder.interfaceRef<Failed>('PaynetError').implement({
  fields: (t) => ({
    code: t.exposeString('code', { nullable: false }),
    message: t.exposeString('message', { nullable: false }),
    retry: t.exposeString('retry', { nullable: false }),
    requestId: t.exposeString('requestId', { nullable: false }),
  }),
});
const Refused = builder.objectRef<ReturnType<typeof refusal>>('PaynetRefused').implement({
  interfaces: [PaynetError],
  fields: (t) => ({ returnCode: t.exposeInt('returnCode', { nullable: false }) }),
});
const Unauthenticated = builder
  .objectRef<typeof UNAUTHENTICATED>('PaynetUnauthenticated')
  .implement({ interfaces: [PaynetError] });

const Money = builder.objectRef<PayLink['amount']>('PaynetMoney').implement({
  fields: (t) => ({
    amount: t.expose('amount', { type: 'Decimal', nullable: false }),
    currency: t.exposeString('currency', { nullable: false }),
  }),
});

const Status = builder.enumType('PayLinkStatus', {
  values: ['AWAITING_PAYMENT', 'PAID', 'EXPIRED', 'PASSIVE', 'UNKNOWN'] as const,
});

const Link = builder.objectRef<PayLink>('PayLink').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    url: t.expose('url', { type: 'URL' }),
    referenceNo: t.exposeString('referenceNo'),
    amount: t.expose('amount', { type: Money }),
    status: t.expose('status', { type: Status, nullable: false }),
    payerName: t.exposeString('payerName'),
    email: t.expose('email', { type: 'EmailAddress' }),
    phone: t.exposeString('phone'),
    note: t.exposeString('note'),
    agentNote: t.exposeString('agentNote'),
    agent: t.expose('agent', { type: Agent }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
});

builder.asEntity(Link, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: async ({ id }, { session }) =>
    session === undefined ? null : linkFromWire(await post<LinkRow>(PATHS.detail, { id }), session.agent),
});

const CreateSuccess = builder
  .objectRef<{ __typename: 'CreatePayLinkSuccess'; payLink: PayLink }>('CreatePayLinkSuccess')
  .implement({
    fields: (t) => ({ payLink: t.expose('payLink', { type: Link, nullable: false }) }),
  });

const LoginResult = builder.unionType('LoginResult', {
  types: [LoginSuccess, Refused],
  resolveType: (value) => ('token' in value ? 'LoginSuccess' : 'PaynetRefused'),
});
const CreateResult = builder.unionType('CreatePayLinkResult', {
  types: [CreateSuccess, Refused, Unauthenticated],
  resolveType: (value) => value.__typename,
});

const CreateManySuccess = builder
  .objectRef<{ __typename: 'CreatePayLinksSuccess'; results: ReturnType<typeof created>[] }>('CreatePayLinksSuccess')
  .implement({
    fields: (t) => ({
      results: t.expose('results', { type: [CreateResult], nullable: { list: false, items: false } }),
    }),
  });
const CreateManyResult = builder.unionType('CreatePayLinksResult', {
  types: [CreateManySuccess, Unauthenticated],
  resolveType: (value) => value.__typename,
});

type Connection = ReturnType<typeof connection>;

const PageInfo = builder.objectRef<Connection['pageInfo']>('PageInfo').implement({
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { nullable: false }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { nullable: false }),
    startCursor: t.exposeString('startCursor'),
    endCursor: t.exposeString('endCursor'),
  }),
});
const Edge = builder.objectRef<Connection['edges'][number]>('PayLinkEdge').implement({
  fields: (t) => ({
    cursor: t.exposeString('cursor', { nullable: false }),
    node: t.expose('node', { type: Link, nullable: false }),
  }),
});
const Page = builder.objectRef<Connection>('PayLinkConnection').implement({
  fields: (t) => ({
    edges: t.expose('edges', { type: [Edge], nullable: { list: false, items: false } }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
});

const Filter = builder.inputType('PayLinkFilter', {
  fields: (t) => ({
    from: t.field({ type: 'Date', required: true }),
    to: t.field({ type: 'Date', required: true }),
  }),
});

builder.queryType({
  fields: (t) => ({
    payLinks: t.field({
      type: Page,
      nullable: false,
      args: {
        filter: t.arg({ type: Filter, required: true }),
        first: t.arg.int({ required: true }),
        after: t.arg.string(),
      },
      async resolve(_root, { filter, first, after }, { session }) {
        if (session === undefined) throw new Error('Not signed in');
        const page = await post<ListAnswer>(PATHS.list, {
          datab: filter.from,
          datbi: filter.to,
          agent_id: session.agent.id,
          limit: first,
          starting_after: behind(after),
        });
        return connection(page, session.agent);
      },
    }),
  }),
});

const LoginInput = builder.inputType('LoginInput', {
  fields: (t) => ({
    agentId: t.id({ required: true }),
    userName: t.string({ required: true }),
    password: t.string({ required: true }),
    companyCode: t.string(),
    deviceId: t.string(),
    deviceType: t.string(),
    osType: t.string(),
  }),
});

const CreateInput = builder.inputType('CreatePayLinkInput', {
  fields: (t) => ({
    payerName: t.string({ required: true }),
    amount: t.field({ type: 'Decimal', required: true }),
    agentId: t.id(),
    userName: t.string(),
    addCommissionToAmount: t.boolean({ defaultValue: false }),
    email: t.field({ type: 'EmailAddress' }),
    phone: t.string(),
    expiresInHours: t.int(),
    note: t.string(),
    agentNote: t.string(),
    referenceNo: t.string(),
  }),
});

const CreateManyInput = builder.inputType('CreatePayLinksInput', {
  fields: (t) => ({ links: t.field({ type: [CreateInput], required: true }) }),
});

builder.mutationType({
  fields: (t) => ({
    login: t.field({
      type: LoginResult,
      nullable: false,
      args: { input: t.arg({ type: LoginInput, required: true }) },
      async resolve(_root, { input }) {
        const answer = await post<LoginAnswer>(PATHS.login, loginToWire(input));
        return answer.code === 0 ? signIn(answer) : refusal(answer);
      },
    }),
    createPayLink: t.field({
      type: CreateResult,
      nullable: false,
      args: { input: t.arg({ type: CreateInput, required: true }) },
      async resolve(_root, { input }, { session }) {
        if (session === undefined) return UNAUTHENTICATED;
        return created(
          await post<CreateAnswer>(PATHS.create, createToWire(input, session.agent)),
          input,
          session.agent,
        );
      },
    }),
    createPayLinks: t.field({
      type: CreateManyResult,
      nullable: false,
      args: { input: t.arg({ type: CreateManyInput, required: true }) },
      async resolve(_root, { input: { links } }, { session }) {
        if (session === undefined) return UNAUTHENTICATED;
        const made = links.map(async (link) =>
          created(await post<CreateAnswer>(PATHS.create, createToWire(link, session.agent)), link, session.agent),
        );
        return { __typename: 'CreatePayLinksSuccess' as const, results: await Promise.all(made) };
      },
    }),
  }),
});

const yoga = createYoga({
  schema: builder.toSubGraphSchema({ linkUrl: 'https://specs.apollo.dev/federation/v2.6' }),
  context: ({ request }) => ({ session: whoAsks(request.headers.get('authorization')) }),
});

createServer(yoga).listen(port, '127.0.0.1');
