import type { IncomingHttpHeaders } from 'node:http';
import type { Confirmations } from '../confirmations.ts';
import type { Link } from '../links.ts';
import { decline, type Pressed, pay } from '../payment.ts';
import type { Store } from '../store.ts';
import { findTestCard } from '../test-cards.ts';
import { chooseLanguage } from './language.ts';
import { type Page, redirectTo } from './layout.ts';
import { declinedPage, linkPage, unclearPage } from './link-page.ts';

interface Desk {
  readonly store: Store;
  readonly confirmations: Confirmations;
}

/**
 * Answers the form of a link's page. Who is done is sent on, so that reloading presses nothing twice. A link that can
 * not be paid shows why, a paid one with 409.
 */
export function pressButton({ searchParams }: URL, headers: IncomingHttpHeaders, body: string, desk: Desk): Page {
  const language = chooseLanguage(headers['accept-language']);
  const link = desk.store.links.onPage(searchParams.get('id') ?? '');
  if (link === undefined) return linkPage(link, desk.store, language);

  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const pressed = isForm ? press(link, new URLSearchParams(body), desk) : undefined;
  if (pressed === undefined) return unclearPage(link, language);
  if (!pressed.accepted) {
    const page = linkPage(link, desk.store, language);
    return pressed.state === 'paid' ? { ...page, status: 409 } : page;
  }
  if (pressed.redirectUrl !== undefined) return redirectTo(pressed.redirectUrl);
  return pressed.state === 'paid'
    ? redirectTo(`?id=${link.pageId}`)
    : declinedPage(link, pressed.xactId ?? '', language);
}

function press(link: Link, form: URLSearchParams, desk: Desk): Pressed | undefined {
  if (form.get('press') === 'decline') return decline(link, desk);
  const card = findTestCard(form.get('card') ?? '');
  return form.get('press') === 'pay' && card !== undefined ? pay(link, card, desk) : undefined;
}
