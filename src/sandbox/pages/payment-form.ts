import type { Link } from '../links.ts';
import { TEST_CARDS } from '../test-cards.ts';
import { countdown } from './countdown.ts';
import { html, type Markup } from './html.ts';
import type { Language } from './language.ts';
import { LINK_TEXTS, type LinkTexts } from './link-texts.ts';
import { qrCode } from './qr-code.ts';
import { inTurkey } from './slip.ts';

/**
 * The lower part of the slip while a link can be paid. The form has no action: it goes back to the page's own address,
 * also behind a proxy that adds a path. It has no field a card number could be typed into.
 */
export function paymentForm(link: Link, now: Date, language: Language): Markup {
  const texts = LINK_TEXTS[language];
  const leftMs = link.expiresAt.getTime() - now.getTime();
  const until = texts.until(inTurkey(link.expiresAt, language));
  return html`<section>
<p class="label">${texts.left}</p>
${countdown(leftMs, link.expiresAt.getTime() - link.createdAt.getTime(), language)}
<p class="label"><time datetime="${link.expiresAt.toISOString()}">${until}</time></p>
<form method="post">
<label class="label" for="card">${texts.card}</label>
<select id="card" name="card">${TEST_CARDS.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
<button class="button" name="press" value="pay">${texts.pay}</button>
<button class="button quiet" name="press" value="decline">${texts.decline}</button>
</form>
${onAnotherDevice(link.url, texts)}
</section>`;
}

function onAnotherDevice(url: string, { code, scan, scanHow }: LinkTexts): Markup | undefined {
  const picture = qrCode(url);
  if (picture === undefined) return undefined;
  return html`<div class="elsewhere">
<div class="code" role="img" aria-label="${code}">${picture}</div>
<p><strong>${scan}</strong><span class="label">${scanHow}</span></p>
</div>`;
}
