import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS } from '../../sim/graph/faults.ts';
import { booked, networkDown, OUTAGE, visitOf, wall } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, myCard, saidTo } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
beforeEach(async () => {
  // Monday, seven in the morning in London: on-site visits can be had from eleven.
  msp = await smallMsp({ visits: true, at: Date.UTC(2026, 10, 23, 7, 0) });
  const site = [...msp.halo.state.sites.values()].find((one) => one.client_id === msp.clients.contoso.id);
  if (site) site.phonenumber = '+44 20 7946 0123';
});
afterEach(() => msp.close());

const HOUR = 3_600_000;
const today = ({ start }: { start: number }) => wall(start).startsWith('Mon');
const appointments = () => [...(msp.graph?.sim.state.businesses.get(BUSINESS)?.appointments.values() ?? [])];
const idOf = (who: 'ana' | 'ben' | 'chris') => `agent:${msp.agents[who]}`;
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);
const mails = () => msp.graph?.sim.human.inbox('erika@contoso.example') ?? [];
const OUT = 'Ana Moreau is out today';

/** Somebody else's meeting, which no plan moves. */
function meeting(who: 'ana' | 'ben' | 'chris', start: number, end: number): void {
  msp.graph?.sim.human.addEvent(`${who}@northwind-msp.example`, { subject: 'Meeting', start, end });
}

async function dana(verb: 'apply-replan' | 'leave-replan' | 'undo-replan', title = OUT) {
  return msp.does(() => msp.dana.click(myCard(msp.dana, title).id, verb));
}

/** Taps a button that the card no longer has, as a phone does that has not heard of it yet. */
async function oldCard(verb: string, replanId: string): Promise<string> {
  const found = await msp.store.query('people', { index: 'byMail', eq: ['dana@northwind-msp.example'], limit: 1 });
  const { entraId = '', teamsId = '', chat } = found.docs[0]!.data;
  const who = { entraId, teamsId, tenantId: '', conversation: chat! };
  return JSON.stringify(
    await msp.does(() => msp.callboard.desk.inbound.action(who, verb, { verb, replanId }, 'manual')),
  );
}

function losesMailbox(who: 'ana' | 'ben' | 'chris'): void {
  const state = msp.graph?.sim.state;
  const user = state?.userOf(`${who}@northwind-msp.example`);
  const scheduleError = { message: 'The mailbox is being moved.', responseCode: 'ErrorMailboxMoveInProgress' };
  if (user) state?.users.set(user.id, { ...user, scheduleError });
}

async function saysSick(): Promise<string> {
  await msp.does(() => msp.dana.say('sick Ana'));
  await msp.minutes(1);
  return myCard(msp.dana, OUT).words;
}

