import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

const NOWHERE = 'no Chromium found; on Debian: apt-get install chromium (or set CHROMIUM_PATH)';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** Megabytes of scripts are read for each page, beside all the other tests. */
const TIMEOUT_MS = 90_000;
/** Sooner, so that a step that never ends is told by its name. */
const STEP_TIMEOUT_MS = 30_000;
/** No sandbox of its own, as containers lack what it needs; and nothing that looks for the internet by itself. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A page in a fresh profile, which reaches this machine only. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses elsewhere that were asked for, and refused. */
  readonly strangers: readonly string[];
  /** Errors of scripts and on the console, and breaches of the content policy, in windows it opens too. */
  readonly troubles: readonly string[];
}

/** Tests in a real browser. Without one they are skipped, in plain sight; with `REQUIRE_ALL=1` they fail. */
export function describeInChromium(name: string, tests: (open: () => Promise<WatchedPage>) => void): void {
  const path = findChromium();
  const isSkipped = path === undefined && process.env['REQUIRE_ALL'] !== '1';
  if (isSkipped) console.warn(`skipped: ${name} in Chromium: ${NOWHERE}`);

  describe.skipIf(isSkipped)(`${name} in Chromium`, { timeout: TIMEOUT_MS }, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      if (path === undefined) throw new Error(NOWHERE);
      browser = await chromium.launch({ executablePath: path, args: ARGUMENTS });
    });
    afterAll(() => browser?.close());

    tests(() => {
      if (browser === undefined) throw new Error('A page can be opened only while tests run.');
      return openPage(browser);
    });
  });
}

function findChromium(): string | undefined {
  // What is asked for by name is not replaced by another when it is not there: starting it then says so.
  const asked = process.env['CHROMIUM_PATH'] ?? '';
  if (asked !== '') return asked;
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

async function openPage(browser: Browser): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  const strangers: string[] = [];
  const troubles: string[] = [];
  await context.route(
    (url) => !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname),
    (route) => {
      strangers.push(route.request().url());
      return route.abort();
    },
  );
  context.on('console', (message) => {
    // Breaches of the content policy are told here as well, those of workers included.
    if (message.type() === 'error') troubles.push(message.text());
  });
  context.on('weberror', (event) => troubles.push(String(event.error())));
  return { page: await context.newPage(), context, strangers, troubles };
}
