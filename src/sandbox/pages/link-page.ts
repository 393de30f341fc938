import type { Link, Payment } from '../links.ts';
import { withXactId } from '../payment.ts';
import type { Store } from '../store.ts';
import { COUNTDOWN_SCRIPT } from './countdown.ts';
import { html, type Markup } from './html.ts';
import type { Language } from './language.ts';
import { layOut, type Page } from './layout.ts';
import { LINK_TEXTS } from './link-texts.ts';
import { formatLira } from './lira.ts';
import { paymentForm } from './payment-form.ts';
import { fact, inTurkey, slipHead } from './slip.ts';

/**
 * The page behind a payment link. Our choice of statuses: 200 while it can be paid and once it is paid, 403 while it is
 * switched off, 410 once its hours are over, 404 where there is none.
 */
export function linkPage(link: Link | undefined, store: Store, language: Language): Page {
  const texts = LINK_TEXTS[language];
  if (link === undefined) {
    const main = html`<main><div class="slip">${news('grey', texts.unknown, texts.unknownWhy)}</div></main>`;
    return layOut({ status: 404, language, title: texts.unknown, main });
  }

  if (link.payment !== undefined) return paidPage(link, link.payment, language);
  const state = store.links.stateOf(link);
  if (state === 'expired') {
    const why = texts.expiredWhy(inTurkey(link.expiresAt, language));
    const lower = news('grey', texts.expired, why);
    return statePage(link, language, { status: 410, title: texts.expired, lower });
  }
  if (state === 'passive') {
    const lower = news('grey', texts.passive, texts.passiveWhy);
    return statePage(link, language, { status: 403, title: texts.passive, lower });
  }
  return payablePage(link, store.now(), language);
}

/** What the payer sees who pressed "Decline" when the link has no address for that. */
export function declinedPage(link: Link, xactId: string, language: Language): Page {
  const texts = LINK_TEXTS[language];
  const more = html`<dl class="facts">${fact(texts.xact, html`<code>${xactId}</code>`)}</dl>${again(link, language)}`;
  const lower = news('red', texts.declined, texts.declinedWhy, more);
  return statePage(link, language, { status: 200, title: texts.declined, lower });
}

/** The answer to a form that no button of the page sends. */
export function unclearPage(link: Link, language: Language): Page {
  const texts = LINK_TEXTS[language];
  const lower = news('red', texts.unclear, texts.unclearWhy, again(link, language));
  return statePage(link, language, { status: 400, title: texts.unclear, lower });
}

function payablePage(link: Link, now: Date, language: Language): Page {
  const { whole, fraction } = formatLira(link.amount, language);
  const main = html`<main><div class="slip">${slipHead(link, language, true)}
${paymentForm(link, now, language)}</div>
<p class="under">${LINK_TEXTS[language].noCard}</p></main>`;
  const title = `${whole}${fraction} · ${link.agent.record.agent_name}`;
  return layOut({ language, title, main, script: COUNTDOWN_SCRIPT, hasForm: true });
}

function paidPage(link: Link, { paidAt, card, xactId }: Payment, language: Language): Page {
  const texts = LINK_TEXTS[language];
  const onward = withXactId(link.succeedUrl, xactId);
  const more = html`<dl class="facts">
${fact(texts.paidAt, html`<time datetime="${paidAt.toISOString()}">${inTurkey(paidAt, language)}</time>`)}
${fact(texts.card, html`${card.name}`)}
${fact(texts.xact, html`<code>${xactId}</code>`)}
</dl>${onward === undefined ? undefined : html`<a class="button" href="${onward}">${texts.onward}</a>`}`;
  return statePage(link, language, {
    status: 200,
    title: texts.paid,
    lower: news('green', texts.paid, texts.paidWhy, more),
  });
}

interface StateContent {
  readonly status: number;
  readonly title: string;
  readonly lower: Markup;
}

function statePage(link: Link, language: Language, { status, title, lower }: StateContent): Page {
  const main = html`<main><div class="slip">${slipHead(link, language)}${lower}</div></main>`;
  return layOut({ status, language, title, main });
}

function news(colour: 'green' | 'red' | 'grey', title: string, why: string, more?: Markup): Markup {
  return html`<section class="${colour}"><span class="seal" aria-hidden="true"></span>
<h1 class="news">${title}</h1>
<p>${why}</p>${more}</section>`;
}

function again({ pageId }: Link, language: Language): Markup {
  return html`<a class="button" href="?id=${pageId}">${LINK_TEXTS[language].again}</a>`;
}