describe('Ana is sick', () => {
  test('one tap hands her visits over; each client keeps their time and is told who comes', async () => {
    const visits = [
      await booked(msp, 'The reception printer is dead', 'ana', today),
      await booked(msp, 'The label printer is dead', 'ana', today),
      await booked(msp, 'The archive printer is dead', 'ana', today),
    ];
    expect(await saysSick()).toContain('3 visits move');
    const before = mails().length;
    await dana('apply-replan');
    await msp.minutes(3);
    for (const { ticket, start } of visits) {
      const visit = await visitOf(msp, ticket);
      expect(visit).toMatchObject({ state: 'confirmed', slot: { start } });
      expect(visit.personIds).not.toContain(idOf('ana'));
      expect(msp.haloOwner(ticket)).not.toBe('Ana Moreau');
      expect(await kinds(ticket)).toContain('visit-replanned');
    }
    const times = (list: readonly { start: number }[]) => list.map(({ start }) => start).sort();
    expect(times(appointments())).toEqual(times(visits));
    expect(mails().length - before).toBe(3);
    expect(msp.graph?.sim.human.calendar('ana@northwind-msp.example')).toEqual([]);
  });

  test('the plan’s card updates by itself once slow bookings are confirmed', async () => {
    await booked(msp, 'The reception printer is dead', 'ana', today);
    await saysSick();
    const path = '/solutions/bookingBusinesses/*/appointments/*';
    msp.graph?.sim.faults.add(FAULTS.unknownError({ method: 'PATCH', path }));
    await dana('apply-replan');
    await msp.clock.advance(10_000);
    expect(myCard(msp.dana, OUT).words).toContain('being booked');
    await msp.minutes(3);
    expect(myCard(msp.dana, OUT).words).toContain('Applied: ');
    expect(myCard(msp.dana, OUT).words).not.toContain('being booked');
  });

  test('a second tap, also by another dispatcher, changes nothing, and a technician may not apply it', async () => {
    const { ticket } = await booked(msp, 'The reception printer is dead', 'ana', today);
    await saysSick();
    await msp.does(() => msp.mara.say('sick ana moreau'));
    await msp.minutes(1);
    // Two taps of Dana and one of Mara, in the same moment.
    const [hers, maras] = [myCard(msp.dana, OUT), myCard(msp.mara, OUT)];
    await msp.does(() =>
      Promise.all([
        msp.dana.click(hers.id, 'apply-replan'),
        msp.dana.click(hers.id, 'apply-replan'),
        msp.mara.click(maras.id, 'apply-replan'),
      ]),
    );
    await msp.minutes(2);
    const visit = await visitOf(msp, ticket);
    expect(visit).toMatchObject({ state: 'confirmed', moves: 0 });
    expect(visit.personIds).not.toContain(idOf('ana'));
    expect((await kinds(ticket)).filter((kind) => kind === 'visit-replanned')).toHaveLength(1);
    for (const reader of [msp.dana, msp.mara]) expect(myCard(reader, OUT).words).toContain('Applied: ');
    await msp.does(() => msp.ben.say('sick ana'));
    await msp.minutes(1);
    expect(msp.ben.inbox().at(-1)?.words).toContain('Ask a dispatcher');
  });

  test('nothing moves when the day has changed since the preview; the new plan is shown', async () => {
    const { ticket, start } = await booked(msp, 'The reception printer is dead', 'ana', today);
    expect(await saysSick()).toContain('Ben Okafor comes instead of Ana Moreau');
    meeting('ben', start, start + HOUR);
    expect(saidTo(await dana('apply-replan'))).toContain('The day has changed');
    await msp.minutes(1);
    expect((await visitOf(msp, ticket)).personIds).toEqual([idOf('ana')]);
    expect(myCard(msp.dana, OUT).words).toContain('Chris Lindqvist comes instead of Ana Moreau');
    expect(myCard(msp.dana, OUT).words).toContain('without the skill for it');
    await dana('apply-replan');
    await msp.minutes(2);
    expect(await visitOf(msp, ticket)).toMatchObject({ personIds: [idOf('chris')], slot: { start } });
  });

  test('undo gives everything back within its time', async () => {
    const { ticket, start } = await booked(msp, 'The reception printer is dead', 'ana', today);
    await saysSick();
    await dana('apply-replan');
    await msp.minutes(3);
    await dana('undo-replan');
    await msp.minutes(3);
    expect(await visitOf(msp, ticket)).toMatchObject({
      state: 'confirmed',
      personIds: [idOf('ana')],
      slot: { start, personIds: [idOf('ana')] },
    });
    expect(msp.haloOwner(ticket)).toBe('Ana Moreau');
    expect(await kinds(ticket)).toContain('visit-replan-undone');
    expect(await msp.store.count('absences', { index: 'byEnd' })).toBe(0);
    expect(myCard(msp.dana, OUT).actions).not.toContain('Undo');
  });

  test('undo ends after a quarter of an hour', async () => {
    await booked(msp, 'The reception printer is dead', 'ana', today);
    await saysSick();
    await dana('apply-replan');
    await msp.minutes(17);
    expect(myCard(msp.dana, OUT).actions).not.toContain('Undo');
    expect(await oldCard('undo-replan', `out:${idOf('ana')}:2026-11-23.1`)).toContain('This plan is over');
  });

  test('the plan says whom to call when nobody can come instead, and the client can be asked for another time', async () => {
    const { ticket, start } = await booked(msp, 'The reception printer is dead', 'ana', today);
    for (const who of ['ben', 'chris'] as const) meeting(who, start - HOUR, start + 2 * HOUR);
    await msp.minutes(11);
    const words = await saysSick();
    expect(words).toContain('1 finds no place');
    expect(words).toContain('Call Erika Beispiel, +44 20 7946 0123');
    const card = myCard(msp.dana, OUT);
    expect(card.actions).not.toContain('Apply');
    const answer = await msp.does(() => msp.dana.click(card.id, 'ask-new-time'));
    await msp.minutes(2);
    expect(saidTo(answer)).toContain('The client was asked for another time');
    expect(mails().map(({ subject }) => subject)).toContain(
      'We cannot keep our appointment: please choose another time',
    );
    const page = await client(msp, 'erika@contoso.example').opensLink();
    const slots = page.is === 'choose' ? page.slots : [];
    // Ana lies in bed today.
    expect(slots.filter(today)).toEqual([]);
    await client(msp, 'erika@contoso.example').chooses(slots[0]!.value);
    await msp.minutes(2);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', slot: { start: slots[0]!.start } });
    expect(appointments().map((one) => one.start)).toEqual([slots[0]!.start]);
  });

  test('a technician whose calendar cannot be read is not sent, and the plan says so', async () => {
    await booked(msp, 'The reception printer is dead', 'ana', today);
    for (const who of ['ben', 'chris'] as const) losesMailbox(who);
    await msp.minutes(11);
    expect(await saysSick()).toContain('calendar could not be read');
  });

  test('she is offered to clients again when she is back', async () => {
    await saysSick();
    await msp.does(() => msp.dana.say('back Ana'));
    expect(await msp.store.count('absences', { index: 'byEnd' })).toBe(0);
  });
});

