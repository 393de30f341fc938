import * as urql from '../src/urql.ts';
import { layerForTests } from './support/paynet.ts';
import { scenario } from './support/scenario.ts';

scenario('urql', layerForTests(), {
  hasNormalisedCache: true,
  connect(url, token) {
    const client = urql.createPaynetClient(url, token);
    return {
      signIn: (input) => urql.signIn(client, input),
      createPayLink: (input) => urql.createPayLink(client, input),
      readPayLink: (id) => urql.readPayLink(client, id),
      listPayLinks: (variables) => urql.listPayLinks(client, variables),
      watchPayLink: (id, told) =>
        new Promise((resolve, reject) => {
          urql.watchPayLink(client, id).subscribe(({ data, error, hasNext }) => {
            if (error !== undefined) reject(error);
            // At the end urql says the last one once more.
            else if (hasNext) told(data?.payLinkChanged.status);
            else resolve();
          });
        }),
      codeOf: urql.codeOf,
    };
  },
});
