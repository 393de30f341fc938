import type { Logger } from 'pino';
import { PaynetRefused } from './paynet/errors.ts';
import type { TransportOptions } from './paynet/request.ts';

/** What the log says of calls to Paynet: which, for whose request, how long and how it ended; never what was in them. */
export function createPaynetLog(log: Logger): Pick<TransportOptions, 'onAttempt' | 'onHeldBack' | 'onBreaker'> {
  return {
    onAttempt({ error, durationMs, ...attempt }) {
      const line = { ...attempt, durationMs: Math.round(durationMs), ...(error === undefined ? {} : { err: error }) };
      if (error === undefined) log.debug(line, 'paynet answered');
      else if (error instanceof PaynetRefused) log.info(line, 'paynet refused');
      else log.warn(line, 'paynet did not answer as hoped');
    },
    onHeldBack: (error) => log.debug({ err: error }, 'a call was held back'),
    onBreaker: (change) =>
      log.warn(change, change.isOpen ? 'paynet is left alone: calls only fail' : 'paynet is called again'),
  };
}
