import { createHash } from 'node:crypto';
import { html, type Markup, trusted } from './html.ts';
import type { Language } from './language.ts';
import { STYLE } from './style.ts';

export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface PageContent {
  readonly status?: number;
  readonly language: Language;
  readonly title: string;
  readonly main: Markup;
  /** Source of the page's one script, if it has any. Data reaches it through attributes: its text never varies. */
  readonly script?: string;
}

const SANDBOX_MARK: Record<Language, string> = {
  tr: 'Gerçek para hareket etmez.',
  en: 'No real money moves.',
};

/** The shell all pages share: the sandbox mark, the look, and headers that let nothing foreign in. */
export function layOut({ status = 200, language, title, main, script }: PageContent): Page {
  const document = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}</style>
</head>
<body>
<p class="band"><strong>Sandbox</strong> <span>${SANDBOX_MARK[language]}</span></p>
${main}
${script === undefined ? undefined : html`<script>${trusted(script)}</script>`}
</body>
</html>
`;
  return { status, headers: pageHeaders(script), text: document.source };
}

function pageHeaders(script: string | undefined): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${hashSource(STYLE)}`,
    `script-src ${script === undefined ? "'none'" : hashSource(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    Vary: 'Accept-Language',
  };
}

function hashSource(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}
