import type { IncomingHttpHeaders } from 'node:http';
import type { Service } from '../services/service.ts';
import type { Store } from '../store.ts';
import { homePage } from './home-page.ts';
import { chooseLanguage } from './language.ts';
import type { Page } from './layout.ts';
import { linkPage } from './link-page.ts';
import { portalPage } from './portal-page.ts';

const LINK_PATH = '/S/M';
const GATE_PATH = '/Account/PaynetAgentGate';
const READING = ['GET', 'HEAD'];

/** The methods a page answers; undefined where there is no page. */
export function pageMethods(pathname: string): readonly string[] | undefined {
  if (pathname === LINK_PATH) return [...READING, 'POST'];
  return pathname === '/' || pathname === GATE_PATH ? READING : undefined;
}

/** The page at one of the addresses that have one. */
export function findPage(
  { pathname, searchParams }: URL,
  headers: IncomingHttpHeaders,
  store: Store,
  services: readonly Service[],
): Page {
  const language = chooseLanguage(headers['accept-language']);
  if (pathname === LINK_PATH) return linkPage(store.links.onPage(searchParams.get('id') ?? ''), store, language);
  if (pathname === GATE_PATH) return portalPage(store.gate(searchParams.get('al') ?? ''), language);
  return homePage(store, services);
}
