/** Apollo Server with its REST data source, as their documentation puts the two together. */
import { RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { readSettings } from '../settings.ts';
import { type CreateAnswer, type LinkRow, type ListAnswer, type LoginAnswer, PATHS } from '../upstream/answers.ts';
import {
  behind,
  type CreatePayLinkInput,
  connection,
  created,
  createToWire,
  type LoginInput,
  linkFromWire,
  loginToWire,
  PAYNET_HEADERS,
  refusal,
  type Session,
  signIn,
  UNAUTHENTICATED,
  whoAsks,
} from './mapping.ts';
import { SLICE } from './slice.ts';

const { port, upstream } = readSettings();

class Paynet extends RESTDataSource {
  override baseURL = upstream;

  override willSendRequest(_path: string, request: { headers: Record<string, string> }) {
    Object.assign(request.headers, PAYNET_HEADERS);
  }

  login = (input: LoginInput) => this.post<LoginAnswer>(PATHS.login, { body: loginToWire(input) });
  create = (body: object) => this.post<CreateAnswer>(PATHS.create, { body });
  detail = (id: string) => this.post<LinkRow>(PATHS.detail, { body: { id } });
  list = (body: object) => this.post<ListAnswer>(PATHS.list, { body });
}

interface Context {
  readonly session: Session | undefined;
  readonly paynet: Paynet;
}

const byTypename = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

const resolvers = {
  LoginResult: byTypename,
  CreatePayLinkResult: byTypename,
  CreatePayLinksResult: byTypename,
  PaynetError: byTypename,
  Query: {
    async payLinks(
      _root: unknown,
      { filter, first, after }: { filter: { from: string; to: string }; first: number; after?: string | null },
      { session, paynet }: Context,
    ) {
      if (session === undefined) throw new Error('Not signed in');
      const page = await paynet.list({
        datab: filter.from,
        datbi: filter.to,
        agent_id: session.agent.id,
        limit: first,
        starting_after: behind(after),
      });
      return connection(page, session.agent);
    },
  },
  Mutation: {
    async login(_root: unknown, { input }: { input: LoginInput }, { paynet }: Context) {
      const answer = await paynet.login(input);
      return answer.code === 0 ? { __typename: 'LoginSuccess', ...signIn(answer) } : refusal(answer);
    },
    async createPayLink(_root: unknown, { input }: { input: CreatePayLinkInput }, { session, paynet }: Context) {
      if (session === undefined) return UNAUTHENTICATED;
      return created(await paynet.create(createToWire(input, session.agent)), input, session.agent);
    },
    async createPayLinks(
      _root: unknown,
      { input: { links } }: { input: { links: readonly CreatePayLinkInput[] } },
      { session, paynet }: Context,
    ) {
      if (session === undefined) return UNAUTHENTICATED;
      const make = async (input: CreatePayLinkInput) =>
        created(await paynet.create(createToWire(input, session.agent)), input, session.agent);
      return { __typename: 'CreatePayLinksSuccess', results: await Promise.all(links.map(make)) };
    },
  },
  PayLink: {
    async __resolveReference({ id }: { id: string }, { session, paynet }: Context) {
      return session === undefined ? null : linkFromWire(await paynet.detail(id), session.agent);
    },
  },
};

const schema = buildSubgraphSchema([{ typeDefs: parse(SLICE), resolvers: resolvers as never }]);
const server = new ApolloServer<Context>({ schema });

await startStandaloneServer(server, {
  listen: { port, host: '127.0.0.1' },
  context: async ({ req }) => ({
    session: whoAsks(req.headers.authorization),
    paynet: new Paynet({ cache: server.cache }),
  }),
});
