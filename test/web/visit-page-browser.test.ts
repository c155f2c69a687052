import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { clientMail } from '../../desk/client-messages/index.ts';
import type { ClientPage } from '../../model/client-page.ts';
import { axe } from '../helpers/axe.ts';
import { closeBrowser, type OpenPage } from '../../harness/browser.ts';
import { withBrowser } from '../helpers/with-browser.ts';
import { ALL, view } from '../client-words/views.ts';
import { PAGES, pageTable, SLOTS } from './client-pages.ts';
import { serve } from './serving.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const BERLIN = { timezoneId: 'Europe/Berlin', locale: 'en-GB' };

afterAll(() => closeBrowser());

/**
 * Opens a page that records errors, warnings and third-party requests. Chromium's log line for a 404 is ignored,
 * because a 404 is a page of ours too.
 */
async function reader(open: OpenPage, url: string, options: Parameters<OpenPage>[0] = {}) {
  const page = await open({ ...BERLIN, ...options });
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('the server responded with'))
      wrong.push(message.text());
  });
  page.on('request', (one) => {
    if (!one.url().startsWith(url) && !one.url().startsWith('data:')) wrong.push(`third party: ${one.url()}`);
  });
  return { page, wrong };
}

/** Expands everything and chooses the first time, so that hidden content is tested as well. */
const unfold = (page: Page) =>
  page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true;
    document.querySelector('[name=slot]')?.click()`);

describe('accessibility', () => {
  const SIGHTS: readonly (readonly [string, Parameters<OpenPage>[0], string])[] = [
    ['light theme on a desktop', { colorScheme: 'light' }, 'en'],
    ['dark theme on a phone', { ...PHONE, colorScheme: 'dark' }, 'de'],
    ['forced colours and reduced motion', { ...PHONE, forcedColors: 'active', reducedMotion: 'reduce' }, 'fr'],
  ];
  for (const [name, options, language] of SIGHTS)
    withBrowser(`every visit page passes axe without clipped content or small targets: ${name}`, async (open) => {
      const { url } = await serve(pageTable(PAGES));
      const { page, wrong } = await reader(open, url, options);
      for (const which of Object.keys(PAGES)) {
        await page.goto(`${url}/v/${which}?lang=${language}&zone=Europe/Berlin`);
        await unfold(page);
        expect([which, await axe(page)]).toEqual([which, []]);
        const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect([which, await page.evaluate(wide)]).toEqual([which, 0]);
        const small = `[...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
          .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 44 && !one.closest('p'))
          .map((one) => one.outerHTML.slice(0, 120))`;
        expect([which, await page.evaluate(small)]).toEqual([which, []]);
      }
      expect(wrong).toEqual([]);
    });

  withBrowser('every client mail passes axe in the light and the dark theme', async (open) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ viewport: { width: 360, height: 700 }, colorScheme });
      for (const message of ALL) {
        await page.setContent(clientMail(view(message, { language: 'de' })).html);
        const rules = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }";
        expect([message, await axe(page, rules)]).toEqual([message, []]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      }
    }
  });
});

describe('with the keyboard alone', () => {
  withBrowser('the client chooses and books a time', async (open) => {
    const pages = pageTable(PAGES, { choose: PAGES.booking });
    const { url } = await serve(pages);
    const { page } = await reader(open, url);
    await page.goto(`${url}/v/choose`);
    await page.locator('.zone summary').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#chosen').textContent()).toContain('Thursday 11 June, 09:00');
    const ring = `getComputedStyle(document.querySelector('input:checked + span')).outlineStyle`;
    expect(await page.evaluate(ring)).toBe('solid');
    // Skip the collapsed parts to reach the button.
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.classList.contains('primary') ?? false`)) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/v\/choose\?lang=en/);
    const [choice] = pages.asked.flatMap((asked) => asked.choice ?? []);
    expect(choice?.slot).toBe(SLOTS[1]?.value);
  });

  withBrowser('the list of mistakes takes the focus and links to the fields', async (open) => {
    const { url } = await serve(pageTable(PAGES, { choose: PAGES['choose-wrong'] }));
    const { page } = await reader(open, url);
    await page.goto(`${url}/v/choose`);
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate('document.activeElement?.className')).toBe('mistakes');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator('#answer-q-access').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(':target').getAttribute('id')).toBe('answer-q-access');
    expect(await page.locator('[name=slot]:checked').getAttribute('value')).toBe(SLOTS[1]?.value);
  });
});

