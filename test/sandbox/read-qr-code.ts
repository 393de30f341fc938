import { decodeQR } from 'qr/decode.js';

const PIXELS_PER_MODULE = 4;

/** What a camera would read from the first SVG in a page: the encoder draws every dark module as one square. */
export function readQrCode(page: string): string {
  const [, modules = '0', shape = ''] = /<svg viewBox="0 0 (\d+) \d+".*?<path d="([^"]+)"/s.exec(page) ?? [];
  const size = Number(modules) * PIXELS_PER_MODULE;
  const data = new Uint8Array(size * size * 4).fill(255);
  let x = 0;
  let y = 0;
  for (const [, command, first, second] of shape.matchAll(/([Mm])(-?\d+)[ ,]?(-?\d+)/g)) {
    x = Number(first) + (command === 'm' ? x : 0);
    y = Number(second) + (command === 'm' ? y : 0);
    for (let row = y * PIXELS_PER_MODULE; row < (y + 1) * PIXELS_PER_MODULE; row += 1) {
      const start = (row * size + x * PIXELS_PER_MODULE) * 4;
      data.fill(0, start, start + PIXELS_PER_MODULE * 4);
      for (let alpha = start + 3; alpha < start + PIXELS_PER_MODULE * 4; alpha += 4) data[alpha] = 255;
    }
  }
  return decodeQR({ width: size, height: size, data });
}
