/** mercurius on fastify with its JIT, and undici's pool towards Paynet. */
import { mercuriusFederationPlugin } from '@mercuriusjs/federation';
import fastify from 'fastify';
import { Pool } from 'undici';
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
const pool = new Pool(upstream);

async function post<Answer>(path: string, input: object): Promise<Answer> {
  const { body } = await pool.request({ method: 'POST', path, headers: PAYNET_HEADERS, body: JSON.stringify(input) });
  return (await body.json()) as Answer;
}

interface Context {
  readonly session: Session | undefined;
}

const byTypename = { resolveType: ({ __typename }: { __typename: string }) => __typename };

const resolvers = {
  LoginResult: byTypename,
  CreatePayLinkResult: byTypename,
  CreatePayLinksResult: byTypename,
  PaynetError: byTypename,
  Query: {
    async payLinks(
      _root: unknown,
      { filter, first, after }: { filter: { from: string; to: string }; first: number; after?: string | null },
      { session }: Context,
    ) {
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
  },
  Mutation: {
    async login(_root: unknown, { input }: { input: LoginInput }) {
      const answer = await post<LoginAnswer>(PATHS.login, loginToWire(input));
      return answer.code === 0 ? { __typename: 'LoginSuccess', ...signIn(answer) } : refusal(answer);
    },
    async createPayLink(_root: unknown, { input }: { input: CreatePayLinkInput }, { session }: Context) {
      if (session === undefined) return UNAUTHENTICATED;
      return created(await post<CreateAnswer>(PATHS.create, createToWire(input, session.agent)), input, session.agent);
    },
    async createPayLinks(
      _root: unknown,
      { input: { links } }: { input: { links: readonly CreatePayLinkInput[] } },
      { session }: Context,
    ) {
      if (session === undefined) return UNAUTHENTICATED;
      const make = async (input: CreatePayLinkInput) =>
        created(await post<CreateAnswer>(PATHS.create, createToWire(input, session.agent)), input, session.agent);
      return { __typename: 'CreatePayLinksSuccess', results: await Promise.all(links.map(make)) };
    },
  },
  PayLink: {
    async __resolveReference({ id }: { id: string }, _args: unknown, { session }: Context) {
      return session === undefined
        ? null
        : { __typename: 'PayLink', ...linkFromWire(await post<LinkRow>(PATHS.detail, { id }), session.agent) };
    },
  },
};

const app = fastify();
await app.register(mercuriusFederationPlugin, {
  schema: SLICE,
  resolvers: resolvers as never,
  jit: 1,
  context: (request) => ({ session: whoAsks(request.headers.authorization) }),
});
await app.listen({ port, host: '127.0.0.1' });
