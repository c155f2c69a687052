import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { axe } from '../helpers/axe.ts';
import { closeBrowser } from '../../harness/browser.ts';
import { withBrowser } from '../helpers/with-browser.ts';
import type { OpenPage } from '../../harness/browser.ts';
import { queueCard, ticketCard } from '../../cards/index.ts';
import { asDana, QUEUES, TICKETS } from '../cards/views.ts';
import { card, cardAnswer, dialogAnswer, execute, messageAnswer } from './cards.ts';
import { world } from './world.ts';
import type { World } from './world.ts';

const ticket = (state: string, buttons = true) =>
  card('Printer on the 2nd floor is offline', {
    body: [
      { type: 'TextBlock', text: 'Printer on the 2nd floor is offline', style: 'heading', wrap: true },
      { type: 'TextBlock', text: state, wrap: true, color: 'Good' },
      { type: 'FactSet', facts: [{ title: 'Client', value: 'Harbour Dental' }] },
      {
        type: 'RichTextBlock',
        inlines: [{ type: 'TextRun', text: '<b>not markup</b> & [no](https://evil.example) link' }],
      },
    ],
    actions: buttons
      ? [
          execute('Take it', 'claim', { ticketId: '7' }),
          { type: 'Action.Submit', title: 'Give to…', data: { msteams: { type: 'task/fetch' }, verb: 'override' } },
          {
            type: 'Action.ShowCard',
            title: 'More',
            card: {
              type: 'AdaptiveCard',
              body: [
                { type: 'Input.Text', id: 'reason', label: 'Why not you?', isRequired: true, errorMessage: 'Say why' },
              ],
              actions: [{ type: 'Action.Execute', title: 'Not me', verb: 'decline', data: {} }],
            },
          },
        ]
      : [],
  });
const form = card('Who should take it?', {
  body: [
    {
      type: 'Input.ChoiceSet',
      id: 'to',
      label: 'Who?',
      value: 'ben',
      choices: [{ title: 'Ben Okafor', value: 'ben' }],
    },
  ],
  actions: [{ type: 'Action.Submit', title: 'Give it', data: { verb: 'override' } }],
});

let w: World;
let owner: string | undefined;
let ticketId = '';
beforeEach(async () => {
  let speed = 1;
  owner = undefined;
  w = await world({
    hint: () => ({
      sentence: 'A ticket has come in.',
      next: { text: 'Be Ana', as: 'ana', conversation: 'channel', action: 'Take it' },
    }),
    behind: async () => ({
      sections: [
        {
          title: 'HaloPSA',
          columns: ['Ticket', 'Agent'],
          rows: [{ cells: ['7', owner ?? 'Unassigned'], href: `${w.url}/7`, fresh: true }],
        },
      ],
    }),
    clockControls: { speed: () => speed, setSpeed: (to) => void (speed = to), speeds: [1, 60] },
  });
  w.bot.answer = (activity) => {
    const from = (activity.from as { name: string }).name;
    if (activity.name === 'task/fetch') return dialogAnswer('Give the ticket', form);
    if (activity.name === 'task/submit') return { task: { type: 'message', value: 'Given to Ben.' } };
    if (activity.name !== 'adaptiveCard/action') return undefined;
    const { verb, data } = (activity.value as { action: { verb: string; data: { reason?: string } } }).action;
    if (verb === 'decline') return messageAnswer(`Noted: ${data.reason ?? ''}`);
    if (owner !== undefined) return messageAnswer(`${owner} has it already.`);
    owner = from;
    return cardAnswer(ticket(`Taken by ${from}`, false));
  };
  ticketId = await w.run(() => w.bot.sendCard(w.sim.channel.id, ticket('Free'), { summary: 'Printer offline' }));
});
afterEach(() => w.close());
afterAll(() => closeBrowser());

