export interface GatewayOptions {
  readonly supergraph: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** The layer's `ROUTER_SECRET`. */
  readonly routerSecret: string;
}
