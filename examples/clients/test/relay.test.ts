import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed.ts';
import * as relay from '../src/relay.ts';
import { layerForTests } from './support/paynet.ts';
import { scenario } from './support/scenario.ts';

const layerOf = layerForTests();

scenario('Relay', layerOf, {
  hasNormalisedCache: true,
  connect(url, token) {
    const environment = relay.createPaynetEnvironment(url, token);
    return {
      async signIn(input) {
        const { __typename, success, failure } = await relay.signIn(url, input);
        return { __typename, ...success, ...failure };
      },
      async createPayLink(input) {
        const { __typename, success, failure, invalid } = await relay.createPayLink(environment, input);
        return { __typename, ...success, ...failure, ...invalid };
      },
      readPayLink: (id) => relay.readPayLink(environment, id),
      listPayLinks: (variables) => relay.listPayLinks(environment, variables),
      watchPayLink: (id, told) =>
        new Promise((resolve, reject) => {
          relay.watchPayLink(environment, id, { onNext: told, onCompleted: resolve, onError: reject });
        }),
      codeOf: (error) => (error instanceof relay.PaynetRequestError ? error.code : undefined),
    };
  },
});

describe('the store of Relay', () => {
  it('keeps apart what has the same id, but is of another type', async () => {
    const { records, id } = await storeAfterWork();
    expect(records).toContain(`PayLink:${id}`);
    expect(records).not.toContain(id);
  });

  it('keeps neither the password nor the token', async () => {
    const { records, everything, token } = await storeAfterWork();
    // Its records are named after arguments.
    expect(records.join()).toContain('createPayLink(input:{"amount":"120.10"');
    expect(records.join()).not.toContain('login');
    expect(everything).not.toContain(PEOPLE.turkish.password);
    expect(everything).not.toContain(token);
  });

  async function storeAfterWork() {
    const url = `${layerOf().url}/graphql`;
    const { agentId, userName, password } = PEOPLE.turkish;
    const token = (await relay.signIn(url, { agentId, userName, password })).success?.token ?? 'no token';
    const environment = relay.createPaynetEnvironment(url, () => token);
    const { success } = await relay.createPayLink(environment, { payerName: 'Ayşe Yılmaz', amount: '120.10' });
    const source = environment.getStore().getSource();
    const records = source.getRecordIDs();
    return { id: success?.payLink.id, token, records, everything: JSON.stringify(source) };
  }
});
