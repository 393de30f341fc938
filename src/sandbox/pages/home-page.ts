import { OUTCOMES, SERVICE_NAMES } from '../scenarios.ts';
import { PEOPLE, type Person } from '../seed.ts';
import { html, type Markup } from './html.ts';
import { layOut, type Page } from './layout.ts';

/** For developers, hence in English only: whom one can sign in as, and how to make things fail. */
export function homePage(): Page {
  const main = html`<main class="wide">
<h1>A pretend Paynet</h1>
<p>It answers the services of the Paynet API that this project uses, over real HTTP, and keeps everything in memory: a
restart forgets it. It is no part of Paynet, knows no card and moves no money.</p>

<h2>People</h2>
<p>Sign in as one of them. Nobody here is real, and the passwords guard nothing.</p>
<div class="people">${Object.values<Person>(PEOPLE).map(personCard)}</div>

<h2>Switch values</h2>
<p>Put one into any text member of a request, also among other text, and the sandbox answers as the table says. With a
service in front it waits for that service: <code>sandbox:create:cut</code>. The services are
${SERVICE_NAMES.map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`)}. As a user name of dealer 1001
with the password <code>paynet</code>, a switch value signs in like anybody, so that it can reach a later service.</p>
<dl class="switches">${OUTCOMES.map(
    ({ form, does, services }) =>
      html`<div><dt><code>sandbox:${form}</code></dt><dd>${codeMarked(does)}${
        services === undefined ? undefined : ` Only ${services.join(' and ')}.`
      }</dd></div>`,
  )}</dl>
</main>`;
  return layOut({ language: 'en', title: 'A pretend Paynet', main });
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
