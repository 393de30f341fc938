import type { ServiceName } from './services/service.ts';

/** What a switch value makes happen instead of, or to, the ordinary answer. */
export type Outcome =
  | { readonly kind: 'code' | 'envelope'; readonly code: number }
  | { readonly kind: 'status' | 'html'; readonly status: number }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'empty' | 'cut' | 'reset' | 'not-json' | 'redirect' }
  | { readonly kind: 'done-status'; readonly status: number }
  | { readonly kind: 'done-reset' | 'done-cut' | 'done-empty' }
  | { readonly kind: 'no-session-key' | 'blocked-flag' | 'deleted-flag' | 'no-url' | 'bad-url' };

/** One row of the table of switch values. */
export interface OutcomeEntry<Kind> {
  /** As one writes it; N and MS stand for a number. */
  readonly form: string;
  readonly does: string;
  /** Reads the number after `=`, undefined when there is none. Answers undefined when that makes no sense. */
  readonly read: (number: number | undefined) => Kind | undefined;
}

interface ServiceOutcomeEntry extends OutcomeEntry<Outcome> {
  /** Services that have it; all when absent. */
  readonly services?: readonly ServiceName[];
}

const SLOW_BY_DEFAULT_MS = 30_000;
export const SLOWEST_MS = 10 * 60_000;
const URL_SERVICES = ['autologin', 'create'] as const;

/** Every outcome of a service, in the order the README and the home page show them. */
export const OUTCOMES: readonly ServiceOutcomeEntry[] = [
  {
    form: 'code=N',
    does: 'HTTP 200 with return code N in the refusal shape of the service, also for 100. `code=0` is the ordinary answer.',
    read: (code) => (code === undefined ? undefined : { kind: 'code', code }),
  },
  {
    form: 'status=N',
    does: 'HTTP N (400 to 599) with the documented error object.',
    read: (status) => (isErrorStatus(status) ? { kind: 'status', status } : undefined),
  },
  {
    form: 'envelope=N',
    does: 'HTTP 400 with return code N in the form iyzico documents: `object_name`, `code`, `message`.',
    read: (code) => (code === undefined ? undefined : { kind: 'envelope', code }),
  },
  {
    form: 'slow=MS',
    does: 'The ordinary answer, MS milliseconds late (at most 600000). What it reports is done at once.',
    read: (delayMs) => (delayMs === undefined || delayMs > SLOWEST_MS ? undefined : { kind: 'slow', delayMs }),
  },
  { form: 'slow', does: 'The same, 30 seconds late.', read: plain({ kind: 'slow', delayMs: SLOW_BY_DEFAULT_MS }) },
  { form: 'html', does: 'HTTP 200 with a maintenance page in HTML.', read: plain({ kind: 'html', status: 200 }) },
  {
    form: 'html=N',
    does: 'HTTP N (200, or 400 to 599) with the same page.',
    read: (status) => (status === 200 || isErrorStatus(status) ? { kind: 'html', status } : undefined),
  },
  { form: 'empty', does: 'HTTP 200 without a body.', read: plain({ kind: 'empty' }) },
  {
    form: 'cut',
    does: 'The head of the ordinary answer with its full Content-Length, half of its JSON, then the end of the connection.',
    read: plain({ kind: 'cut' }),
  },
  { form: 'reset', does: 'Reads the request, then resets the connection.', read: plain({ kind: 'reset' }) },
  {
    form: 'not-json',
    does: 'The ordinary answer with `object_name` unquoted, a slip in one of the documented samples.',
    read: plain({ kind: 'not-json' }),
  },
  { form: 'redirect', does: 'HTTP 302 to another host.', read: plain({ kind: 'redirect' }) },
  {
    form: 'done-reset',
    does: 'Makes the change, then resets the connection.',
    read: plain({ kind: 'done-reset' }),
  },
  {
    form: 'done-cut',
    does: 'Makes the change, then answers as `cut`.',
    read: plain({ kind: 'done-cut' }),
  },
  {
    form: 'done-status=N',
    does: 'Makes the change, then answers as `status=N`.',
    read: (status) => (isErrorStatus(status) ? { kind: 'done-status', status } : undefined),
  },
  {
    form: 'done-empty',
    does: 'Makes the change, then answers as `empty`.',
    read: plain({ kind: 'done-empty' }),
  },
  {
    form: 'no-session-key',
    does: 'Code 0, but `session_key` is missing.',
    services: ['login'],
    read: plain({ kind: 'no-session-key' }),
  },
  {
    form: 'blocked-flag',
    does: 'Code 0, but `is_agent_blocked` is true.',
    services: ['login'],
    read: plain({ kind: 'blocked-flag' }),
  },
  {
    form: 'deleted-flag',
    does: 'Code 0, but `is_agent_deleted` is true.',
    services: ['login'],
    read: plain({ kind: 'deleted-flag' }),
  },
  {
    form: 'no-url',
    does: 'Code 0, but `url` is null. A link is stored all the same.',
    services: URL_SERVICES,
    read: plain({ kind: 'no-url' }),
  },
  {
    form: 'bad-url',
    does: 'Code 0, but `url` is `javascript:alert(1)`. A link is stored all the same.',
    services: URL_SERVICES,
    read: plain({ kind: 'bad-url' }),
  },
];

export function outcomesOf(service: ServiceName): readonly OutcomeEntry<Outcome>[] {
  return OUTCOMES.filter(({ services }) => services === undefined || services.includes(service));
}

export function plain<Kind>(outcome: Kind): () => Kind {
  return () => outcome;
}

function isErrorStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 400 && status <= 599;
}
