import type { Operation, Send, Service } from './operation.ts';
import { type CallOptions, createTransport, type PaynetState, type TransportOptions } from './request.ts';
import { agentOperations } from './services/agent.ts';
import { mailOrderOperations } from './services/mail-order.ts';
import { address, isLoopback, loopbackAddress } from './wire.ts';

/** Paynet's services as functions. Every one rejects with a `PaynetError` and nothing else. */
export interface PaynetServices {
  readonly agent: Service<ReturnType<typeof agentOperations>>;
  readonly mailOrder: Service<ReturnType<typeof mailOrderOperations>>;
}

export interface PaynetClient extends PaynetServices {
  /** The same services for one request: its deadline and its id go with every call. */
  bind(call: CallOptions): PaynetServices;
  state(): PaynetState;
  /** Waits for running calls, then closes the connections. */
  close(): Promise<void>;
}

/** A client of Paynet's REST API. Opens connections when they are first needed and keeps them. */
export function createPaynetClient(options: TransportOptions): PaynetClient {
  const transport = createTransport(options);
  const { protocol, hostname } = new URL(options.baseUrl);
  const addressCodec = protocol === 'http:' && isLoopback(hostname) ? loopbackAddress : address;
  const operations = { agent: agentOperations(addressCodec), mailOrder: mailOrderOperations(addressCodec) };

  const bind = (call: CallOptions): PaynetServices => {
    const send: Send = (operation, input) => transport.send(operation, input, call);
    return { agent: service(operations.agent, send), mailOrder: service(operations.mailOrder, send) };
  };
  return { ...bind({}), bind, state: transport.state, close: transport.close };
}

function service<Operations extends Record<string, Operation<never, unknown>>>(
  operations: Operations,
  send: Send,
): Service<Operations> {
  const functions = Object.entries(operations).map(([name, operation]) => [
    name,
    (input: never) => send(operation, input),
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each operation by its own name, which fromEntries cannot express
  return Object.fromEntries(functions) as Service<Operations>;
}