/** Opens the page as a person and records errors, warnings and third-party requests. */
async function openAs(open: OpenPage, who: string, query = '&c=channel', options?: Parameters<OpenPage>[0]) {
  const page = await open(options);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
  });
  page.on('request', (one) => {
    if (!one.url().startsWith(w.url) && !one.url().startsWith('data:')) wrong.push(`third party: ${one.url()}`);
  });
  await page.goto(`${w.url}/?as=${who}${query}`);
  return { page, wrong };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a ticket seen by two people', () => {
  withBrowser('goes to the first, tells the second, and looks the same to both after the edit', async (open) => {
    const ana = await openAs(open, 'ana');
    const ben = await openAs(open, 'ben');
    await button(ana.page, 'Take it').click();
    await ana.page.getByText('Taken by Ana Moreau').waitFor();
    expect(await button(ana.page, 'Take it').count()).toBe(0);
    await button(ben.page, 'Take it').click();
    await ben.page.getByText('Ana Moreau has it already.').waitFor();
    await w.run(() => w.bot.editCard(w.sim.channel.id, ticketId, ticket('Taken by Ana Moreau', false)));
    await ben.page.getByText('Taken by Ana Moreau').waitFor();
    expect([...ana.wrong, ...ben.wrong]).toEqual([]);
  });

  withBrowser('shows client text as plain text', async (open) => {
    const { page } = await openAs(open, 'ana');
    await page.getByText('<b>not markup</b> & [no](https://evil.example) link').waitFor();
    expect(await page.locator('.card b, .card a').count()).toBe(0);
  });
});

describe('with the keyboard', () => {
  withBrowser('a dialog opens, submits and closes, and an empty required field shows its error', async (open) => {
    const { page, wrong } = await openAs(open, 'dana');
    await button(page, 'Give to…').press('Enter');
    await page.getByRole('heading', { name: 'Give the ticket' }).waitFor();
    await button(page, 'Give it').press('Enter');
    await page.getByText('Given to Ben.').waitFor();
    expect(await page.locator('dialog[open]').count()).toBe(0);

    await button(page, 'More').press('Enter');
    await button(page, 'Not me').press('Enter');
    await page.getByText('Say why').waitFor();
    await page.getByLabel('Why not you?').fill('no time');
    await button(page, 'Not me').press('Enter');
    await page.getByText('Noted: no time').waitFor();
    expect(wrong).toEqual([]);
  });

  withBrowser('a typed message reaches the bot and is seen by others', async (open) => {
    const ana = await openAs(open, 'ana');
    const ben = await openAs(open, 'ben');
    const field = ana.page.getByRole('textbox');
    await field.fill('@Callboard <i>pause</i>');
    await field.press('Enter');
    await ben.page.locator('.bubble', { hasText: '@Callboard <i>pause</i>' }).waitFor();
    expect(w.bot.received.at(-1)?.text).toContain('<i>pause</i>');
  });
});

describe('a new personal message', () => {
  withBrowser('shows a live toast and unread count, which opening the chat clears', async (open) => {
    const { page } = await openAs(open, 'ana');
    await expect.poll(() => w.sim.watching().has('ana')).toBe(true);
    const chat = await w.run(() => w.bot.openChat(w.sim.user('ana').person.aadObjectId));
    await w.run(() => w.bot.sendCard(chat.id, ticket('For you'), { summary: 'For you: printer' }));
    await page.locator('.toast', { hasText: 'For you: printer' }).getByRole('link').click();
    await page.getByText('For you', { exact: true }).waitFor();
    await page.locator('.list .count').waitFor({ state: 'detached' });
    expect(w.sim.user('ana').unread().personal).toBe(0);
    expect(page.url()).toContain('c=personal');
  });
});