describe('the visit page with scripts', () => {
  withBrowser('detects the browser’s time zone and keeps a chosen one', async (open) => {
    const { url } = await serve(pageTable(PAGES));
    const { page, wrong } = await reader(open, url, { timezoneId: 'America/New_York', locale: 'de-DE' });
    await page.goto(`${url}/v/choose`);
    await page.getByText('Zeitzone: Nordamerikanische Ostküstenzeit · New York').click();
    await page.getByLabel('Zeitzone', { exact: true }).selectOption('Asia/Tokyo');
    await page.getByRole('button', { name: 'Anzeigen' }).click();
    await page.getByText(/Zeitzone: .* · Tokyo/).waitFor();
    await page.reload();
    await page.getByText(/Zeitzone: .* · Tokyo/).waitFor();
    expect(wrong).toEqual([]);
  });

  withBrowser('notices by itself that the booking is done', async (open) => {
    let now: ClientPage = PAGES.booking;
    const { url } = await serve({ ...pageTable(PAGES), open: async () => now });
    const { page, wrong } = await reader(open, url);
    await page.clock.install();
    await page.goto(`${url}/v/booking`);
    await page.getByRole('heading', { name: 'Reserved for you' }).waitFor();
    const looked = page.waitForResponse(/\/v\/booking/);
    await page.clock.fastForward(3_000);
    await looked;
    now = PAGES.confirmed;
    await expect
      .poll(async () => {
        await page.clock.fastForward(3_000).catch(() => {});
        return page.title().catch(() => '');
      })
      .toContain('Your appointment is booked');
    expect(wrong).toEqual([]);
  });

  withBrowser('ignores a second tap on the button', async (open) => {
    const pages = pageTable(PAGES, { choose: PAGES.booking });
    const { url } = await serve(pages);
    const { page } = await reader(open, url, PHONE);
    await page.goto(`${url}/v/choose`);
    await page.locator('.time').first().click();
    await page.getByRole('button', { name: 'Book this time' }).dblclick();
    await page.waitForURL(/zone=/);
    expect(pages.asked.filter(({ what }) => what === 'choose')).toHaveLength(1);
  });
});

describe('the visit page without scripts', () => {
  withBrowser('still supports another time zone, booking, wishes and cancelling', async (open) => {
    const pages = pageTable(PAGES, { choose: PAGES.booking, confirmed: PAGES.cancelled });
    const { url } = await serve(pages);
    const { page } = await reader(open, url, { ...PHONE, javaScriptEnabled: false, timezoneId: 'Asia/Tokyo' });
    await page.goto(`${url}/v/choose`);
    await page.getByText('Times in Central European Time · Berlin').click();
    await page.getByLabel('Time zone').selectOption('Europe/Lisbon');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText(/Times in .* · Lisbon/).waitFor();
    await page.locator('.time').first().click();
    await page.getByText('Add a phone number').click();
    await page.getByLabel('Anything we should know?').fill('Ring twice');
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.waitForURL(/\/v\/choose\?/);

    await page.getByText('None of these suits me').click();
    await page.getByLabel('When could you').fill('Fridays');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/v\/choose\?/);

    await page.goto(`${url}/v/confirmed`);
    await page.getByText('Cancel the appointment').click();
    await page.getByLabel('What is the reason?').fill('It works again');
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.waitForURL(/\/v\/confirmed\?/);

    expect(pages.asked.filter(({ what }) => what !== 'open')).toMatchObject([
      { what: 'choose', choice: { slot: SLOTS[0]?.value, note: 'Ring twice' }, reader: { timeZone: 'Europe/Lisbon' } },
      { what: 'none', words: 'Fridays' },
      { what: 'cancel', words: 'It works again' },
    ]);
  });
});
