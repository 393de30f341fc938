export interface Server {
  readonly name: string;
  /** For people who read the table. */
  readonly title: string;
  /** Relative to the repository. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** Sent along with what only a router asks for. */
  readonly routerHeaders?: Readonly<Record<string, string>>;
  /** What it is asked: the operation as GraphQL, or the calls behind it. */
  readonly speaks: 'graphql' | 'paynet';
}

const graphql = { env: {}, speaks: 'graphql' } as const;

export const FLOOR: Server = {
  name: 'pass-through',
  title: 'Node pass-through',
  main: 'bench/dist/peers/pass-through.js',
  env: {},
  speaks: 'paynet',
};

const ROUTER_SECRET = 'a-router-of-a-bench-on-this-machine-0123456789';

/** The layer as its image runs it, with everything that protects switched on. The key is one the upstream does not look at. */
export const LAYER: Server = {
  name: 'layer',
  title: 'paynet-graphql',
  main: 'dist/main.js',
  env: {
    PAYNET_ENVIRONMENT: 'test',
    PAYNET_SECRET_KEY: 'sck_bench',
    SESSION_SECRET: 'only-for-a-bench-on-this-machine-0123456789',
    ROUTER_SECRET,
  },
  routerHeaders: { 'x-router-secret': ROUTER_SECRET },
  speaks: 'graphql',
};

/**
 * The same for a crowd: all of it comes from one address here, which nobody is given that many connections for, and none of
 * it is refused on a machine that is too slow for so many.
 */
export const LAYER_FOR_A_CROWD: Server = {
  ...LAYER,
  env: { ...LAYER.env, MAX_CONNECTIONS_PER_ADDRESS: '2000', MAX_REQUESTS_AT_ONCE: '0' },
};

/** All of them, the floor first. */
export const SERVERS: readonly Server[] = [
  FLOOR,
  LAYER,
  { name: 'mercurius', title: 'mercurius with JIT', main: 'bench/dist/peers/mercurius.js', ...graphql },
  { name: 'apollo', title: 'Apollo Server', main: 'bench/dist/peers/apollo.js', ...graphql },
  { name: 'yoga-pothos', title: 'yoga and Pothos', main: 'bench/dist/peers/yoga-pothos.js', ...graphql },
];
