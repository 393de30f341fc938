/** The part of the layer's schema that the operations use, for the peers that begin with a schema. */
export const SLICE = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])

scalar Date
scalar DateTime
scalar Decimal
scalar EmailAddress
scalar JSON
scalar URL

type Query {
  payLinks(filter: PayLinkFilter!, first: Int, after: String): PayLinkConnection!
}

type Mutation {
  login(input: LoginInput!): LoginResult!
  createPayLink(input: CreatePayLinkInput!): CreatePayLinkResult!
  createPayLinks(input: CreatePayLinksInput!): CreatePayLinksResult!
}

input LoginInput {
  agentId: ID!
  companyCode: String
  deviceId: String
  deviceType: String
  osType: String
  password: String!
  userName: String!
}

union LoginResult = LoginSuccess | PaynetRefused

type LoginSuccess {
  token: String!
  session: AgentSession!
}

type AgentSession {
  sessionKey: String!
  expiresOn: Date!
  endsAt: DateTime!
  user: AgentUser!
  agent: Agent!
  authorization: UserAuthorization!
  menuOptions: [MenuOption!]!
  preferences: AgentUserPreferences!
  companies: JSON
}

type AgentUser {
  id: ID!
  displayName: String
  email: String
  phone: String
}

type Agent {
  id: ID!
  name: String
  company: AgentCompany
  address: AgentAddress
  email: String
  phone: String
  taxOffice: String
  taxId: String
  sectorId: String
  referenceNo: String
  segment: AgentSegment
  logoUrl: URL
  isBlocked: Boolean
  isDeleted: Boolean
  isActive: Boolean
  isCompany: Boolean
  canSelectCustomer: Boolean
  hasMultiLogin: Boolean
}

type AgentCompany {
  code: String
  name: String
}

type AgentAddress {
  line1: String
  line2: String
  province: AgentRegion
  district: AgentRegion
  postalCode: String
}

type AgentRegion {
  code: String
  name: String
}

type AgentSegment {
  id: ID
  name: String
}

type UserAuthorization {
  canTakePayments: Boolean!
  canViewTransactions: Boolean!
  isMaster: Boolean!
  canViewAllUsersTransactions: Boolean!
  canReverseTransactions: Boolean!
  canUseRecurringPayments: Boolean!
  canUseBulkRecurringPayments: Boolean!
  canSendPayLinks: Boolean!
  canSendBulkPayLinks: Boolean!
  canViewAgentTransactions: Boolean!
}

type MenuOption {
  id: ID!
  name: String!
  text: String!
  sortNumber: Int!
  menuType: Int!
  companyCode: String
  agentId: ID
  userName: String
}

type AgentUserPreferences {
  isApprovedCardAuthEnabled: Boolean
  logoUrl: URL
}

input CreatePayLinkInput {
  payerName: String!
  amount: Decimal!
  agentId: ID
  userName: String
  addCommissionToAmount: Boolean = false
  email: EmailAddress
  phone: String
  expiresInHours: Int
  note: String
  agentNote: String
  referenceNo: String
}

union CreatePayLinkResult = CreatePayLinkSuccess | PaynetRefused | PaynetUnauthenticated

type CreatePayLinkSuccess {
  payLink: PayLink!
}

input CreatePayLinksInput {
  links: [CreatePayLinkInput!]!
}

union CreatePayLinksResult = CreatePayLinksSuccess | PaynetUnauthenticated

type CreatePayLinksSuccess {
  results: [CreatePayLinkResult!]!
}

type PayLink @key(fields: "id") {
  id: ID!
  url: URL
  referenceNo: String
  amount: PaynetMoney
  status: PayLinkStatus!
  payerName: String
  email: EmailAddress
  phone: String
  note: String
  agentNote: String
  agent: Agent
  createdAt: DateTime
  expiresAt: DateTime
}

type PaynetMoney {
  amount: Decimal!
  currency: String!
}

enum PayLinkStatus {
  AWAITING_PAYMENT
  PAID
  EXPIRED
  PASSIVE
  UNKNOWN
}

input PayLinkFilter {
  from: Date!
  to: Date!
}

type PayLinkConnection {
  edges: [PayLinkEdge!]!
  pageInfo: PageInfo!
}

type PayLinkEdge {
  cursor: String!
  node: PayLink!
}

type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}

interface PaynetError {
  code: String!
  message: String!
  retry: String!
  requestId: String!
}

type PaynetRefused implements PaynetError {
  code: String!
  message: String!
  retry: String!
  requestId: String!
  returnCode: Int!
}

type PaynetUnauthenticated implements PaynetError {
  code: String!
  message: String!
  retry: String!
  requestId: String!
}
`;
