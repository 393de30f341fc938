import type { Operation, Service } from './operation.ts';
import {
  type CallOptions,
  createTransport,
  type PaynetState,
  type Transport,
  type TransportOptions,
} from './request.ts';
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
  const readAddress = protocol === 'http:' && isLoopback(hostname) ? loopbackAddress : address;
  const operations = { agent: agentOperations(readAddress), mailOrder: mailOrderOperations(readAddress) };

  const agent = serviceOf(operations.agent, transport);
  const mailOrder = serviceOf(operations.mailOrder, transport);

  const bind = (call: CallOptions): PaynetServices => ({ agent: agent(call), mailOrder: mailOrder(call) });
  return { ...bind({}), bind, state: transport.state, close: transport.close };
}

/** A service's operations as functions, made once; each call it is bound to only remembers itself. */
function serviceOf<Operations extends Record<string, Operation<never, unknown>>>(
  operations: Operations,
  transport: Transport,
): (call: CallOptions) => Service<Operations> {
  class Bound {
    readonly call: CallOptions;
    constructor(call: CallOptions) {
      this.call = call;
    }
  }
  for (const [name, operation] of Object.entries(operations)) {
    Object.defineProperty(Bound.prototype, name, {
      value(this: Bound, input: never) {
        return transport.send(operation, input, this.call);
      },
    });
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each operation by its own name, which a loop cannot express
  return (call) => new Bound(call) as unknown as Service<Operations>;
}
