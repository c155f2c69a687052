import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { test } from 'vitest';
import type { TestContext } from 'vitest';

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** How long a page may take for one step; nothing is asserted of it, and a busy machine takes its time. */
const PATIENCE_MS = 120_000;

let shared: Promise<Browser> | undefined;

/** One Chromium for a test file: the one that npm brought on Linux, an installed Chrome elsewhere. */
async function start(): Promise<Browser> {
  const bundled = process.platform === 'linux' && process.arch === 'x64';
  const executablePath = bundled ? await chromium.executablePath() : INSTALLED.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`no Chrome among ${INSTALLED.join(', ')}`);
  // The bundled build has no sandbox helper; it only ever sees our own pages.
  const args = bundled ? ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'] : [];
  return playwright.launch({ executablePath, headless: true, args });
}

/** Gives a browser, or the reason why there is none. */
export async function findBrowser(): Promise<Browser | string> {
  try {
    return await (shared ??= start());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * A test with a browser. Without one it is skipped with its reason printed, never silently green.
 * `openPage` gives fresh pages (another person, another window size); they are closed after the test.
 */
export function withBrowser(name: string, work: (openPage: OpenPage) => Promise<void>, timeout = 180_000): void {
  test(
    name,
    async (context: TestContext) => {
      const browser = await findBrowser();
      if (typeof browser === 'string') {
        console.warn(`SKIPPED "${name}": no Chromium can be started here (${browser})`);
        context.skip(`no Chromium: ${browser}`);
      } else {
        const opened: Page[] = [];
        try {
          await work(async (options = {}) => {
            const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
            page.setDefaultTimeout(PATIENCE_MS);
            opened.push(page);
            return page;
          });
        } finally {
          for (const page of opened) await page.close();
        }
      }
    },
    timeout,
  );
}

export type OpenPage = (options?: Parameters<Browser['newPage']>[0]) => Promise<Page>;

/** Ends the browser of this file: call it in afterAll. */
export async function closeBrowser(): Promise<void> {
  const browser = await shared?.catch(() => undefined);
  shared = undefined;
  await browser?.close();
}
