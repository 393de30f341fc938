import type { Logger } from 'pino';
import type { Metrics } from './metrics/metrics.ts';
import { PaynetAbandoned, PaynetRefused } from './paynet/errors.ts';
import type { AttemptReport } from './paynet/request.ts';

const lineOf = ({ error, durationMs, ...attempt }: AttemptReport) => ({
  ...attempt,
  durationMs: Math.round(durationMs),
  ...(error === undefined ? {} : { err: error }),
});

/**
 * Counts the calls to Paynet and logs them: which, for whose request, how long and how it ended; never what was in them.
 */
export function watchCalls(log: Logger, { paynetHooks: counted }: Metrics): Metrics['paynetHooks'] {
  return {
    onAttempt(report) {
      counted.onAttempt(report);
      const { error } = report;
      // Nearly always, and mostly nobody wants to read it.
      if (error === undefined) {
        if (log.isLevelEnabled('debug')) log.debug(lineOf(report), 'paynet answered');
      } else if (error instanceof PaynetRefused || error instanceof PaynetAbandoned)
        log.info(
          lineOf(report),
          error instanceof PaynetRefused ? 'paynet refused' : 'nobody waits for paynet any more',
        );
      else log.warn(lineOf(report), 'paynet did not answer as hoped');
    },
    onHeldBack(error) {
      counted.onHeldBack(error);
      log.debug({ err: error }, 'a call was held back');
    },
    onBreaker(change) {
      counted.onBreaker(change);
      log.warn(change, change.isOpen ? 'paynet is left alone: calls only fail' : 'paynet is called again');
    },
  };
}
