import type { JsonObject } from './request-body.ts';

export const SERVICE_NAMES = ['login', 'autologin', 'create'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** What a switch value makes happen instead of, or to, the ordinary answer. */
export type Outcome =
  | { readonly kind: 'code' | 'envelope'; readonly code: number }
  | { readonly kind: 'status' | 'html'; readonly status: number }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'empty' | 'cut' | 'reset' | 'not-json' | 'redirect' }
  | { readonly kind: 'no-session-key' | 'blocked-flag' | 'deleted-flag' | 'no-url' | 'bad-url' };

interface OutcomeEntry {
  /** As one writes it; N and MS stand for a number. */
  readonly form: string;
  readonly does: string;
  /** Services that have it; all when absent. */
  readonly services?: readonly ServiceName[];
  /** Reads the number after `=`, undefined when there is none. Answers undefined when that makes no sense. */
  readonly read: (number: number | undefined) => Outcome | undefined;
}

const SLOW_BY_DEFAULT_MS = 30_000;
const SLOWEST_MS = 10 * 60_000;
const URL_SERVICES = ['autologin', 'create'] as const;

/** Every outcome there is, in the order the README and the home page show them. */
export const OUTCOMES: readonly OutcomeEntry[] = [
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

/** A switch value that names no outcome of this service. `message` says which there are. */
export interface UnknownOutcome {
  readonly kind: 'unknown';
  readonly message: string;
}

// A value may hold other text around it, so that a reference can carry a switch value and still be unique.
const SWITCH_VALUE = /sandbox:([\w:=-]*)/g;

/** Whether a text holds a switch value for any service, known or not. */
export function holdsSwitchValue(text: string): boolean {
  return text.includes('sandbox:');
}

/** The first switch value in a body's own string members that is meant for this service. */
export function findOutcome(body: JsonObject, service: ServiceName): Outcome | UnknownOutcome | undefined {
  for (const value of Object.values(body)) {
    if (typeof value !== 'string') continue;
    for (const [, words = ''] of value.matchAll(SWITCH_VALUE)) {
      const addressee = SERVICE_NAMES.find((name) => words.startsWith(`${name}:`));
      if (addressee !== undefined && addressee !== service) continue;
      const written = addressee === undefined ? words : words.slice(addressee.length + 1);
      return readOutcome(written, service) ?? unknownOutcome(written, service);
    }
  }
  return undefined;
}

function readOutcome(written: string, service: ServiceName): Outcome | undefined {
  const [, name, digits] = /^([a-z-]+)(?:=(\d{1,6}))?$/.exec(written) ?? [];
  if (name === undefined) return undefined;
  const entry = outcomesOf(service).find(({ form }) =>
    digits === undefined ? form === name : form.startsWith(`${name}=`),
  );
  return entry?.read(digits === undefined ? undefined : Number(digits));
}

function unknownOutcome(written: string, service: ServiceName): UnknownOutcome {
  const known = outcomesOf(service).map(({ form }) => form);
  return {
    kind: 'unknown',
    message: `The sandbox has no outcome "${written}" for ${service}. It has: ${known.join(', ')}.`,
  };
}

function outcomesOf(service: ServiceName): readonly OutcomeEntry[] {
  return OUTCOMES.filter(({ services }) => services === undefined || services.includes(service));
}

function plain(outcome: Outcome): OutcomeEntry['read'] {
  return () => outcome;
}

function isErrorStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 400 && status <= 599;
}
