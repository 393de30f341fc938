/** What the npm package exports as `paynet-graphql/client`: Paynet without GraphQL. */
export { createPaynetClient, type PaynetClient, type PaynetServices } from './client.ts';
export * from './errors.ts';
export { DEFAULT_DISCIPLINE, type PaynetDiscipline } from './gate.ts';
export {
  type AttemptReport,
  type CallOptions,
  DEFAULT_LIMITS,
  type PaynetLimits,
  type PaynetState,
  type TransportOptions,
} from './request.ts';
export type * from './services/agent.ts';
export type * from './services/mail-order.ts';
export { type Decimal, isDecimal } from './wire.ts';
