import type { IncomingMessage } from 'node:http';
import type { Store } from '../store.ts';
import { homePage } from './home-page.ts';
import { chooseLanguage } from './language.ts';
import type { Page } from './layout.ts';
import { linkPage } from './link-page.ts';
import { portalPage } from './portal-page.ts';

/** The page at an address, whatever the method; undefined where there is none. */
export function findPage({ pathname, searchParams }: URL, request: IncomingMessage, store: Store): Page | undefined {
  const language = chooseLanguage(request.headers['accept-language']);
  switch (pathname) {
    case '/':
      return homePage();
    case '/S/M':
      return linkPage(store.linkOnPage(searchParams.get('id') ?? ''), store.now(), language);
    case '/Account/PaynetAgentGate':
      return portalPage(store.gate(searchParams.get('al') ?? ''), language);
    default:
      return undefined;
  }
}
