import { decodeQR } from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { type Peer, startPeer } from '../support/peer.ts';

let layer: Layer;
let peer: Peer;
let token: string;
beforeAll(async () => {
  peer = await startPeer();
  const sandboxed = await startLayer();
  token = await sandboxed.signIn(PEOPLE.dealer);
  await sandboxed.stop();
  layer = await startLayer({ paynetUrl: peer.url, env: { SESSION_SECRET: sandboxed.config.session.secret } });
});
afterAll(async () => {
  await layer.stop();
  await peer.stop();
});

async function qrCode(url: string, args = '') {
  peer.answerJson({ id: 'x', url, code: 0 });
  const { body } = await layer.query(
    `mutation { createPayLink(input: { payerName: "A", amount: "1" }) { ... on CreatePayLinkSuccess { payLink { url qrCode${args} } } } }`,
    {},
    { token },
  );
  const data = body.data as { createPayLink: { payLink: { url: string; qrCode: string | null } } } | undefined;
  return { data, errors: body.errors };
}

/** What a phone would read: the SVG drawn, eight pixels a module, and decoded. */
function read(dataUri: string): string {
  const svg = Buffer.from(dataUri.replace('data:image/svg+xml;base64,', ''), 'base64').toString('utf8');
  const modules = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const scale = 8;
  const width = modules * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  const dark = /<path d="([^"]*)"/.exec(svg)?.[1] ?? '';
  for (const [, x, y, run] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; column += 1) {
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
      }
    }
  }
  return decodeQR({ width, height: width, data });
}

describe('PayLink.qrCode', () => {
  it.each([
    ['the documented sample', 'https://pts-paynet.com.tr/S/M?id=35292939-bb17-4f8d-909e-78f767dc2742'],
    ['a short address', 'https://a.tr/x'],
    ['a long one', `https://pts.paynet.com.tr/S/M?id=${'0123456789abcdef'.repeat(60)}`],
  ])('reads as the address: %s', async (_what, url) => {
    const { data } = await qrCode(url);
    expect(data?.createPayLink.payLink.url).toBe(url);
    expect(read(data?.createPayLink.payLink.qrCode ?? '')).toBe(url);
  });

  it('has the size that was asked for', async () => {
    const { data } = await qrCode('https://a.tr/x', '(size: 512)');
    const svg = Buffer.from(data?.createPayLink.payLink.qrCode?.split(',')[1] ?? '', 'base64').toString('utf8');
    expect(svg).toContain('width="512" height="512"');
  });

  it.each([63, 2_049])('is refused at %i pixels, and the link is still answered', async (size) => {
    const { data, errors } = await qrCode('https://a.tr/x', `(size: ${size})`);
    expect(data?.createPayLink.payLink).toEqual({ url: 'https://a.tr/x', qrCode: null });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });

  it('is null where the address is not known', async () => {
    peer.answerJson({ id: 'x', agent_id: '2001', status: 0, code: 0 });
    const { body } = await layer.query('{ payLink(by: { id: "x" }) { url qrCode } }', {}, { token });
    expect(body.data).toEqual({ payLink: { url: null, qrCode: null } });
  });
});
