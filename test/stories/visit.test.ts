import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eraseTicket } from '../../desk/records/erase.ts';
import type { ClientPage, ClientSlot } from '../../model/client-page.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { client } from '../../harness/msp/client.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
beforeEach(async () => {
  msp = await smallMsp({ visits: { chaseAfterHours: [1, 2] } });
});
afterEach(() => msp.close());

const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

/** A ticket that somebody must go to, taken by whoever was asked. */
async function claimedOnSite(summary = 'The reception printer is dead') {
  const ticket = msp.ticket(summary, DETAILS);
  await msp.minutes(2);
  const technician = whoIsAsked(msp, 'printer');
  await claims(msp, technician, myCard(technician, 'printer'));
  await msp.minutes(3);
  return { ticket, technician, erika: client(msp, 'erika@contoso.example') };
}

function slotsOf(page: ClientPage): readonly ClientSlot[] {
  if (page.is !== 'choose') throw new Error(`no times to choose from, the page is “${page.is}”`);
  return page.slots;
}

const appointments = () => [...(msp.graph?.sim.state.businesses.get(BUSINESS)?.appointments.values() ?? [])];
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

test('an on-site ticket gets its visit without a phone call', async () => {
  const { ticket, technician, erika } = await claimedOnSite();
  const [first] = slotsOf(await erika.opensLink());
  await erika.chooses(first!.value);
  await msp.minutes(1);

  expect(await erika.opensLink()).toMatchObject({ is: 'confirmed', start: first!.start });
  expect(appointments()).toMatchObject([{ start: first!.start, end: first!.end }]);
  expect(msp.graph?.sim.human.calendar(technician.person.mail)).toEqual(
    expect.arrayContaining([expect.objectContaining({ start: first!.start, showAs: 'busy' })]),
  );
  expect(await kinds(ticket)).toEqual(expect.arrayContaining(['visit-offered', 'visit-held', 'visit-confirmed']));
  expect(msp.haloNotes(ticket).join()).toContain('visit confirmed for');
  expect(msp.haloNotes(ticket).join()).not.toContain('/v/');
  expect(myCard(technician, 'printer').words).toContain('Confirmed for');
  expect(channelCard(msp.dana, 'printer').words).toContain('Confirmed for');
});

test('the client moves the visit and later cancels it', async () => {
  const { ticket, erika } = await claimedOnSite();
  const times = slotsOf(await erika.opensLink());
  await erika.chooses(times.at(-1)!.value);
  await msp.minutes(1);
  const others = slotsOf(await erika.looksForAnother()).filter((slot) => slot.start !== times.at(-1)!.start);
  const later = others.at(-1)!;
  await erika.chooses(later.value);
  await msp.minutes(1);
  expect(appointments()).toMatchObject([{ start: later.start }]);
  expect(await kinds(ticket)).toContain('visit-moved');

  expect(await erika.cancels('We bought a new one')).toMatchObject({ is: 'cancelled' });
  await msp.minutes(1);
  expect(appointments()).toEqual([]);
  expect(await msp.store.count('holds', { index: 'byVisit' })).toBe(0);
});

test('an erased person is also erased from their visits', async () => {
  const { ticket, erika } = await claimedOnSite();
  await erika.wishes('Call Erika Beispiel at home');
  expect(await eraseTicket(msp.store, String(ticket))).toBe(true);
  const [visit] = (await msp.store.query('visits', { index: 'byTicket', eq: [String(ticket)], limit: 1 })).docs;
  const kept = await msp.store.get('visitTexts', visit!.id);
  expect(kept?.data).toMatchObject({ contactName: '', contactMail: '', guests: [], answers: {} });
  expect(JSON.stringify(kept?.data)).not.toMatch(/Erika|home|Street/);
});

test('when no time suits, the dispatcher reads why and books by phone', async () => {
  const { erika } = await claimedOnSite();
  await erika.wishes('Only before eight, we open then');
  await msp.minutes(1);
  const card = myCard(msp.dana, 'printer');
  expect(card.words).toContain('Only before eight');
  await msp.does(() =>
    msp.dana.openDialog(
      card.id,
      card.actions.find((title) => title.startsWith('Choose a time'))!,
    ),
  );
});

test('when nobody answers, a reminder is sent and then the dispatcher is told to call', async () => {
  const { ticket, erika } = await claimedOnSite();
  await msp.minutes(150);
  expect(await kinds(ticket)).toEqual(expect.arrayContaining(['visit-chased', 'visit-unanswered']));
  expect(erika.inbox().length).toBe(2);
  expect(myCard(msp.dana, 'printer').words).toContain('please call them');
});

describe('links', () => {
  test('of another visit, forged or replaced, open and reveal nothing', async () => {
    const { erika, technician } = await claimedOnSite();
    const pages = msp.callboard.desk.clientPages!;
    const old = erika.token();
    for (const token of ['', 'x', `${old}x`, old.slice(1), old.replace('.', '..'), 'a'.repeat(5_000)]) {
      expect(await msp.does(() => pages.open(token, {}))).toMatchObject({ is: 'no-link', why: 'invalid' });
    }
    const [first] = slotsOf(await erika.opensLink());
    const tampered = `${first!.value.slice(0, -2)}AA`;
    expect(await erika.chooses(tampered)).toMatchObject({ is: 'choose', mistakes: [{ why: 'choose-one' }] });
    const card = myCard(technician, 'printer');
    await fillsIn(msp, technician, card, 'Cancel visit', {});
    await msp.minutes(1);
    expect(await msp.does(() => pages.open(old, {}))).toMatchObject({ is: 'cancelled' });
  });
});

test('a colleague’s move in Bookings reaches the ticket, the cards and the client', async () => {
  const { ticket, erika } = await claimedOnSite();
  const [first] = slotsOf(await erika.opensLink());
  await erika.chooses(first!.value);
  await msp.minutes(1);
  const [made] = appointments();
  const start = made!.start + 24 * 3_600_000;
  msp.graph?.sim.human.moveAppointment(made!.id, { start });
  await msp.minutes(5);
  expect(await kinds(ticket)).toContain('visit-moved');
  expect(await erika.opensLink()).toMatchObject({ is: 'confirmed', start });
});
