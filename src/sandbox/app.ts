import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { errorAnswer, sendAnswer } from './answer.ts';
import { Api } from './api.ts';
import { Confirmations } from './confirmations.ts';
import { type Link, selectLink } from './links.ts';
import { findPage, pageMethods } from './pages/find-page.ts';
import { sendPage } from './pages/layout.ts';
import { pressButton } from './pages/press-button.ts';
import { decline, pay } from './payment.ts';
import { readBody } from './request-body.ts';
import type { BookEntry, Sandbox, SandboxOptions, SeenRequest } from './sandbox.ts';
import { autologin, login } from './services/agent.ts';
import { create, detail, list, status } from './services/mail-order.ts';
import type { Service } from './services/service.ts';
import { Store } from './store.ts';
import { findTestCard, TEST_CARDS } from './test-cards.ts';

export type { BookEntry, Sandbox, SandboxOptions, SeenRequest, ServiceCall } from './sandbox.ts';

/** What the sandbox takes for the company's key. It has the characters that careless encoding would change. */
export const SANDBOX_SECRET_KEY = 'sck_pcs_SANDBOX/only+on*loopback';

export const SERVICES: readonly Service[] = [login, autologin, create, detail, list, status];
const REQUESTS_KEPT = 1000;

/** A pretend Paynet. Opens no port: give its handler to a server, or use startSandbox. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { clock = () => new Date(), secretKey = SANDBOX_SECRET_KEY, linkMembers = 'usual', lookupLagMs = 0 } = options;
  const store = new Store(clock, lookupLagMs);
  const confirmations = new Confirmations();
  const requests: SeenRequest[] = [];
  const api = new Api({ ...options, services: SERVICES, secretKey });
  const desk = { store, confirmations };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const address = URL.parse(path, 'http://sandbox.invalid');
    const allowed = address === null ? undefined : pageMethods(address.pathname);
    if (address !== null && allowed?.includes(method) && method !== 'POST') {
      return sendPage(response, findPage(address, headers, store, SERVICES));
    }

    const text = await readBody(request);
    if (text === undefined) return;
    if (address !== null && allowed?.includes(method)) {
      return sendPage(response, pressButton(address, headers, text ?? '', desk));
    }

    requests.push({ method, path, headers, body: text ?? '' });
    if (requests.length > REQUESTS_KEPT) requests.shift();
    if (allowed !== undefined) {
      response.setHeader('Allow', allowed.join(', '));
      return sendAnswer(response, errorAnswer(405));
    }
    const baseUrl = options.publicUrl?.replace(/\/+$/, '') ?? addressFrom(request);
    api.respond(response, address?.pathname, { method, headers, text }, { store, baseUrl, linkMembers });
  }

  function linkCalled(idOrReference: string): Link {
    const newestFirst = store.links.all.toReversed();
    const link =
      selectLink(newestFirst, { id: idOrReference, referenceNo: '' }) ??
      selectLink(newestFirst, { id: '', referenceNo: idOrReference });
    if (link === undefined) throw new Error(`The sandbox has no link with the id or reference "${idOrReference}".`);
    return link;
  }

  return {
    handler: (request, response) => {
      handle(request, response).catch((error: unknown) => {
        // Only a mistake in the sandbox itself ends here. The stack names no request member.
        console.error(error);
        response.destroy();
      });
    },
    secretKey,
    requests,
    get links() {
      return store.links.all.map((link) => bookEntry(link, store));
    },
    confirmations: confirmations.results,
    pay: (idOrReference, card) => pay(linkCalled(idOrReference), findTestCard(card ?? '') ?? TEST_CARDS[0], desk),
    decline: (idOrReference) => decline(linkCalled(idOrReference), desk),
    settled: () => confirmations.settled(),
    reset: () => {
      store.reset();
      api.reset();
      confirmations.reset();
      requests.length = 0;
    },
    stop: () => confirmations.cancel(),
  };
}

export interface RunningSandbox {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Ends every connection, also those that wait for a slow answer. */
  readonly close: () => Promise<void>;
}

/** A sandbox on a port of its own; port 0 takes any free one. Rejects when the port is taken. */
export async function startSandbox(
  options: SandboxOptions & { readonly port: number; readonly host?: string },
): Promise<RunningSandbox> {
  const { port, host = '127.0.0.1' } = options;
  const sandbox = createSandbox(options);
  const server = createServer(sandbox.handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${boundPort}`,
    sandbox,
    close: () =>
      new Promise((resolve) => {
        sandbox.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bookEntry(link: Link, { links }: Store): BookEntry {
  const { id, referenceNo, url, amount, payerName, agent, payment, createdAt } = link;
  const state = links.stateOf(link);
  return { id, referenceNo, url, amount, payerName, agentId: agent.id, state, xactId: payment?.xactId, createdAt };
}

function addressFrom({ headers, socket }: IncomingMessage): string {
  const named = URL.parse(`http://${headers.host ?? ''}`)?.origin;
  return named ?? `http://127.0.0.1:${socket.localPort ?? ''}`;
}
