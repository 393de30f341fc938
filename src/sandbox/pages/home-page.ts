import { CONFIRM_OUTCOMES } from '../confirm-outcomes.ts';
import { OUTCOMES } from '../outcomes.ts';
import { ADDRESSEES } from '../scenarios.ts';
import { PEOPLE, type Person } from '../seed.ts';
import type { Service } from '../services/service.ts';
import type { Store } from '../store.ts';
import { html, type Markup } from './html.ts';
import { layOut, type Page } from './layout.ts';
import { linkTable } from './link-table.ts';

/** For developers, hence in English only: what there is, whom one can sign in as, and how to make things fail. */
export function homePage(store: Store, services: readonly Service[]): Page {
  const main = html`<main class="wide">
<h1>A pretend Paynet</h1>
<p>It answers the services of the Paynet API that this project uses, over real HTTP, and keeps everything in memory: a
restart forgets it. It is no part of Paynet, knows no card but published test cards, and moves no money.</p>

<h2>Payment links</h2>
${linkTable(store.links)}

<h2>People</h2>
<p>Sign in as one of them. Nobody here is real, and the passwords guard nothing.</p>
<div class="people">${Object.values<Person>(PEOPLE).map(personCard)}</div>

<h2>Services</h2>
<p>Each wants the secret key. The names are what switch values call them.</p>
<dl class="switches">${services.map(
    ({ name, path, page }) =>
      html`<div><dt><code>${name}</code></dt><dd><code>POST ${path}</code> · <a href="${page}">Paynet’s page</a></dd></div>`,
  )}</dl>

<h2>Switch values</h2>
<p>Put one into any text member of a request, also among other text, and the sandbox answers as the table says. With a
name in front it waits for its bearer: <code>sandbox:create:cut</code>. The names are
${ADDRESSEES.map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`)}; the last one is the confirmation
of a payment, and looks only into the note of its link. As a user name of dealer 1001 with the password
<code>paynet</code>, a switch value signs in like anybody, so that it can reach a later service.</p>
<dl class="switches">${OUTCOMES.map(({ form, does, services }) =>
    switchRow(form, does, services === undefined ? '' : ` Only ${services.join(' and ')}.`),
  )}${CONFIRM_OUTCOMES.map(({ form, does }) => switchRow(`confirm:${form}`, does, ''))}</dl>
</main>`;
  return layOut({ language: 'en', title: 'A pretend Paynet', main });
}

function switchRow(form: string, does: string, only: string): Markup {
  return html`<div><dt><code>sandbox:${form}</code></dt><dd>${codeMarked(does)}${only}</dd></div>`;
}

function personCard({ displayName, about, agentId, userName, password }: Person): Markup {
  return html`<article><h3>${displayName}</h3><p>${about}</p><dl>
<dt>agent_id</dt><dd><code>${agentId}</code></dd>
<dt>user_name</dt><dd><code>${userName}</code></dd>
<dt>password</dt><dd><code>${password}</code></dd>
</dl></article>`;
}

/** The tables are written in Markdown's way, because the README holds them too. */
function codeMarked(text: string): readonly Markup[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
}
