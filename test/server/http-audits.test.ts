import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
beforeAll(async () => {
  layer = await startLayer();
});
afterAll(() => layer.stop());

/** The audits of the GraphQL-over-HTTP draft, one test each. */
const audits = serverAudits({ url: () => `${layer.url}/graphql`, fetchFn: fetch });

describe('GraphQL over HTTP', () => {
  it('is audited by all 61 of them', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' });
  });
});
