import { afterAll, expect, vi } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { startDemo } from '../../start/demo.ts';
import { closeBrowser } from '../../harness/browser.ts';
import { withBrowser } from '../helpers/with-browser.ts';

afterAll(closeBrowser);

/** A loaded machine may take its time; nothing here depends on how long it takes. */
const PATIENCE = 150_000;

withBrowser(
  'a newcomer follows the hint, takes a ticket, finds it in HaloPSA, and overrides another as the dispatcher',
  async (openPage) => {
    const demo = await startDemo({ mode: 'demo', host: '127.0.0.1', port: 0, logLevel: 'error', production: false });
    try {
      const page = await openPage();
      page.setDefaultTimeout(PATIENCE);
      await page.goto(demo.url);

      // The first screen says what is going on, and what to try.
      await page.getByText('tickets come in from HaloPSA').waitFor();
      await page.getByRole('link', { name: 'Be Ana and take the ticket you are offered' }).click();
      await page.getByText('Now press “Take it”.').waitFor();
      const offer = page.locator('article', { has: page.locator('.try') });
      const number = await offer.getByRole('link').first().innerText();
      await page.locator('.try').click();
      await page.locator('article', { hasText: number }).getByText('You took it at').waitFor();

      // Behind the scenes HaloPSA has the assignment and the note.
      await page.getByRole('button', { name: 'Look behind the scenes' }).click();
      const row = page.locator('.behind tr', { hasText: 'Assigned to Ana Moreau.' }).filter({ hasText: number });
      await row.getByText('Ana Moreau took this ticket.').waitFor();
      const inHalo = await openedBy(page, row.getByRole('link', { name: number }));
      await inHalo.getByRole('heading', { name: 'Notes' }).waitFor();
      expect(await inHalo.locator('dd').first().innerText()).toBe('Ana Moreau');
      expect(await inHalo.locator('main').innerText()).toContain('Callboard: Ana Moreau took this ticket.');
      await inHalo.close();

      // In the channel everybody sees it; Dana decides otherwise about another one.
      await page.getByRole('link', { name: 'Be Dana and give a ticket to somebody else' }).click();
      await page.locator('article', { hasText: number }).getByText('Ana Moreau took it at').waitFor();
      const other = page.locator('article').filter({ hasNotText: number }).filter({ hasText: 'took it at' }).first();
      const otherNumber = await other.getByRole('link').first().innerText();
      const card = page.locator('article', { hasText: otherNumber });
      const dialog = page.getByRole('dialog');
      await vi.waitFor(() => unfoldAndPress(card, 'Give to…', dialog), { timeout: PATIENCE, interval: 500 });
      const who = dialog.getByRole('combobox');
      await who.selectOption({ index: 1 });
      const chosen = (await who.locator('option:checked').innerText()).replace(/,.*$/, '');
      await dialog.getByRole('radio', { name: 'less to do' }).check();
      await dialog.getByRole('button', { name: 'Give it' }).click();
      await card.getByText(`Dana Whitfield gave it to ${chosen} at`).waitFor();
      const otherInHalo = await openedBy(page, card.getByRole('link', { name: otherNumber }));
      await vi.waitFor(
        async () => {
          await otherInHalo.reload();
          expect(await otherInHalo.locator('dd').first().innerText()).toBe(chosen);
          expect(await otherInHalo.locator('main').innerText()).toContain(`assigned to ${chosen} by Dana Whitfield`);
        },
        { timeout: PATIENCE, interval: 500 },
      );
    } finally {
      await demo.stop();
    }
  },
  600_000,
);

async function openedBy(page: Page, link: Locator): Promise<Page> {
  const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await opened.waitForLoadState();
  return opened;
}

/** A card that changes meanwhile is drawn anew and folds its rare buttons: unfold it again. */
async function unfoldAndPress(card: Locator, name: string, dialog: Locator): Promise<void> {
  const button = card.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) await card.getByRole('button', { name: 'More', exact: true }).click();
  await button.click({ timeout: 10_000 });
  await dialog.waitFor({ timeout: 10_000 });
}
