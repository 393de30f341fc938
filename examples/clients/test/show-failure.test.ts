import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed.ts';
import { createPaynetClient } from '../src/graphql-request.ts';
import { showFailure } from '../src/show-failure.ts';
import { layerForTests } from './support/paynet.ts';

describe('what a form shows', () => {
  const layerOf = layerForTests();

  async function signedIn() {
    const token = await layerOf().signIn(PEOPLE.dealer);
    return createPaynetClient(`${layerOf().url}/graphql`, () => token);
  }

  it('is nothing where it went well', async () => {
    const client = await signedIn();
    expect(showFailure(await client.createPayLink({ payerName: 'Ayşe Yılmaz', amount: '120.10' }))).toBeNull();
  });

  it('is a message beside each field that is wrong', async () => {
    const client = await signedIn();
    const shown = showFailure(await client.createPayLink({ payerName: ' ', amount: '0' }));
    expect(Object.keys(shown?.fields ?? {})).toEqual(['payerName', 'amount']);
    expect(shown?.fields['amount']).toBe('The amount must be above zero.');
  });

  it('is a message for people where the login is refused', async () => {
    const client = createPaynetClient(`${layerOf().url}/graphql`, () => undefined);
    const { agentId, userName } = PEOPLE.dealer;
    const shown = showFailure(await client.signIn({ agentId, userName, password: 'wrong' }));
    expect(shown).toEqual({ message: expect.stringMatching(/^\w.*\.$/) as string, fields: {} });
  });
});
