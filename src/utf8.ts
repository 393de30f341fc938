import { transcode } from 'node:buffer';

/** From so many letters on the long way round is the shorter one. */
const LONG = 1_000;
/** A letter of UTF-16 takes three bytes at most. */
const scratch = Buffer.allocUnsafeSlow(3 * LONG);
const encoder = new TextEncoder();

/**
 * A text as UTF-8, the way it is written fastest with the encoding `latin1`; either form is as long as its bytes.
 *
 * A short one comes as a text in which each byte is a letter: Node copies that together with the head before it. Of the text
 * itself it would look at each letter twice, and keep the head too in twice the space where one letter is not of Western
 * Europe, as in most Turkish names.
 */
export function utf8(text: string): string | Buffer {
  return text.length < LONG
    ? scratch.toString('latin1', 0, encoder.encodeInto(text, scratch).written)
    : transcode(Buffer.from(text, 'utf16le'), 'utf16le', 'utf8');
}
