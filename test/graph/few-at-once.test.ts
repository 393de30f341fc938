import { expect, it } from 'vitest';
import { CreatePayLinksDocument } from '../../src/operations/index.ts';
import { useStage } from '../faults/stage.ts';
import { type Exchange, writeAnswer } from '../support/fault-proxy.ts';
import { always } from '../support/faults.ts';

const stage = useStage({
  // Nothing ends a call but the answer.
  env: { PAYNET_HEADERS_TIMEOUT_MS: '60000', PAYNET_CALL_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '60000' },
});

const ENTITIES = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on PayLink { referenceNo } } }';
const ROWS = `query ($filter: PayLinkFilter!) {
  payLinks(filter: $filter, first: 40) { edges { node { referenceNo payerName } } }
}`;
const LINKS = 40;

/** Calls of a service wait from now on. The test is told when so many have come, and lets them go. */
function held(service: string) {
  const waiting: Exchange[] = [];
  let isOpen = false;
  let wanted = Number.POSITIVE_INFINITY;
  let reached = () => undefined as void;
  const answer = async ({ socket, forward }: Exchange) => writeAnswer(socket, await forward());
  stage.proxy.plan(
    always({
      [service]: (exchange: Exchange) => {
        if (isOpen) return answer(exchange);
        waiting.push(exchange);
        if (waiting.length === wanted) reached();
        return undefined;
      },
    }),
  );
  return {
    came: (count: number) =>
      new Promise<void>((resolve) => {
        [wanted, reached] = [count, resolve];
        if (waiting.length >= count) resolve();
      }),
    count: () => waiting.length,
    /** The one that came first. */
    async letOneGo() {
      const [first] = waiting.splice(0, 1);
      if (first !== undefined) await answer(first);
    },
    letGo() {
      isOpen = true;
      return Promise.all(waiting.map(answer));
    },
  };
}

interface Many {
  readonly what: string;
  readonly atOnce: number;
  readonly service: string;
  /** Asks for links by these references, or makes them; the references of those answered. */
  ask(references: readonly string[]): Promise<unknown[]>;
}

const MANY: readonly Many[] = [
  {
    what: 'entities',
    atOnce: 8,
    service: 'detail',
    async ask(references) {
      const of = references.map((referenceNo) => ({ __typename: 'PayLink', referenceNo }));
      const { body } = await stage.layer.query(ENTITIES, { of }, { token: stage.token });
      return (body.data as { _entities: { referenceNo: string }[] })._entities.map(({ referenceNo }) => referenceNo);
    },
  },
  {
    what: 'rows read by themselves',
    atOnce: 8,
    service: 'detail',
    async ask() {
      const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
      const { body } = await stage.layer.query(ROWS, { filter: { from, to } }, { token: stage.token });
      const { edges } = (body.data as { payLinks: { edges: { node: { referenceNo: string; payerName: string } }[] } })
        .payLinks;
      expect(edges.every(({ node }) => node.payerName === 'Ayşe Yılmaz')).toBe(true);
      return edges.map(({ node }) => node.referenceNo).toReversed();
    },
  },
  {
    what: 'links of one mutation',
    atOnce: 16,
    service: 'create',
    async ask(references) {
      const links = references.map((referenceNo) => ({ payerName: 'Ayşe Yılmaz', amount: '1', referenceNo }));
      const { body } = await stage.layer.execute(CreatePayLinksDocument, { input: { links } }, { token: stage.token });
      const answer = body.data?.createPayLinks;
      if (answer?.__typename !== 'CreatePayLinksSuccess') throw new Error('none');
      return answer.results.map((result) =>
        result.__typename === 'CreatePayLinkSuccess' ? result.payLink.referenceNo : result.__typename,
      );
    },
  },
];

it.each(MANY)('of $what at most $atOnce are under way at once; all are answered, in their order', async (many) => {
  const { what, atOnce, service, ask } = many;
  // Of its own: what was done about a reference is remembered.
  const references = Array.from({ length: LINKS }, (_, number) => `${what}-${number}`);
  if (service === 'detail') for (const referenceNo of references) await stage.create(stage.input({ referenceNo }));
  const calls = held(service);
  const asked = ask(references);
  await calls.came(atOnce);
  // Another call goes its way to Paynet and back; what was on its way would have come before it.
  await stage.signIn();
  expect(calls.count()).toBe(atOnce);
  await calls.letOneGo();
  await calls.came(atOnce);
  await stage.signIn();
  expect(calls.count()).toBe(atOnce);
  await calls.letGo();
  expect(await asked).toEqual(references);
  expect(stage.proxy.calls.filter((called) => called === service)).toHaveLength(LINKS);
});
