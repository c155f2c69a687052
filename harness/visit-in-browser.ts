import type { Page } from 'playwright-core';
import type { Demo } from '../start/demo.ts';
import type { OpenPage } from './browser.ts';

/** A picture of the page as it is now; a test takes none. */
export type TakePicture = (name: string, page: Page) => Promise<void>;

/** What the story ends with, each as its own system says it. */
export interface BookedVisit {
  readonly ticket: string;
  readonly technician: string;
  readonly client: string;
  /** The text of the page, and of what stands in each system. */
  readonly page: string;
  readonly bookings: string;
  readonly calendar: string;
  readonly halo: string;
  readonly card: string;
}

const SUMMARY = 'Reception printer is dead';
const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

/**
 * An on-site ticket from the claim to the appointment, in a real browser: somebody takes the ticket in Teams, the client
 * opens the mail in the simulated mailbox, chooses a time on the page, and it stands in Bookings, in the calendar, in
 * HaloPSA and on the card.
 */
export async function visitInBrowser(demo: Demo, openPage: OpenPage, picture: TakePicture): Promise<BookedVisit> {
  const { clock, halo, visits, world } = demo;
  if (!visits) throw new Error('this demo has no Microsoft 365');
  const minutes = (n: number) => clock.advance(n * 60_000);
  await minutes(4);
  const client = world.clients.find((one) => one.sites.some((site) => site.name === 'Newbury')) ?? world.clients[0];
  const contact = client?.contacts[0];
  const row = [...halo.state.users.values()].find((user) => user.emailaddress === contact?.mail);
  if (!client || !contact || !row) throw new Error('the world has no such client');
  const { id } = halo.people.newTicket({
    summary: SUMMARY,
    details: DETAILS,
    client_id: row.client_id,
    user_id: row.id,
  });
  const key = await whoIsAsked(demo, id);
  const technician = world.technicians.find((one) => one.key === key)?.name ?? key;

  const teams = await openPage();
  await teams.goto(`${demo.url}?as=${key}&c=personal`);
  clock.pace(5);
  const card = teams.locator('article', { hasText: SUMMARY }).last();
  await card.getByRole('button', { name: 'Take it', exact: true }).click();
  await card.getByText('You took it at').waitFor();
  clock.pace(0);
  await minutes(4);

  const page = await openPage({ viewport: { width: 1180, height: 900 }, timezoneId: world.timeZone });
  await page.goto(`${visits.url}/mailbox/${encodeURIComponent(contact.mail)}`);
  await page.getByRole('link').first().click();
  const letter = page.frameLocator('iframe');
  const button = letter.getByRole('link', { name: 'Choose a time' });
  await button.waitFor();
  await picture('visit-mail', page);
  await button.click();
  await page.waitForURL('**/v/**');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('radio').nth(2).check({ force: true });
  await picture('visit-times', page);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await minutes(2);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await picture('visit-booked', page);

  const bookings = await openPage({ viewport: { width: 900, height: 240 } });
  await bookings.goto(`${visits.url}/bookings/${encodeURIComponent(visits.businessId)}`);
  await picture('visit-bookings', bookings);
  const calendar = await openPage({ viewport: { width: 900, height: 560 } });
  await calendar.goto(`${visits.url}/calendar/${encodeURIComponent(mailOf(demo, key))}`);
  await picture('visit-calendar', calendar);
  const inHalo = await openPage({ viewport: { width: 900, height: 900 } });
  await inHalo.goto((await card.getByRole('link', { name: String(id) }).getAttribute('href')) ?? '');
  await picture('visit-psa', inHalo);
  await card.getByText('Confirmed for').waitFor();
  await card.evaluate('(one) => one.scrollIntoView({ block: "start" })');
  await picture('visit-card', teams);
  return {
    ticket: String(id),
    technician,
    client: contact.name,
    page: await textOf(page),
    bookings: await textOf(bookings),
    calendar: await textOf(calendar),
    halo: await textOf(inHalo),
    card: await card.innerText(),
  };
}

const textOf = (page: Page) => page.locator('main').innerText();

function mailOf({ world }: Demo, key: string): string {
  return world.technicians.find((one) => one.key === key)?.mail ?? '';
}

/** Lets time go on until the ticket is offered to somebody, and gives the name under which the page knows them. */
async function whoIsAsked({ clock, teams, world }: Demo, ticket: number): Promise<string> {
  for (let n = 0; n < 60; n += 1) {
    await clock.advance(5_000);
    const asked = world.technicians.find(({ key }) =>
      teams
        .user(key)
        .inbox()
        .some((message) => message.actions.includes(String(ticket)) && message.actions.includes('Take it')),
    );
    if (asked) return asked.key;
  }
  throw new Error(`nobody was asked to take ticket ${ticket}`);
}
