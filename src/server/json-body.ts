const VARIABLES = '"variables":';
const QUERY = '"query":';
const COMMA = 44;
/** What is shorter is read as fast as it is recognised. */
const MIN_BYTES = 100;
/** As long as the documents that are kept. */
const MAX_BYTES = 16_000;
const MAX_KNOWN = 200;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The part of a body that holds the document, and what it says. */
interface DocumentPart {
  readonly bytes: Uint8Array;
  readonly members: object;
}

/** Documents that came lately, by their length and two of their bytes. Those that agree in these take each other's place. */
const known = new Map<number, DocumentPart>();

/**
 * The JSON in the body of a request. Throws where it is none, and then quotes it.
 *
 * Clients send the same few documents again and again, and most of a body is their text. So the part before the
 * variables, or else the part after them, is read once, and recognised byte by byte from then on. Nothing is taken for
 * granted by that: where `{a}` is JSON and `{b}` is JSON, `{a,b}` is, and says what both say, the later of them last.
 */
export function readJson(bytes: Buffer): unknown {
  const variables = bytes.indexOf(VARIABLES);
  if (variables > MIN_BYTES && bytes[variables - 1] === COMMA) {
    const before = documentIn(bytes, 0, variables - 1);
    if (before !== null) return { ...before.members, ...parseObject(`{${UTF8.decode(bytes.subarray(variables))}`) };
  } else if (variables !== -1) {
    const query = bytes.lastIndexOf(QUERY);
    const after = query > variables && bytes[query - 1] === COMMA ? documentIn(bytes, query, bytes.length) : null;
    if (after !== null) return { ...parseObject(`${UTF8.decode(bytes.subarray(0, query - 1))}}`), ...after.members };
  }
  return JSON.parse(UTF8.decode(bytes));
}

function documentIn(bytes: Buffer, from: number, to: number): DocumentPart | null {
  const length = to - from;
  if (length < MIN_BYTES || length > MAX_BYTES) return null;
  const key = (length << 16) | ((bytes[from + (length >> 1)] ?? 0) << 8) | (bytes[from + (length >> 2)] ?? 0);
  const found = known.get(key);
  if (found !== undefined && bytes.compare(found.bytes, 0, length, from, to) === 0) return found;
  const read = readDocument(bytes.subarray(from, to), from === 0);
  if (read === null) return null;
  const [oldest] = known.keys();
  if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(key, read);
  return read;
}

/** Null where it is no JSON by itself, or nothing at all, after which there could be no comma. */
function readDocument(bytes: Uint8Array, isBeginning: boolean): DocumentPart | null {
  try {
    const text = UTF8.decode(bytes);
    const members = parseObject(isBeginning ? `${text}}` : `{${text}`);
    // A copy of the bytes: they are part of something larger.
    return Object.keys(members).length === 0 ? null : { bytes: Uint8Array.from(bytes), members };
  } catch {
    return null;
  }
}

/** Of a text that begins with a brace. */
const parseObject: (text: string) => object = JSON.parse;
