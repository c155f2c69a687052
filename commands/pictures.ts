import type { Page } from 'playwright-core';
import { startDemo } from '../start/demo.ts';
import { closeBrowser, findBrowser } from '../harness/browser.ts';
import { visitInBrowser } from '../harness/visit-in-browser.ts';

/**
 * `npm run pictures`: takes the screenshots of the README and of the visits guide again. The demo's clock is virtual, so
 * every run produces the same pictures.
 */
const folder = new URL('../docs/images/', import.meta.url);
const browser = await findBrowser();
if (typeof browser === 'string') throw new Error(`no Chromium can be started here: ${browser}`);
const demo = await startDemo(
  { mode: 'demo', host: '127.0.0.1', port: 0, logLevel: 'error', production: false },
  { paced: false },
);

async function take(name: string, page: Page): Promise<void> {
  // Welcome messages appear in the first seconds; the pictures show the desk at work.
  await page.locator('.toast').first().waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: new URL(name, folder).pathname, animations: 'disabled' });
}

const desk = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
await desk.goto(demo.url);
// A visitor is present from the start, so the host's offer waits; colleagues answer theirs within the first minute.
await demo.clock.advance(200_000);
demo.clock.pace(5);
await desk.locator('#hint .button').waitFor();
await desk.locator('.card', { hasText: 'took it' }).first().waitFor();
// One offer waits for an answer; below it are tickets that were taken.
const offer = desk.locator('article', { hasText: 'Offer open until' }).last();
await offer.evaluate('(card) => card.scrollIntoView({ block: "start" })');
await take('demo.png', desk);

const phone = await browser.newPage({
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  colorScheme: 'light',
});
// The technician who has an offer now: the line above the page leads there.
await phone.goto(new URL((await desk.locator('#hint a.button').getAttribute('href')) ?? '', demo.url).href);
await phone.locator('.try').waitFor();
await take('phone.png', phone);

await demo.stop();

// For the visits guide: one story, from the claim to the appointment.
const another = await startDemo(
  { mode: 'demo', host: '127.0.0.1', port: 0, logLevel: 'error', production: false },
  { paced: false },
);
await visitInBrowser(
  another,
  (options = {}) => browser.newPage({ viewport: { width: 1180, height: 820 }, colorScheme: 'light', ...options }),
  async (name, page) => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, animations: 'disabled' });
  },
);
await closeBrowser();
await another.stop();
