import type { Page } from 'playwright-core';
import { test } from 'vitest';
import type { TestContext } from 'vitest';
import { findBrowser, type OpenPage } from '../../harness/browser.ts';

/** How long a page may take for one step; nothing is asserted of it, and a busy machine takes its time. */
const PATIENCE_MS = 120_000;

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
