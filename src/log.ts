import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import { PaynetError } from './paynet/errors.ts';

/** Nothing under these names is ever written, wherever in a line it stands. A second fence: no line is given them. */
const NEVER_WRITTEN = ['password', 'token', 'authorization', 'cookie', 'sessionKey', 'secretKey', 'url'];

export interface LogOptions {
  readonly level: LevelWithSilent;
  /** Where lines go; standard output when absent. */
  readonly destination?: DestinationStream | undefined;
}

/** Structured logs: one event, one JSON line. */
export function createLog({ level, destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: NEVER_WRITTEN.flatMap((name) => [name, `*.${name}`]), censor: '[not logged]' },
      serializers: { err: describeError },
    },
    destination ?? standardOutput(),
  );
}

/** Takes the members of a line, as JSON has them between its braces, and asks for them when it is time to write them. */
export type LineWriter = (members: () => string) => void;

/**
 * Writes lines as `log.info(members, message)` would, for a fraction of what that takes: for those that come with every
 * request. Nothing is searched for in them, so they may hold neither errors nor anything that is never written.
 */
export function createLineWriter(log: Logger, message: string, inEach: object = {}): LineWriter {
  const stream = streamOf(log);
  const begin = `{"level":${log.levels.values['info']},"time":`;
  const first = Object.entries(inEach)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`)
    .join('');
  const end = `,"msg":${JSON.stringify(message)}}\n`;
  return (members) => {
    const time = Date.now();
    const line = () => `${begin}${time},${first}${members()}${end}`;
    if (stream.writeLater === undefined) stream.write(line());
    else stream.writeLater(line);
  };
}

/** Where lines go. Those that are put together many at a time, as they are handed over, cost less than each by itself. */
interface LineStream extends DestinationStream {
  writeLater?(line: () => string): void;
}

/** Where a log's lines go. Under a symbol that pino's types do not promise, so it is looked at once, when nothing is served yet. */
function streamOf(log: Logger): LineStream {
  const stream: unknown = Reflect.get(log, pino.symbols.streamSym);
  if (!isStream(stream)) throw new Error('pino keeps the stream of a log somewhere else');
  return stream;
}

function isStream(value: unknown): value is LineStream {
  return typeof value === 'object' && value !== null && 'write' in value && typeof value.write === 'function';
}

/** So many lines are written at once without waiting for more. */
const WRITTEN_TOGETHER = 250;
/** Nobody reads a log faster than that. */
const WRITTEN_WITHIN_MS = 25;
/** What waits to be written while nobody takes it: some ten thousand lines. Later ones are lost then. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Standard output, without ever waiting for it: a full disk or a collector that stands still must stop no request. Lines
 * that come close together are written at once, because on a busy service a write costs more than what is written. What
 * waits when the process ends is written by then; only one that is killed takes those of its last 25 ms with it.
 */
function standardOutput(): LineStream {
  let isBroken = false;
  let isEnding = false;
  /** On their way to the output; it takes several as one, for the price of one. */
  let lines: (string | (() => string))[] = [];
  const handOver = () => {
    const handedOver = lines;
    lines = [];
    let text = '';
    for (const line of handedOver) text += typeof line === 'string' ? line : line();
    if (text !== '') output.write(text);
  };
  const output = pino.destination({
    dest: 1,
    sync: false,
    maxLength: MAX_WAITING_BYTES,
    retryEAGAIN: () => !isEnding,
  });
  output.on('error', () => {
    isBroken = true;
  });
  output.on('write', () => {
    isBroken = false;
  });
  // Called as the process ends. Where nothing can be written, that would be tried for ever.
  const flushSync = output.flushSync.bind(output);
  output.flushSync = () => {
    isEnding = true;
    handOver();
    if (isBroken) return;
    try {
      flushSync();
    } catch {
      // Nobody reads any more.
    }
  };

  let isPlanned = false;
  const flush = () => {
    isPlanned = false;
    handOver();
  };
  const add = (line: string | (() => string)) => {
    if (lines.push(line) >= WRITTEN_TOGETHER) handOver();
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(flush, WRITTEN_WITHIN_MS).unref();
  };
  return { write: add, writeLater: add };
}

/**
 * An error without what it may quote. Messages of our own family hold no value and are kept; a message of anybody
 * else's could hold what a client or Paynet sent (`JSON.parse` quotes its text), so only its name and place are.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const isOurs = error instanceof PaynetError;
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(isOurs ? { message: error.message } : { at: placesOf(error) }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function placesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 10)
    .map((line) => line.trim());
}
