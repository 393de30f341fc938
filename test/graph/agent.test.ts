import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
let dealer: string;
beforeAll(async () => {
  layer = await startLayer();
  dealer = await layer.signIn(PEOPLE.dealer);
  layer.reset();
});
afterAll(() => layer.stop());

const ENTITIES = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Agent { id name } } }';
const agent = (id: string) => ({ __typename: 'Agent', id });

/** Paynet tells about an agent only in a login's answer, so nothing here ever leaves for Paynet. */
describe('an agent as a federated entity', () => {
  it('is the caller’s own, from the session', async () => {
    const { body } = await layer.query(ENTITIES, { of: [agent('2001')] }, { token: dealer });
    expect(body.data).toEqual({ _entities: [{ id: '2001', name: 'Kuzey Elektronik Ltd. Şti.' }] });
    expect(layer.left).toHaveLength(0);
  });

  it('is null when there is none, and looks the same when it is not yours', async () => {
    const { body } = await layer.query(
      ENTITIES,
      { of: [agent('1001'), agent('2001'), agent('9999')] },
      { token: dealer },
    );
    expect(body).toEqual({ data: { _entities: [null, { id: '2001', name: 'Kuzey Elektronik Ltd. Şti.' }, null] } });
  });

  it('is null for everybody who is not signed in', async () => {
    const { body } = await layer.query(ENTITIES, { of: [agent('2001')] });
    expect(body).toEqual({ data: { _entities: [null] } });
  });
});
