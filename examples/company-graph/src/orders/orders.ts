/** What this service stores of an order. Of Paynet's things it keeps the names only. */
export interface OrderRecord {
  readonly id: string;
  readonly total: string;
  /** Paynet's id of the agent. */
  readonly agentId: string;
  /** The `referenceNo` its payment link is made with. Null where it is paid for in another way. */
  readonly payLinkReference: string | null;
}

/** The newest first. */
export const ORDERS: readonly OrderRecord[] = [
  { id: '3', total: '120.10', agentId: '1001', payLinkReference: 'ORDER-3' },
  { id: '2', total: '4999.00', agentId: '2001', payLinkReference: 'ORDER-2' },
  { id: '1', total: '75.50', agentId: '1001', payLinkReference: null },
];