describe('the page’s layout', () => {
  withBrowser(
    'leads from the hint to a person and a highlighted button, and shows the last write behind the scenes',
    async (open) => {
      const { page } = await openAs(open, 'dana');
      await page.getByRole('link', { name: 'Be Ana' }).click();
      await page.waitForURL(/as=ana/);
      await page.locator('button.try', { hasText: 'Take it' }).waitFor();
      await page.getByText('Now press “Take it”.').waitFor();
      await page.getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByRole('cell', { name: 'Unassigned' }).waitFor();
      await page.getByText('just written').waitFor();
      await page.getByRole('button', { name: 'Stop the clock' }).click();
      await page.getByRole('button', { name: 'Let the clock run' }).waitFor();
    },
  );

  withBrowser('shows one pane at a time on a phone, with a back button', async (open) => {
    const { page, wrong } = await openAs(open, 'ana', '', { viewport: { width: 360, height: 740 } });
    await page.getByRole('link', { name: /Dispatch/ }).click();
    await page.locator('.card').waitFor();
    expect(await page.locator('#list').isVisible()).toBe(false);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.locator('#list').waitFor();
    expect(await page.locator('.card').count()).toBe(0);
    expect(wrong).toEqual([]);
  });
});

describe('the page passes axe', () => {
  for (const theme of ['light', 'dark', 'contrast']) {
    withBrowser(`in the ${theme} theme`, async (open) => {
      const { page } = await openAs(open, 'dana');
      await page.evaluate(`localStorage.setItem('theme', '${theme}')`);
      await page.reload();
      await page.locator('.card').waitFor();
      await button(page, 'More').click();
      await page.getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByRole('cell', { name: 'Unassigned' }).waitFor();
      expect(await axe(page)).toEqual([]);
      await page.locator('.switcher summary').click();
      expect(await axe(page)).toEqual([]);
      await button(page, 'Give to…').click();
      await page.getByRole('heading', { name: 'Give the ticket' }).waitFor();
      expect(await axe(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`${w.url}/?as=ana&v=activity`);
      await page.locator('#list h1').waitFor();
      expect(await axe(page)).toEqual([]);
    });
  }
});

describe('the page with the desk’s own cards', () => {
  for (const theme of ['light', 'dark', 'contrast']) {
    withBrowser(`passes axe with all cards expanded in the ${theme} theme`, async (open) => {
      const states = [TICKETS.offeredOverdue, TICKETS.coordinator, TICKETS.takenStuck, TICKETS.approval];
      const drawn = [...states.map((view) => ticketCard(view, asDana)), queueCard(QUEUES.paused, asDana)];
      for (const one of drawn) {
        await w.run(() => w.bot.sendCard(w.sim.channel.id, one.card, { summary: one.summary }));
      }
      const { page, wrong } = await openAs(open, 'dana');
      await page.evaluate(`localStorage.setItem('theme', '${theme}')`);
      await page.reload();
      await page.locator('.card').nth(drawn.length).waitFor();
      for (const unfold of await page.locator('button[aria-controls^="card-"]').all()) {
        expect(await unfold.getAttribute('aria-expanded')).toBe('false');
        await unfold.press('Enter');
        await expect.poll(() => unfold.getAttribute('aria-expanded')).toBe('true');
      }
      expect(await axe(page)).toEqual([]);
      const ids = await page.evaluate<string[]>('[...document.querySelectorAll("[id]")].map((one) => one.id)');
      expect(ids.length).toBe(new Set(ids).size);
      expect(wrong).toEqual([]);
    });
  }

  withBrowser(
    'keeps only the newest posts of a channel left open for a day, and loads earlier ones on demand',
    async (open) => {
      const { page, wrong } = await openAs(open, 'dana');
      await page.locator('.card').waitFor();
      await expect.poll(() => w.sim.watching().has('dana')).toBe(true);
      for (let n = 1; n <= 120; n += 1) {
        await w.run(() => w.bot.sendCard(w.sim.channel.id, card(`Ticket ${n}`), { summary: `Ticket ${n}` }));
        await w.clock.advance(600);
      }
      await page.getByText('Ticket 120', { exact: true }).waitFor();
      expect(await page.locator('.post').count()).toBe(100);
      await page.getByRole('button', { name: 'Show earlier messages' }).click();
      await page.getByText('Ticket 1', { exact: true }).waitFor();
      expect(await page.locator('.post').count()).toBe(121);
      expect(wrong).toEqual([]);
    },
  );
});
