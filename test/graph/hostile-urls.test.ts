import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, CreatePayLinksDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { HOSTILE_URLS } from '../support/hostile-urls.ts';

const FIELDS = ['succeedUrl', 'errorUrl', 'confirmationUrl'] as const;
/** As many links as one list holds. */
const AT_ONCE = 100;
const plain = { payerName: 'Ayşe Yılmaz', amount: '1' };

let layer: Layer;
let token: string;
/** Somebody on this machine whom nobody may be led to. */
let trap: Server;
let caught = 0;
beforeAll(async () => {
  layer = await startLayer();
  token = await layer.signIn(PEOPLE.dealer);
  layer.reset();
  trap = createServer((socket) => {
    caught += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  trap.close();
  await layer.stop();
});

describe('an address a caller gives', () => {
  it('is one of more than two hundred hostile ones', () => {
    expect(HOSTILE_URLS.length).toBeGreaterThan(250);
  });

  it.each(FIELDS)(
    'is refused as %s wherever it is hostile; nothing leaves, and nothing is connected to',
    async (field) => {
      const { port } = trap.address() as { port: number };
      const here = HOSTILE_URLS.filter((url) => url.includes('127.0.0.1/')).map((url) =>
        url.replace('127.0.0.1/', `127.0.0.1:${port}/`),
      );
      const urls = [...HOSTILE_URLS, ...here];
      const accepted: string[] = [];
      for (let begin = 0; begin < urls.length; begin += AT_ONCE) {
        const links = urls.slice(begin, begin + AT_ONCE).map((url) => ({ ...plain, [field]: url }));
        const { body } = await layer.execute(CreatePayLinksDocument, { input: { links } }, { token });
        const answer = body.data?.createPayLinks;
        const results = answer?.__typename === 'CreatePayLinksSuccess' ? answer.results : [];
        expect(results).toHaveLength(links.length);
        for (const [index, result] of results.entries()) {
          if (result.__typename !== 'PaynetInvalidInput') accepted.push(JSON.stringify(links[index]));
          else
            expect(result.fields).toMatchObject([{ field: `links.${index}.${field}`, code: 'NOT_A_PUBLIC_HTTPS_URL' }]);
        }
      }
      expect(accepted).toEqual([]);
      expect(layer.left).toHaveLength(0);
      expect(caught).toBe(0);
    },
  );

  it('is taken as it is where it is a public one, and not opened', async () => {
    const urls = [
      'https://example.com',
      'https://example.com/pay/ok?order=1&x=%C3%B6#done',
      'HTTPS://Example.COM:8443/Path',
      'https://a-b.example-shop.com.tr/',
      'https://8.8.8.8/hook',
      'https://[2606:4700:4700::1111]/hook',
    ];
    for (const url of urls) {
      const input = { ...plain, succeedUrl: url };
      const { body } = await layer.execute(CreatePayLinkDocument, { input }, { token });
      expect(body.data?.createPayLink.__typename, url).toBe('CreatePayLinkSuccess');
      expect(JSON.parse(layer.left.at(-1)?.body ?? '')).toMatchObject({ succeed_url: url });
    }
    expect(layer.left.map(({ path }) => path)).toEqual(urls.map(() => '/v1/mailorder/create'));
  });
});
