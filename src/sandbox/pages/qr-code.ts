import { encodeQR } from 'qr';
import { type Markup, trusted } from './html.ts';

/** What fits into the largest code. Only an odd Host header makes an address that long. */
const LONGEST_BYTES = 2953;

/**
 * A text as the picture a phone's camera reads; nothing when it is too long for one. Its colours come from the style
 * sheet; it stays dark on light in a dark page too, because many readers know no other.
 */
export function qrCode(text: string): Markup | undefined {
  if (Buffer.byteLength(text) > LONGEST_BYTES) return undefined;
  // Most of the quiet zone is the tile around it. The encoder answers shapes only: nothing of the text stands in it.
  return trusted(encodeQR(text, 'svg', { ecc: 'low', border: 1 }));
}
