import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import Negotiator from 'negotiator';
import type { Logger } from 'pino';
import { createAudit } from '../access/audit.ts';
import type { Caller } from '../access/caller.ts';
import { identify } from '../access/identify.ts';
import { createKeyring } from '../access/keyring.ts';
import { createLimits } from '../access/limits.ts';
import { createAutologinLimit, createSendingLimits } from '../access/limits-of-callers.ts';
import { createSeal } from '../access/seal.ts';
import { createServices } from '../access/services.ts';
import { createSessionCookie } from '../access/session-cookie.ts';
import { createSessions } from '../access/sessions.ts';
import { createSignInLimits } from '../access/sign-in-limits.ts';
import type { Config } from '../config.ts';
import type { RequestContext } from '../context.ts';
import { PayLinkLoader } from '../graph/pay-link/loader.ts';
import { schema } from '../graph/schema.ts';
import { LANGUAGES, type Language } from '../graph/shared/messages.ts';
import { createLineWriter } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createConfirmations, type Expected } from '../pay-links/confirmations.ts';
import { createCreateOnce } from '../pay-links/create-once.ts';
import { createPayLinkWatch } from '../pay-links/watch.ts';
import type { PaynetClient } from '../paynet/client.ts';
import { onceAnswered, type Store } from '../store/store.ts';
import { CONFIRMATIONS, serveConfirmation } from './confirmations.ts';
import { createCors } from './cors.ts';
import { createDocuments } from './documents.ts';
import { type ContextOf, createEngine } from './engine.ts';
import { createGraphiQL } from './graphiql.ts';
import { createGraphQLDoor } from './graphql-door.ts';
import { setHead } from './head.ts';
import { type Health, isAboutHealth, sendJson, serveHealth } from './health.ts';
import { createLoad } from './load.ts';
import { serveMetrics } from './metrics-door.ts';
import { refuse } from './overload.ts';
import { createRequestLog, type RequestNotes, requestIdOf } from './request-log.ts';
import { goneFrom, ReadCall, type RequestScope } from './request-scope.ts';
import { createRouterCheck, createRouterDoor } from './router-door.ts';
import { headForSafety } from './safety-headers.ts';
import { sourceOf } from './source.ts';
import { createStreams } from './streams.ts';
import { createTrustedDocuments } from './trusted-documents.ts';

export interface AppOptions {
  readonly config: Config;
  readonly paynet: PaynetClient;
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Where this app is reached by what runs on the same machine, once it listens: for the sandbox's confirmations. */
  readonly ownUrl?: () => string | null;
}

export interface App {
  readonly listener: RequestListener;
  readonly health: Health;
  /** Watches the event loop from now on, so that load is refused when it is late. */
  open(): void;
  /** Ends what would go on for ever, like watching a link. */
  close(): void;
}

/** What a log may say was asked for; any other path is the client's own text. */
function loggedPath(path: string): string {
  if (path === '/' || path === '/graphql') return path;
  const known = ['/graphql/assets/', CONFIRMATIONS].find((begin) => path.startsWith(begin));
  return known === undefined ? 'another' : known.slice(0, -1);
}

