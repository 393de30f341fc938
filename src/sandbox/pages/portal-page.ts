import type { Gate } from '../store.ts';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { layOut, type Page } from './layout.ts';

const TEXTS = {
  tr: {
    title: 'Paynet portalı',
    opens: 'Burada Paynet portalı açılırdı',
    why: 'Gerçek Paynet bu adreste kullanıcıyı parolasız içeri alır. Sandbox yalnızca kimin portalı olduğunu söyler.',
    dealer: 'Bayi',
    user: 'Kullanıcı',
    unknown: 'Bu giriş adresi bilinmiyor',
    unknownWhy: 'Adres eksik olabilir; sandbox yeniden başlatılınca da bütün giriş adresleri silinir.',
  },
  en: {
    title: 'Paynet portal',
    opens: 'This is where the Paynet portal would open',
    why: 'The real Paynet lets the user in here without a password. The sandbox only says whose portal it would be.',
    dealer: 'Dealer',
    user: 'User',
    unknown: 'This sign-in address is not known',
    unknownWhy: 'It may be incomplete; restarting the sandbox also forgets every sign-in address.',
  },
};

/** Where an autologin address lands. */
export function portalPage(gate: Gate | undefined, language: Language): Page {
  const texts = TEXTS[language];
  if (gate === undefined) {
    const main = html`<main><div class="slip"><section>
<h1 class="news">${texts.unknown}</h1>
<p>${texts.unknownWhy}</p>
</section></div></main>`;
    return layOut({ status: 404, language, title: texts.unknown, main });
  }

  const main = html`<main><div class="slip"><section>
<h1 class="news">${texts.opens}</h1>
<p>${texts.why}</p>
</section>
<section><dl class="facts flush">
<div><dt class="label">${texts.dealer}</dt><dd>${gate.agent.record.agent_name} (${gate.agent.id})</dd></div>
<div><dt class="label">${texts.user}</dt><dd>${gate.userName}</dd></div>
</dl></section></div></main>`;
  return layOut({ language, title: texts.title, main });
}
