import type { Link } from '../links.ts';
import { chargeFor } from '../service-fee.ts';
import { html, type Markup } from './html.ts';
import type { Language } from './language.ts';
import { LINK_TEXTS } from './link-texts.ts';
import { formatLira } from './lira.ts';

/** Type sizes that keep an amount on one line of a 360 px screen, by the characters before its kuruş. */
const SIZES = [
  { upTo: 7, name: 'short' },
  { upTo: 12, name: 'long' },
  { upTo: 16, name: 'longer' },
];

/** The upper part of the slip: who asks, how much, of whom, and why. `isPayable`: the request is the news itself. */
export function slipHead(link: Link, language: Language, isPayable = false): Markup {
  const texts = LINK_TEXTS[language];
  const name = link.agent.record.agent_name;
  const { whole, fraction } = formatLira(link.amount, language);
  const size = SIZES.find(({ upTo }) => whole.length <= upTo)?.name ?? 'longest';
  const charged = formatLira(chargeFor(link).gross, language);
  return html`<section><header class="payee">
<span class="monogram" aria-hidden="true">${name.charAt(0).toLocaleUpperCase('tr')}</span>
<div>${isPayable ? html`<h1>${name}</h1>` : html`<p><strong>${name}</strong></p>`}<p class="label">${
    isPayable ? texts.asks : texts.request
  }</p></div>
</header>
<p class="amount ${size}">${whole}<small>${fraction}</small></p>
${link.addsCommission ? html`<p class="extra">${texts.fee(`${charged.whole}${charged.fraction}`)}</p>` : undefined}
<dl class="facts">
${fact(texts.payer, html`${link.payerName}`)}
${link.note === '' ? undefined : fact(texts.note, html`${link.note}`)}
</dl></section>`;
}

export function fact(label: string, value: Markup): Markup {
  return html`<div><dt class="label">${label}</dt><dd>${value}</dd></div>`;
}

/** Paynet is a Turkish service: its hours are told in Turkish time wherever the reader sits. */
export function inTurkey(date: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'tr' ? 'tr-TR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Istanbul',
  });
  return format.format(date);
}
