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

/** Lines of many turns at most, should nobody take them. */
const MAX_WAITING_BYTES = 16 * 1_000;

/** Nobody reads a log faster than that. */
const WRITTEN_WITHIN_MS = 10;

/**
 * Writes lines that come close together at once: on a busy service a write costs more than what is written. What waits
 * when the process ends is written by then; only one that is killed takes the last moment's lines with it.
 */
function standardOutput(): DestinationStream {
  const output = pino.destination({ fd: process.stdout.fd, sync: true, minLength: MAX_WAITING_BYTES });
  process.on('exit', () => output.flushSync());
  let isPlanned = false;
  const flush = () => {
    isPlanned = false;
    output.flush();
  };
  return {
    write(line) {
      output.write(line);
      if (isPlanned) return;
      isPlanned = true;
      setTimeout(flush, WRITTEN_WITHIN_MS).unref();
    },
  };
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
