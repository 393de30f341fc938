import { type Head, headOf } from './head.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** For what is no page: nothing is loaded, run, framed or sent from it, whatever a browser takes it for. */
const NOTHING_AT_ALL = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join(
  '; ',
);

/** What every answer tells browsers, refusals and errors included. GraphiQL's page has a content policy of its own. */
export function headForSafety({ https }: { https: boolean }): Head {
  return headOf({
    'content-security-policy': NOTHING_AT_ALL,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Pages of other origins may read answers only as CORS lets them, not load them as something else.
    'cross-origin-resource-policy': 'same-origin',
    ...(https ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}),
  });
}
