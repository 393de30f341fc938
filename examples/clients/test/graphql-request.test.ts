import { codeOf, createPaynetClient } from '../src/graphql-request.ts';
import { layerForTests } from './support/paynet.ts';
import { scenario } from './support/scenario.ts';

scenario('graphql-request', layerForTests(), {
  hasNormalisedCache: false,
  connect(url, token) {
    const client = createPaynetClient(url, token);
    return {
      ...client,
      codeOf,
      async watchPayLink(id, told) {
        for await (const { data } of client.watchPayLink(id)) told(data?.payLinkChanged.status);
      },
    };
  },
});
