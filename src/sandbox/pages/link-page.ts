import type { Link } from '../store.ts';
import { COUNTDOWN_SCRIPT, countdown } from './countdown.ts';
import { html, type Markup } from './html.ts';
import type { Language } from './language.ts';
import { layOut, type Page } from './layout.ts';
import { formatLira, type Lira } from './lira.ts';

const TEXTS = {
  tr: {
    title: 'Ödeme isteği',
    asks: 'Sizden ödeme istiyor',
    commission: 'Kart hizmet bedeli bu tutara eklenir.',
    payer: 'Ödeyecek kişi',
    note: 'Not',
    left: 'Bağlantının geçerli olduğu süre',
    until: (moment: string) => `Son geçerlilik: ${moment}`,
    noPayment: 'Bu sayfada ödeme adımı yoktur.',
    expired: 'Bu ödeme bağlantısının süresi doldu',
    expiredAt: (moment: string) => `Bağlantı ${moment} itibarıyla kapandı. Gönderenden yenisini isteyin.`,
    unknown: 'Böyle bir ödeme bağlantısı yok',
    unknownWhy: 'Adres eksik olabilir; sandbox yeniden başlatılınca da bütün bağlantılar silinir.',
  },
  en: {
    title: 'Payment request',
    asks: 'Asks you for a payment',
    commission: 'The card service fee is added to this amount.',
    payer: 'Payer',
    note: 'Note',
    left: 'This link works for another',
    until: (moment: string) => `Until ${moment}, Turkish time`,
    noPayment: 'This page has no payment step.',
    expired: 'This payment link has expired',
    expiredAt: (moment: string) => `It closed on ${moment}, Turkish time. Ask the sender for a new one.`,
    unknown: 'There is no such payment link',
    unknownWhy: 'The address may be incomplete; restarting the sandbox also forgets every link.',
  },
};

/** Type sizes that keep an amount on one line of a 360 px screen, by the characters before its kuruş. */
const SIZES = [
  { upTo: 7, name: 'short' },
  { upTo: 12, name: 'long' },
  { upTo: 16, name: 'longer' },
];

/** The page behind a payment link: 200 while it can be paid, 410 once its hours are over, 404 where there is none. */
export function linkPage(link: Link | undefined, now: Date, language: Language): Page {
  const texts = TEXTS[language];
  if (link === undefined) {
    const main = html`<main><div class="slip"><section>
<h1 class="news">${texts.unknown}</h1>
<p>${texts.unknownWhy}</p>
</section></div></main>`;
    return layOut({ status: 404, language, title: texts.unknown, main });
  }

  const leftMs = link.expiresAt.getTime() - now.getTime();
  const amount = formatLira(link.amount, language);
  if (leftMs <= 0) {
    const main = html`<main><div class="slip"><section>${payee(link, texts.asks)}</section>
<section>
<h1 class="news">${texts.expired}</h1>
<p>${texts.expiredAt(inTurkey(link.expiresAt, language))}</p>
</section></div></main>`;
    return layOut({ status: 410, language, title: texts.expired, main });
  }

  const main = html`<main><div class="slip"><section>${payee(link, texts.asks, true)}
${amountLine(amount)}
${link.addsCommission ? html`<p class="extra">${texts.commission}</p>` : undefined}
<dl class="facts">
<div><dt class="label">${texts.payer}</dt><dd>${link.payerName}</dd></div>
${link.note === undefined ? undefined : html`<div><dt class="label">${texts.note}</dt><dd>${link.note}</dd></div>`}
</dl></section>
<section>
<p class="label">${texts.left}</p>
${countdown(leftMs, link.expiresAt.getTime() - link.createdAt.getTime(), language)}
<p class="label"><time datetime="${link.expiresAt.toISOString()}">${texts.until(inTurkey(link.expiresAt, language))}</time></p>
</section></div>
<p class="under">${texts.noPayment}</p></main>`;
  const title = `${amount.whole}${amount.fraction} · ${link.agent.record.agent_name}`;
  return layOut({ language, title, main, script: COUNTDOWN_SCRIPT });
}

function payee({ agent }: Link, asks: string, isHeading = false): Markup {
  const name = agent.record.agent_name;
  return html`<header class="payee">
<span class="monogram" aria-hidden="true">${name.charAt(0).toLocaleUpperCase('tr')}</span>
<div>${isHeading ? html`<h1>${name}</h1>` : html`<p><strong>${name}</strong></p>`}<p class="label">${asks}</p></div>
</header>`;
}

function amountLine({ whole, fraction }: Lira): Markup {
  const size = SIZES.find(({ upTo }) => whole.length <= upTo)?.name ?? 'longest';
  return html`<p class="amount ${size}">${whole}<small>${fraction}</small></p>`;
}

/** Paynet is a Turkish service: its hours are told in Turkish time wherever the reader sits. */
function inTurkey(date: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'tr' ? 'tr-TR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Istanbul',
  });
  return format.format(date);
}
