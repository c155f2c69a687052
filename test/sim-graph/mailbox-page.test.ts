import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { axe } from '../helpers/axe.ts';
import { closeBrowser } from '../../harness/browser.ts';
import { withBrowser } from '../helpers/with-browser.ts';
import { MINUTE, tenant, type Tenant } from './tenant.ts';

const DESK = 'dispatch@msp.example';
let t: Tenant;
beforeEach(async () => {
  t = await tenant();
  t.graph.seed.user({ displayName: 'Northwind Dispatch', mail: DESK });
});
afterEach(() => t.close());
afterAll(closeBrowser);

async function mailed(content: string): Promise<void> {
  const message = {
    subject: 'Pick a time for Ana’s visit',
    body: { contentType: 'html', content },
    toRecipients: [{ emailAddress: { name: 'Jo Field', address: 'jo@client.example' } }],
  };
  await t.post(`/users/${DESK}/sendMail`, { message });
  await t.clock.advance(MINUTE);
}

describe('a client’s mailbox in a browser', () => {
  withBrowser('opens the link in a mail and does not run its scripts', async (open) => {
    await mailed(
      `<h1>Hello Jo</h1><script>document.title='owned'</script><img src="x" onerror="document.title='owned'"><p><a href="${t.url}/mailbox">Pick a time</a></p>`,
    );
    const page = await open();
    await page.goto(`${t.url}/mailbox/jo@client.example`);
    await page.getByRole('link', { name: 'Pick a time for Ana’s visit' }).click();
    const mail = page.frameLocator('iframe');
    await mail.getByRole('heading', { name: 'Hello Jo' }).waitFor();
    expect(await page.title()).toBe('Pick a time for Ana’s visit');
    await mail.getByRole('link', { name: 'Pick a time' }).click();
    await page.getByRole('heading', { name: 'Mailboxes' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/mailbox');
  });

  withBrowser('fits a phone and passes axe in light and dark', async (open) => {
    await mailed('<p>Hello Jo</p>');
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ viewport: { width: 360, height: 740 }, colorScheme });
      await page.goto(`${t.url}/mailbox/jo@client.example`);
      await page.getByRole('link', { name: 'Pick a time' }).click();
      await page.frameLocator('iframe').getByText('Hello Jo').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await axe(page, '{ iframes: false }')).toEqual([]);
    }
  });
});
