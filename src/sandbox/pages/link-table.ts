import type { Link, LinkState, Links } from '../links.ts';
import { html, type Markup } from './html.ts';
import { formatLira } from './lira.ts';
import { inTurkey } from './slip.ts';

const SHOWN = 50;

const COLOURS: Record<LinkState, string> = { awaiting: 'amber', paid: 'green', passive: 'grey', expired: 'grey' };

/** The links created so far, newest first, each with a way to its page. */
export function linkTable(links: Links): Markup {
  const newest = links.all.toReversed();
  if (newest.length === 0) return html`<p>None yet. Whatever <code>create</code> makes appears here.</p>`;
  const older = newest.length - SHOWN;
  return html`<ul class="links">${newest.slice(0, SHOWN).map((link) => row(link, links.stateOf(link)))}</ul>
${older > 0 ? html`<p>And ${older} older.</p>` : undefined}`;
}

function row(link: Link, state: LinkState): Markup {
  const { whole, fraction } = formatLira(link.amount, 'en');
  return html`<li><a href="S/M?id=${link.pageId}">
<span class="chip ${COLOURS[state]}">${state}</span>
<b>${whole}${fraction}</b>
<span>${link.payerName} → ${link.agent.record.agent_name}</span>
<small>${link.referenceNo === '' ? link.id : link.referenceNo} · ${inTurkey(link.createdAt, 'en')}</small>
</a></li>`;
}
