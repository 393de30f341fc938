const VARIABLES = '"variables":';
const QUERY = '"query":';
const COMMA = 44;
const QUOTE = 34;
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
/** What was last found before the variables, by how bodies began: most are found here, and nothing is searched for. */
const begun = new Map<number, DocumentPart>();

/**
 * The JSON in the body of a request. Throws where it is none, and then quotes it.
 *
 * Clients send the same few documents again and again, and most of a body is their text. So the part before the
 * variables, or else the part after them, is read once, and recognised byte by byte from then on. Nothing is taken for
 * granted by that: where `{a}` is JSON and `{b}` is JSON, `{a,b}` is, and says what both say, the later of them last.
 */
export function readJson(bytes: Buffer): unknown {
  const begin = bytes.length > MIN_BYTES ? keyOfBegin(bytes) : 0;
  const likely = begun.get(begin);
  if (likely !== undefined) {
    const comma = likely.bytes.length;
    if (bytes[comma] === COMMA && bytes[comma + 1] === QUOTE && holds(bytes, 0, likely)) {
      return { ...likely.members, ...parseRest(bytes, comma) };
    }
  }
  const variables = bytes.indexOf(VARIABLES);
  if (variables > MIN_BYTES && bytes[variables - 1] === COMMA) {
    const before = documentIn(bytes, 0, variables - 1);
    if (before !== null) {
      keep(begun, begin, before);
      return { ...before.members, ...parseRest(bytes, variables - 1) };
    }
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
  if (found !== undefined && holds(bytes, from, found)) return found;
  const read = readDocument(bytes.subarray(from, to), from === 0);
  if (read !== null) keep(known, key, read);
  return read;
}

function holds(bytes: Buffer, from: number, { bytes: part }: DocumentPart): boolean {
  return bytes.compare(part, 0, part.length, from, from + part.length) === 0;
}

function keep(parts: Map<number, DocumentPart>, key: number, part: DocumentPart): void {
  const [oldest] = parts.keys();
  if (parts.size >= MAX_KNOWN && oldest !== undefined && !parts.has(key)) parts.delete(oldest);
  parts.set(key, part);
}

/** Of some bytes at the beginning of what is longer than `MIN_BYTES`; where clients write the name and arguments of an operation. */
function keyOfBegin(bytes: Buffer): number {
  let key = 0;
  for (let at = 10; at < MIN_BYTES; at += 9) key = (Math.imul(key, 31) + (bytes[at] ?? 0)) | 0;
  return key;
}

/** What stands after a comma, as an object of its own. */
function parseRest(bytes: Buffer, comma: number): object {
  return parseObject(`{${UTF8.decode(bytes.subarray(comma + 1))}`);
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