describe('an emergency on a full day', () => {
  const nine = Date.UTC(2026, 10, 23, 8, 0);
  const ROOM = 'Room today for';

  /** Chris knows networks, and his day is full: a printer of Contoso, and meetings. So is Ana's, who does, too. */
  async function fullDay() {
    const printer = await booked(msp, 'The reception printer is dead', 'chris', today);
    meeting('chris', nine, printer.start - 0.75 * HOUR);
    meeting('chris', printer.start + 2 * HOUR, nine + 12 * HOUR);
    meeting('ana', nine, nine + 12 * HOUR);
    return { printer, outage: await networkDown(msp) };
  }

  test('takes the place of a visit that keeps its time and changes hands; undo puts both back', async () => {
    const { printer, outage } = await fullDay();
    await msp.does(() => msp.dana.click(channelCard(msp.dana, OUTAGE).id, 'make-room'));
    await msp.minutes(1);
    expect(myCard(msp.dana, ROOM).words).toContain('2 visits move');
    await dana('apply-replan', ROOM);
    await msp.minutes(5);
    expect(await visitOf(msp, outage)).toMatchObject({ state: 'confirmed', personIds: [idOf('chris')] });
    const moved = await visitOf(msp, printer.ticket);
    expect(moved).toMatchObject({ state: 'confirmed', slot: { start: printer.start } });
    expect(moved.personIds).not.toEqual([idOf('chris')]);
    expect(appointments()).toHaveLength(2);

    await dana('undo-replan', ROOM);
    await msp.minutes(5);
    expect(await visitOf(msp, outage)).toMatchObject({ state: 'cancelled' });
    expect(await visitOf(msp, printer.ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('chris')] });
    expect(appointments().map(({ start }) => start)).toEqual([printer.start]);
    const quarters = (await msp.store.query('holds', { index: 'byPerson', limit: 500 })).docs;
    expect(quarters.every(({ data }) => data.visitId === moved.visitId && data.personId === idOf('chris'))).toBe(true);
  });

  test('has no room unless a client agrees: the plan says who could be asked, and then there is room', async () => {
    const { printer, outage } = await fullDay();
    // Ben knows printers, and has time in the afternoon only.
    meeting('ben', nine, printer.start + 2 * HOUR);
    await msp.minutes(11);
    await msp.does(() => msp.dana.click(channelCard(msp.dana, OUTAGE).id, 'make-room'));
    await msp.minutes(1);
    const card = myCard(msp.dana, ROOM);
    expect(card.words).toMatch(/Nobody has room.*if this client agrees.*reception printer/s);
    await msp.does(() => msp.dana.click(card.id, 'ask-new-time'));
    await msp.minutes(2);
    expect(await visitOf(msp, printer.ticket)).toMatchObject({ state: 'offered' });
    expect(appointments()).toEqual([]);
    await msp.does(() => msp.dana.click(channelCard(msp.dana, OUTAGE).id, 'make-room'));
    await msp.minutes(1);
    await dana('apply-replan', ROOM);
    await msp.minutes(3);
    expect(await visitOf(msp, outage)).toMatchObject({ state: 'confirmed', personIds: [idOf('chris')] });
  });

  test('moves nothing when the plan is dismissed', async () => {
    const { printer, outage } = await fullDay();
    await msp.does(() => msp.dana.click(channelCard(msp.dana, OUTAGE).id, 'make-room'));
    await msp.minutes(1);
    await dana('leave-replan', ROOM);
    await msp.minutes(2);
    expect(await visitOf(msp, printer.ticket)).toMatchObject({ personIds: [idOf('chris')], moves: 0 });
    expect(await oldCard('apply-replan', `room:${outage}.1`)).toContain('This plan is over');
  });
});
