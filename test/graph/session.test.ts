import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { SignInDocument, WhoAmIDocument } from '../generated/graphql.ts';
import { type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
beforeAll(async () => {
  layer = await startLayer();
});
afterAll(() => layer.stop());
beforeEach(() => layer.reset());

describe('login', () => {
  it('answers the documented sample, every field of it', async () => {
    const token = await layer.signIn(PEOPLE.paynet);
    const { body } = await layer.execute(WhoAmIDocument, {}, { token });
    console.log(JSON.stringify(body, null, 1).slice(0, 300));
    expect(body.data?.agentSession?.user.id).toBe('paynet');
  });
});
