import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { html, type Markup, trusted } from './html.ts';
import type { Language } from './language.ts';
import { PAYMENT_STYLE } from './payment-style.ts';
import { STYLE } from './style.ts';

const LOOK = STYLE + PAYMENT_STYLE;

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
  readonly hasForm?: boolean;
}

const SANDBOX_MARK: Record<Language, string> = {
  tr: 'Gerçek para hareket etmez.',
  en: 'No real money moves.',
};

/** The shell all pages share: the sandbox mark, the look, and headers that let nothing foreign in. */
export function layOut({ status = 200, language, title, main, script, hasForm = false }: PageContent): Page {
  const document = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(LOOK)}</style>
</head>
<body>
<p class="band"><strong>Sandbox</strong> <span>${SANDBOX_MARK[language]}</span></p>
${main}
${script === undefined ? undefined : html`<script>${trusted(script)}</script>`}
</body>
</html>
`;
  return { status, headers: pageHeaders(script, hasForm), text: document.source };
}

/** Sends a browser on after a form. No content: nobody reads it. */
export function redirectTo(location: string): Page {
  const headers = { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };
  return { status: 303, headers, text: '' };
}

export function sendPage(response: ServerResponse, { status, headers, text }: Page): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

function pageHeaders(script: string | undefined, hasForm: boolean): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${hashSource(LOOK)}`,
    `script-src ${script === undefined ? "'none'" : hashSource(script)}`,
    'img-src data:',
    "base-uri 'none'",
    // Browsers hold a form to this on every redirect that follows it, and a merchant's return page may redirect again.
    `form-action ${hasForm ? 'http: https:' : "'none'"}`,
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
