import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PaynetClient } from '../paynet/client.ts';
import { type PaynetError, PaynetFault, PaynetOutcomeUnknown } from '../paynet/errors.ts';
import type { AttemptReport, TransportOptions } from '../paynet/request.ts';
import { isDocumented } from '../paynet/result-codes.ts';
import { resultOf } from './results.ts';

/** One HTTP request, once it is over. */
export interface DoneRequest {
  /** One of a few: never what a client wrote. */
  readonly path: string;
  /** Null where the client did not wait for the whole answer. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Type and fields as the schema names them: `query payLink`. */
  readonly operation?: string | undefined;
}

/**
 * What this process counts. Every label is one of a few words of ours, the schema's or Paynet's documentation's: no
 * value, no name a client chose, nothing about a person.
 */
export interface Metrics {
  /** What the client of Paynet tells. */
  readonly paynetHooks: {
    readonly [Name in 'onAttempt' | 'onHeldBack' | 'onBreaker']: NonNullable<TransportOptions[Name]>;
  };
  /** Whom to ask at each look how it is doing. */
  watch(paynet: Pick<PaynetClient, 'state'>): void;
  requestDone(request: DoneRequest): void;
  sessionOpened(): void;
  /** What asking for a link came to. */
  linkAskedFor(outcome: string): void;
  /** So many were refused unread since the last time. */
  requestsRefused(count: number): void;
  storeIsAway(isAway: boolean): void;
  /** All of it, as OpenMetrics text. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  /** Memory, garbage collection and the lag of the event loop, too: for the one that runs a process. */
  readonly ofProcess: boolean;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics({ ofProcess }: MetricsOptions): Metrics {
  const registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });

  let paynet: Pick<PaynetClient, 'state'> | null = null;

  const attempts = new Counter({
    name: 'paynet_attempts_total',
    help: 'Requests that left for Paynet or could not, by service and what came of them.',
    labelNames: ['operation', 'result'],
    registers,
  });
  const attemptSeconds = new Histogram({
    name: 'paynet_attempt_duration_seconds',
    help: 'How long an attempt took, from its place among the connections to its end.',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const retries = new Counter({
    name: 'paynet_retries_total',
    help: 'Attempts that were not the first of their call.',
    labelNames: ['operation'],
    registers,
  });
  const heldBack = new Counter({
    name: 'paynet_held_back_total',
    help: 'Calls that were not sent: calls like it only fail (outage, credentials), or too many wait (overload).',
    labelNames: ['operation', 'because'],
    registers,
  });
  const breakers = new Gauge({
    name: 'paynet_breaker_open',
    help: '1 while a service of Paynet, or our credentials, are left alone.',
    labelNames: ['of'],
    registers,
  });
  const undocumented = new Counter({
    name: 'paynet_undocumented_return_codes_total',
    help: 'Answers with a return code nobody has documented. The log says which.',
    labelNames: ['operation'],
    registers,
  });
  void new Gauge({
    name: 'paynet_calls',
    help: 'Calls under way, and calls that wait for a connection.',
    labelNames: ['effect', 'state'],
    registers,
    collect() {
      for (const [effect, { inFlight, waiting }] of Object.entries(paynet?.state().load ?? {})) {
        this.set({ effect, state: 'in_flight' }, inFlight);
        this.set({ effect, state: 'waiting' }, waiting);
      }
    },
  });
  void new Counter({
    name: 'paynet_odd_members_total',
    help: 'Members of good answers that were new, missing or empty. Some always are; what tells is a change.',
    labelNames: ['operation', 'member', 'what'],
    registers,
    collect() {
      this.reset();
      for (const { count, ...labels } of paynet?.state().oddMembers ?? []) this.inc(labels, count);
    },
  });

  const requests = new Counter({
    name: 'paynet_graphql_http_requests_total',
    help: 'HTTP requests, by path and status; aborted where the client left.',
    labelNames: ['path', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'paynet_graphql_http_request_duration_seconds',
    help: 'How long an HTTP request took. Streams of events are not among them.',
    labelNames: ['path'],
    buckets: SECONDS,
    registers,
  });
  const refused = new Counter({
    name: 'paynet_graphql_http_requests_refused_total',
    help: 'HTTP requests refused unread, because there was more to do than could be done.',
    registers,
  });
  const operations = new Counter({
    name: 'paynet_graphql_operations_total',
    help: 'Fields that valid operations began with, as the schema names them.',
    labelNames: ['type', 'field'],
    registers,
  });
  const sessions = new Counter({
    name: 'paynet_graphql_sessions_opened_total',
    help: 'Sign-ins that worked.',
    registers,
  });
  const links = new Counter({
    name: 'paynet_graphql_links_total',
    help: 'What asking for a payment link came to: created, replayed, unknown, or why not.',
    labelNames: ['outcome'],
    registers,
  });
  const storeAway = new Gauge({
    name: 'paynet_graphql_store_away',
    help: '1 while what the instances remember together cannot be reached.',
    registers,
  });

  function countAttempts(done: readonly AttemptReport[]): void {
    for (const { operation, attempt, durationMs, error } of done) {
      attemptSeconds.observe({ operation }, durationMs / 1_000);
      if (attempt > 1) retries.inc({ operation });
      if (hasUndocumentedCode(error)) undocumented.inc({ operation });
    }
    for (const [operation, its] of Map.groupBy(done, ({ operation }) => operation))
      for (const [result, { length }] of Map.groupBy(its, ({ error }) => resultOf(error)))
        attempts.inc({ operation, result }, length);
  }

  function countRequests(done: readonly DoneRequest[]): void {
    for (const [path, its] of Map.groupBy(done, ({ path }) => path))
      for (const [status, { length }] of Map.groupBy(its, ({ status }) => status ?? 'aborted'))
        requests.inc({ path, status }, length);
    for (const [operation, its] of Map.groupBy(done, ({ operation }) => operation)) {
      const [type, ...fields] = operation?.split(' ') ?? [];
      if (type !== 'subscription')
        for (const { path, durationMs } of its) requestSeconds.observe({ path }, durationMs / 1_000);
      if (type !== undefined) for (const field of fields) operations.inc({ type, field }, its.length);
    }
  }

  function countLinks(outcomes: readonly string[]): void {
    for (const [outcome, { length }] of Map.groupBy(outcomes, (outcome) => outcome)) links.inc({ outcome }, length);
  }

  const attemptsDone = createBatch(countAttempts);
  const requestsDone = createBatch(countRequests);
  const linksAskedFor = createBatch(countLinks);

  return {
    paynetHooks: {
      onAttempt: attemptsDone.add,
      onHeldBack: ({ operation, because }) => heldBack.inc({ operation, because }),
      onBreaker: ({ of, isOpen }) => breakers.set({ of }, Number(isOpen)),
    },
    watch(client) {
      paynet = client;
    },
    requestDone: requestsDone.add,
    sessionOpened: () => sessions.inc(),
    linkAskedFor: linksAskedFor.add,
    requestsRefused: (count) => refused.inc(count),
    storeIsAway: (isAway) => storeAway.set(Number(isAway)),
    text() {
      attemptsDone.count();
      requestsDone.count();
      linksAskedFor.count();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** So many wait to be counted. */
const COUNTED_TOGETHER = 100;

/**
 * What every request adds is counted for many of them at a time, and whenever somebody looks: in the midst of other work
 * each would take several times as long, and of many most are alike.
 */
function createBatch<Event>(countAll: (events: readonly Event[]) => void): { add(event: Event): void; count(): void } {
  let waiting: Event[] = [];
  const count = () => {
    const events = waiting;
    waiting = [];
    countAll(events);
  };
  return {
    add(event) {
      if (waiting.push(event) >= COUNTED_TOGETHER) count();
    },
    count,
  };
}

function hasUndocumentedCode(error: PaynetError | undefined): boolean {
  const cause = error instanceof PaynetOutcomeUnknown ? error.cause : error;
  return cause instanceof PaynetFault && cause.returnCode !== undefined && !isDocumented(cause.returnCode);
}
