import { createPaynetClient, PaynetRequestError } from '../src/graphql-sse.ts';
import { layerForTests } from './support/paynet.ts';
import { scenario } from './support/scenario.ts';

scenario('graphql-sse', layerForTests(), {
  hasNormalisedCache: false,
  connect(url, token) {
    const client = createPaynetClient(url, token);
    return {
      ...client,
      async watchPayLink(id, told) {
        for await (const { payLinkChanged } of client.watchPayLink(id)) told(payLinkChanged.status);
      },
      codeOf: (error) => (error instanceof PaynetRequestError ? error.code : undefined),
    };
  },
});
