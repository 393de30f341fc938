import { html, type Markup } from './html.ts';
import type { Language } from './language.ts';

const UNITS: Record<Language, readonly [day: string, hour: string, minute: string, second: string]> = {
  tr: ['gün', 'sa', 'dk', 'sn'],
  en: ['d', 'h', 'min', 's'],
};

/** The time left, right even without its script. Days appear only for links that live longer than one. */
export function countdown(leftMs: number, lifetimeMs: number, language: Language): Markup {
  const seconds = Math.ceil(leftMs / 1000);
  const values = [86_400, 3600, 60, 1].map((unit, index) =>
    index === 0 ? Math.floor(seconds / unit) : Math.floor(seconds / unit) % (index === 1 ? 24 : 60),
  );
  const units = UNITS[language].map((unit, index) =>
    index === 0 && values[0] === 0
      ? html``
      : html`<span><b>${String(values[index]).padStart(index === 0 ? 1 : 2, '0')}</b>${unit}</span>`,
  );
  return html`<div class="left" role="timer" data-left-ms="${leftMs}">${units}</div>
<progress max="${lifetimeMs}" value="${leftMs}"></progress>`;
}

/**
 * Counts from the time left at the moment of rendering, not towards a date: the reader's clock may be wrong. At zero
 * the page asks again, and is told that the link has expired.
 */
export const COUNTDOWN_SCRIPT = `
const timer = document.querySelector('[data-left-ms]');
const bar = document.querySelector('progress');
const end = Date.now() + Number(timer.dataset.leftMs);
const boxes = [...timer.querySelectorAll('b')].reverse();
function tick() {
  const left = end - Date.now();
  if (left <= 0) return location.reload();
  const seconds = Math.ceil(left / 1000);
  const values = [seconds % 60, Math.floor(seconds / 60) % 60, Math.floor(seconds / 3600) % 24, Math.floor(seconds / 86400)];
  boxes.forEach((box, index) => { box.textContent = String(values[index]).padStart(index === 3 ? 1 : 2, '0'); });
  bar.value = left;
  setTimeout(tick, left % 1000 || 1000);
}
tick();
`;
