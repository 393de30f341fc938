import { transcode } from 'node:buffer';

/** From so many letters on the long way round is the shorter one. */
const LONG = 1_000;
/** A letter of UTF-16 takes three bytes at most. */
const scratch = Buffer.allocUnsafeSlow(3 * LONG);
const encoder = new TextEncoder();
/** Answers are hardly ever longer: a page of a hundred links is. */
const VERY_LONG = 32_768;
const wideScratch = Buffer.allocUnsafeSlow(2 * VERY_LONG);

/**
 * The bytes of a text in UTF-8, each as a letter: what Node writes as `latin1`, by copying it together with the head before it.
 * Of the text itself Node would look at each letter twice, and keep the head too in twice the space where one letter is not
 * of Western Europe, as in most Turkish names.
 */
export function utf8Letters(text: string): string {
  return text.length < LONG
    ? scratch.toString('latin1', 0, encoder.encodeInto(text, scratch).written)
    : transcode(utf16Of(text), 'utf16le', 'utf8').toString('latin1');
}

/** To be used before the next is asked for. */
function utf16Of(text: string): Buffer {
  return text.length < VERY_LONG
    ? wideScratch.subarray(0, wideScratch.write(text, 'utf16le'))
    : Buffer.from(text, 'utf16le');
}