/** The layer as a request listener. Opens no port, starts no timer, reads no environment. */
export function createApp({ config, paynet, store, log, metrics, ownUrl = () => null }: AppOptions): App {
  const load = createLoad({ maxAtOnce: config.maxRequestsAtOnce });
  const health: Health = { isReady: true, load };
  metrics.watch(paynet);
  const hasMetrics = !config.production || config.metricsToken !== null;
  const isSandbox = config.environment === 'sandbox';
  const { trustedDocuments } = config;
  // Nothing that is written there would be taken where only trusted documents are.
  const graphiql = config.production || trustedDocuments.only ? null : createGraphiQL({ sandbox: isSandbox });
  const safety = headForSafety({ https: config.production });
  const safetyOfOperations = [...safety, 'cache-control', 'no-store'];
  const cookie = createSessionCookie({ secure: config.production });
  const sessions = createSessions({
    ...config.session,
    issuer: `paynet-graphql ${config.environment}`,
    store,
  });
  const services =
    config.services === null
      ? null
      : createServices({
          ...config.services,
          onTrouble: (error) =>
            log.warn({ err: error }, 'the keys of services cannot be fetched; known ones go on working'),
        });
  const counted = createLimits({ store });
  const limits = {
    signIn: createSignInLimits(counted, config.limits.signIn),
    autologin: createAutologinLimit(counted, config.limits.autologin),
    sending: createSendingLimits(counted, config.limits.sending),
  };
  // At every level, but where nothing is to be written at all.
  const writeAudit = log.level === 'silent' ? () => undefined : createLineWriter(log, 'audit', { audit: true });
  const audit = createAudit({ secret: config.session.secret, write: writeAudit });
  const isRouter = createRouterCheck(config.routerSecrets);
  const watch = createPayLinkWatch({ paynet, store, pollMs: config.paynet.pollMs });
  const createOnce = createCreateOnce({
    store,
    settleMs: config.paynet.settleMs,
    onOutcome: (outcome) =>
      metrics.linkAskedFor(outcome.kind !== 'made' ? outcome.kind : outcome.replayed ? 'replayed' : 'created'),
  });
  const confirmations = createConfirmations({
    paynet,
    store,
    watch,
    // A confirmation of the test system opens nothing at the live one.
    seal: createSeal(createKeyring(config.session, `confirmation address ${config.environment}`)),
    onContradiction: (found) => log.warn(found, 'a confirmation contradicts its link'),
  });

  function confirmationUrlFor(expected: Expected): string | undefined {
    const url = config.publicUrl ?? ownUrl();
    return url === null ? undefined : url + CONFIRMATIONS + confirmations.tokenFor(expected);
  }

  const contextOf: ContextOf = (scope) => {
    const caller = identify(scope.req.headers, {
      sessions,
      cookie,
      services,
      onRefused: (why) => scope.log().info(why, 'a service token was refused'),
    });
    return onceAnswered(caller, (known) => contextFor(known, scope));
  };

  function contextFor(caller: Caller, scope: RequestScope): RequestContext {
    const { req, requestId, language, deadline, notes, setCookies } = scope;
    const bound = paynet.bind(new ReadCall(scope));
    const source = sourceOf(req, config.trustedProxyHops);
    return {
      requestId,
      language,
      caller,
      source,
      audit: (event) => audit(event, { caller, source, requestId }),
      limits,
      paynet: bound,
      payLinks: new PayLinkLoader(bound),
      createOnce: (intention) =>
        createOnce(intention, {
          // What makes a link is seen through, its look-ups included, whether somebody waits for it or not.
          paynet: paynet.bind({ requestId, deadline }),
          deadline,
          noteReference: (referenceNo) => void (notes.referenceNos ??= []).push(referenceNo),
          confirmationUrlFor,
        }),
      watch,
      sessions,
      setSessionCookie(change) {
        if (change !== 'clear') metrics.sessionOpened();
        // A token too long for a cookie still ends the session the browser had before.
        const header = change === 'clear' ? null : cookie.set(change.token, change.expiresAt);
        setCookies.push(header ?? cookie.clear());
      },
    };
  }
  const documents = createDocuments(schema, { production: config.production });
  const engine = createEngine({
    schema,
    documents,
    production: config.production,
    trustedDocuments: createTrustedDocuments({ ...trustedDocuments, isRouter, log }),
    routerDoor: createRouterDoor({ isRouter, isOpenToAll: config.routerSecrets.length === 0 && !config.production }),
    contextOf,
  });
  const serveGraphQL = createGraphQLDoor({
    engine,
    onward: createStreams({ schema, documents, engine, contextOf }),
  });
  const logRequest = createRequestLog(log, metrics);
  const cors = createCors({ allowedOrigins: config.allowedOrigins, allowLoopback: isSandbox });

  const isOneCallers = config.trustedProxyHops === 0;

  /** Lets a request in where there is room. Before anything else: refusing has to be cheaper than all that follows. */
  function admit(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request.url ?? '/');
    if (isAboutHealth(path)) return void handle(request, response, path, () => undefined);
    if (!load.enter()) {
      return refuse(request, response, { head: [...safety, ...cors(request)], isOneCallers });
    }
    let isInside = true;
    const makeRoom = () => {
      if (isInside) load.leave();
      isInside = false;
    };
    response.on('close', makeRoom);
    void handle(request, response, path, makeRoom);
  }

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    makeRoom: () => void,
  ): Promise<void> {
    const requestId = requestIdOf(request);
    const requestLog = () => log.child({ requestId });
    const isOperation = path === '/graphql' && graphiql?.wants(request, path) !== true;
    const head = isOperation
      ? [...safetyOfOperations, 'x-request-id', requestId, ...cors(request)]
      : [...safety, 'x-request-id', requestId];
    if (!isOperation) setHead(response, head);

    if (serveHealth(path, response, health)) return;
    const notes: RequestNotes = {};
    const isScrape = path === '/metrics' && hasMetrics;
    if (!isScrape) logRequest(request, response, { requestId, path: loggedPath(path), notes });
    try {
      if (isOperation) {
        if (request.method === 'OPTIONS') return void response.writeHead(204, [...head, 'content-length', '0']).end();
        return await serveGraphQL(request, response, {
          req: request,
          head,
          requestId,
          language: languageOf(request),
          log: requestLog,
          deadline: performance.now() + config.paynet.limits.totalMs,
          notes,
          setCookies: [],
          gone: goneFrom(response),
          makeRoom,
        });
      }
      if (isScrape) return await serveMetrics(request, response, { metrics, token: config.metricsToken });
      if (graphiql?.wants(request, path)) return await graphiql.serve(request, response, path);
      if (path === '/' && graphiql !== null) return void response.writeHead(302, { location: '/graphql' }).end();
      if (path.startsWith(CONFIRMATIONS)) {
        return await serveConfirmation(request, response, { path, confirmations, log: requestLog() });
      }
      sendJson(response, 404, { error: 'There is nothing here. GraphQL is at /graphql.' });
    } catch (error) {
      requestLog().error({ err: error }, 'unexpected error');
      if (response.headersSent) return void response.destroy();
      setHead(response, head);
      sendJson(response, 500, { error: 'Unexpected error.', requestId });
    }
  }

  let watching: { stop(): void } | undefined;
  return {
    listener: admit,
    health,
    open() {
      watching = load.watch((refused) => {
        metrics.requestsRefused(refused);
        log.warn({ refused }, 'there is more to do than can be done');
      });
    },
    close() {
      watching?.stop();
      watch.close();
    },
  };
}

/** What stands before a question mark. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function languageOf(request: IncomingMessage): Language {
  if (request.headers['accept-language'] === undefined) return LANGUAGES[0];
  const preferred = new Negotiator(request).language([...LANGUAGES]);
  return LANGUAGES.find((language) => language === preferred) ?? 'en';
}
