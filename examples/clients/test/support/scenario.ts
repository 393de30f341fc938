import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PEOPLE } from '../../../../src/sandbox/seed.ts';
import type { Layer } from '../../../../test/support/harness.ts';
import type { CreatePayLinkInput, ListPayLinksQueryVariables, LoginInput } from '../../generated/texts/graphql.ts';
import { calls, layCable, pressPay } from './paynet.ts';

/** A member of a result union, the success or a failure. */
export interface Answer {
  readonly __typename: string;
  readonly token?: string;
  readonly replayed?: boolean;
  readonly payLink?: { readonly id: string; readonly url?: string | null; readonly status: string };
  readonly code?: string;
  readonly message?: string;
  readonly fields?: readonly { readonly field: string; readonly code: string }[];
}

export interface Page {
  readonly edges: readonly { readonly node?: { readonly id: string } | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** The functions of a client's file, as this scenario needs them. */
export interface Frontend {
  signIn(input: LoginInput): Promise<Answer | undefined>;
  createPayLink(input: CreatePayLinkInput): Promise<Answer | undefined>;
  readPayLink(id: string): Promise<{ readonly id: string; readonly status: string } | null | undefined>;
  listPayLinks(variables: ListPayLinksQueryVariables & { first: number }): Promise<Page | undefined>;
  /** Resolves when the stream is complete. */
  watchPayLink(id: string, told: (status: string | undefined) => void): Promise<void>;
  codeOf(error: unknown): unknown;
}

export interface Client {
  readonly connect: (url: string, token: () => string | undefined) => Frontend;
  /** Whether one cache holds each link once, whatever it was learnt by. */
  readonly hasNormalisedCache: boolean;
}

const HOUR_MS = 60 * 60 * 1_000;
const turkishDay = (at: number) => new Date(at + 3 * HOUR_MS).toISOString().slice(0, 10);
const LINK = { payerName: 'Ayşe Yılmaz', amount: '120.10', expiresInHours: 24 };

/** What every client does with the real layer, step by step. */
export function scenario(name: string, layerOf: () => Layer, { connect, hasNormalisedCache }: Client): void {
  const { agentId, userName, password } = PEOPLE.dealer;
  const endpoint = () => `${layerOf().url}/graphql`;

  async function signedIn(url = endpoint()): Promise<Frontend> {
    const token = await layerOf().signIn(PEOPLE.dealer);
    return connect(url, () => token);
  }

  async function newLink(frontend: Frontend, input: Partial<CreatePayLinkInput> = {}) {
    const answer = await frontend.createPayLink({ ...LINK, ...input });
    if (answer?.payLink?.url == null) throw new Error(`no link, but ${answer?.__typename}`);
    return { id: answer.payLink.id, url: answer.payLink.url };
  }

  describe(`with ${name} a frontend`, () => {
    // In development clients say on the console what of a schema they cannot make sense of.
    beforeEach(() => {
      for (const kind of ['warn', 'error'] as const) vi.spyOn(console, kind);
    });
    afterEach(() => {
      const said = [console.warn, console.error].flatMap((spy) => vi.mocked(spy).mock.calls);
      vi.restoreAllMocks();
      expect(said).toEqual([]);
    });

    it('signs in, and the token it gets opens the rest', async () => {
      let token: string | undefined;
      const frontend = connect(endpoint(), () => token);
      const before = await frontend.createPayLink(LINK);
      expect(before).toMatchObject({ __typename: 'PaynetUnauthenticated', code: 'UNAUTHENTICATED' });
      const answer = await frontend.signIn({ agentId, userName, password });
      expect(answer?.__typename).toBe('LoginSuccess');
      token = answer?.token;
      expect((await frontend.createPayLink(LINK))?.__typename).toBe('CreatePayLinkSuccess');
      expect([calls(layerOf(), 'login'), calls(layerOf(), 'create')]).toEqual([1, 1]);
    });

    it('is told that the password is wrong, as a member of the union with a message for people', async () => {
      const frontend = connect(endpoint(), () => undefined);
      expect(await frontend.signIn({ agentId, userName, password: 'wrong' })).toMatchObject({
        __typename: 'PaynetLoginRefused',
        code: 'LOGIN_REFUSED',
        message: expect.stringMatching(/\w/) as string,
      });
    });

    it('creates one link with one key: asked again, it is the same link, replayed', async () => {
      const frontend = await signedIn();
      const input = { ...LINK, idempotencyKey: `order of ${name}` };
      const [first, second] = [await frontend.createPayLink(input), await frontend.createPayLink(input)];
      expect([first?.replayed, second?.replayed]).toEqual([false, true]);
      expect(second?.payLink?.id).toBe(first?.payLink?.id);
      expect(calls(layerOf(), 'create')).toBe(1);
      expect(layerOf().paynet.sandbox.links.map(({ id }) => id)).toEqual([first?.payLink?.id]);
    });

    it('sends a mutation once, also where the connection breaks before it is answered', async () => {
      const cable = await layCable(layerOf());
      try {
        const frontend = await signedIn(`${cable.url}/graphql`);
        const answer = frontend.createPayLink({ ...LINK, note: 'sandbox:create:slow=2000' });
        const failed = expect(answer).rejects.toThrow(/\w/);
        await expect.poll(() => calls(layerOf(), 'create')).toBe(1);
        cable.cut();
        await failed;
        expect(calls(layerOf(), 'create')).toBe(1);
      } finally {
        await cable.remove();
      }
    });

    it('is told which field is wrong, and nothing leaves for Paynet', async () => {
      const frontend = await signedIn();
      expect(await frontend.createPayLink({ ...LINK, amount: '0' })).toMatchObject({
        __typename: 'PaynetInvalidInput',
        code: 'INVALID_INPUT',
        fields: [{ field: 'amount', code: 'NOT_POSITIVE' }],
      });
      expect(calls(layerOf(), 'create')).toBe(0);
    });

    it('reads the link by its id', async () => {
      const frontend = await signedIn();
      const { id } = await newLink(frontend);
      expect(await frontend.readPayLink(id)).toMatchObject({ id, status: 'AWAITING_PAYMENT' });
    });

    it('is told by a code why it may not read', async () => {
      const { id } = await newLink(await signedIn());
      const stranger = connect(endpoint(), () => undefined);
      const error = await stranger.readPayLink(id).catch((thrown: unknown) => thrown);
      expect(stranger.codeOf(error)).toBe('UNAUTHENTICATED');
    });

    it(`lists two pages, each in one call${hasNormalisedCache ? ', as one list' : ''}`, async () => {
      const frontend = await signedIn();
      const made: string[] = [];
      for (let number = 0; number < 5; number += 1) made.unshift((await newLink(frontend)).id);
      const filter = { from: turkishDay(Date.now() - 24 * HOUR_MS), to: turkishDay(Date.now() + 24 * HOUR_MS) };
      const ids = (page: Page | undefined) => page?.edges.map(({ node }) => node?.id);

      const first = await frontend.listPayLinks({ filter, first: 2 });
      expect(ids(first)).toEqual(made.slice(0, 2));
      expect(first?.pageInfo.hasNextPage).toBe(true);
      const second = await frontend.listPayLinks({ filter, first: 2, after: first?.pageInfo.endCursor ?? '' });
      expect(ids(second)).toEqual(made.slice(hasNormalisedCache ? 0 : 2, 4));
      expect(calls(layerOf(), 'list')).toBe(2);
    });

    it('watches until the payer has pressed "Pay": the link as it is, then paid, then the end', async () => {
      const frontend = await signedIn();
      const { id, url } = await newLink(frontend);
      const told: unknown[] = [];
      const ended = frontend.watchPayLink(id, (status) => told.push(status));
      await expect.poll(() => told).toEqual(['AWAITING_PAYMENT']);
      await pressPay(url);
      await ended;
      expect(told).toEqual(['AWAITING_PAYMENT', 'PAID']);
    });

    it('goes on watching where the connection breaks', async () => {
      const cable = await layCable(layerOf());
      try {
        const frontend = await signedIn(`${cable.url}/graphql`);
        const { id, url } = await newLink(frontend);
        const told: unknown[] = [];
        const ended = frontend.watchPayLink(id, (status) => told.push(status));
        await expect.poll(() => told).toEqual(['AWAITING_PAYMENT']);
        cable.cut();
        await pressPay(url);
        await ended;
        expect(told).toEqual(['AWAITING_PAYMENT', 'PAID']);
      } finally {
        await cable.remove();
      }
    });

    const how = hasNormalisedCache
      ? 'from its cache, which the watching changed: Paynet is not asked'
      : 'by asking again';
    it(`knows after watching that the link is paid, ${how}`, async () => {
      const frontend = await signedIn();
      const { id, url } = await newLink(frontend);
      await frontend.readPayLink(id);
      const told: unknown[] = [];
      const ended = frontend.watchPayLink(id, (status) => told.push(status));
      await expect.poll(() => told).toEqual(['AWAITING_PAYMENT']);
      await pressPay(url);
      await ended;
      const asked = calls(layerOf(), 'detail');
      expect(await frontend.readPayLink(id)).toMatchObject({ id, status: 'PAID' });
      expect(calls(layerOf(), 'detail') - asked).toBe(hasNormalisedCache ? 0 : 1);
    });
  });
}
