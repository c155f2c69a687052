import { afterEach, describe, expect, test } from 'vitest';
import { DETAILS, visitOf } from '../helpers/booked.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const SUMMARY = 'The reception printer is dead';
const HOUR = 3_600_000;
const mails = () => msp.graph?.sim.human.inbox('erika@contoso.example') ?? [];
const subjects = () => mails().map(({ subject }) => subject);
const visits = () => msp.store.count('visits', { index: 'byTicket' });
/** A push of Halo's, so that nobody waits for the next poll. */
const pushed = async (ticket: number) => {
  msp.callboard.desk.hint([String(ticket)]);
  await msp.minutes(1);
};

describe('the offer of an on-site ticket', () => {
  test('is sent when the ticket arrives with its technician', async () => {
    msp = await smallMsp({ visits: true });
    const ticket = msp.ticket(SUMMARY, DETAILS, { agent_id: msp.agents.ben });
    await msp.minutes(2);
    expect(subjects()).toEqual([`Please choose a time: ${SUMMARY}`]);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered', personIds: [`agent:${msp.agents.ben}`] });
    // Read like any other, so that the log and the cards say what it is.
    expect((await msp.history(ticket)).map(({ kind }) => kind)).toContain('triaged');
  });

  test('is sent when the ticket is assigned in HaloPSA on arrival, before triage', async () => {
    msp = await smallMsp({ visits: true });
    // Whose clock runs is not known, and triage waits for it.
    msp.halo.faults.add({ method: 'GET', path: '/Client', applies: 'never', then: { status: 500 }, times: 1_000 });
    const ticket = msp.ticket(SUMMARY, DETAILS);
    await pushed(ticket);
    expect((await msp.store.get('tickets', String(ticket)))?.data.phase).toBe('waiting');
    msp.halo.people.assign(ticket, msp.agents.ben);
    await pushed(ticket);
    expect(await visits()).toBe(0);
    msp.halo.faults.clear();
    await msp.minutes(2);
    expect(subjects()).toEqual([`Please choose a time: ${SUMMARY}`]);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered', personIds: [`agent:${msp.agents.ben}`] });
  });

  test('is sent once when the ticket is assigned in HaloPSA after triage or claimed, whatever happens then', async () => {
    msp = await smallMsp({ visits: true });
    const [byHand, claimed] = [msp.ticket(SUMMARY, DETAILS), msp.ticket('The label printer is dead', DETAILS)];
    await msp.minutes(1);
    msp.halo.people.assign(byHand, msp.agents.ana);
    const asked = whoIsAsked(msp, 'label printer');
    await claims(msp, asked, myCard(asked, 'label printer'));
    await msp.minutes(3);
    for (const ticket of [byHand, claimed]) expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered' });
    msp.halo.people.setStatus(byHand, 2);
    await msp.minutes(3);
    expect(mails()).toHaveLength(2);
  });

  test('is not sent when nobody needs to go there', async () => {
    msp = await smallMsp({ visits: true });
    msp.ticket('Please reset my password', 'I forgot it over the weekend.', { agent_id: msp.agents.ben });
    await msp.minutes(2);
    expect(mails()).toEqual([]);
  });

  test('is sent when a technician gets a ticket that arrived with somebody who makes no visits', async () => {
    msp = await smallMsp({ visits: true });
    const frontDesk = msp.halo.seed.agent({ name: 'Front Desk', email: 'desk@northwind-msp.example', teams: [] }).id;
    const ticket = msp.ticket(SUMMARY, DETAILS, { agent_id: frontDesk });
    await msp.minutes(2);
    expect(mails()).toEqual([]);
    msp.halo.people.assign(ticket, msp.agents.ben);
    await msp.minutes(2);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered', personIds: [`agent:${msp.agents.ben}`] });
  });
});

test('waits for the dispatcher, where policy asks one, for a ticket that arrives with its technician', async () => {
  msp = await smallMsp({ visits: { offers: 'ask' } });
  const ticket = msp.ticket(SUMMARY, DETAILS, { agent_id: msp.agents.ben });
  await msp.minutes(2);
  expect(mails()).toEqual([]);
  expect(await visitOf(msp, ticket)).toMatchObject({ state: 'asking' });
  const card = myCard(msp.dana, SUMMARY);
  const send = card.actions.find((title) => title.startsWith('Send times'));
  expect(send).toBeDefined();
  await msp.does(() => msp.dana.click(card.id, send!));
  await msp.minutes(1);
  expect(subjects()).toEqual([`Please choose a time: ${SUMMARY}`]);
});

test('cannot be sent without a mail address: the dispatcher is told, and books once there is one', async () => {
  msp = await smallMsp({ visits: true });
  const contact = msp.halo.state.users.get(msp.clients.contoso.contact)!;
  contact.emailaddress = '';
  const ticket = msp.ticket(SUMMARY, DETAILS, { agent_id: msp.agents.ben });
  await msp.minutes(2);
  expect(await visits()).toBe(0);
  expect(myCard(msp.dana, SUMMARY).words).toContain('please call them');
  Object.assign(msp.halo.state.tickets.get(ticket)!, { user_email: 'erika@contoso.example' });
  const card = myCard(msp.dana, SUMMARY);
  await fillsIn(msp, msp.dana, card, 'Book visit', { kind: 'on-site' });
  await msp.minutes(1);
  expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered' });
  expect(myCard(msp.dana, SUMMARY).words).not.toContain('please call them');
});

describe('a ticket that somebody owned before Callboard was installed', () => {
  test('gets no visit until it changes hands', async () => {
    msp = await smallMsp({ visits: true });
    const ticket = msp.ticket(SUMMARY, DETAILS, {
      agent_id: msp.agents.ana,
      dateoccurred: msp.clock.now() - HOUR,
    });
    await pushed(ticket);
    msp.halo.people.setStatus(ticket, 2);
    await pushed(ticket);
    expect(mails()).toEqual([]);
    expect(await visits()).toBe(0);
    msp.halo.people.assign(ticket, msp.agents.ben);
    await pushed(ticket);
    await msp.minutes(1);
    expect(subjects()).toEqual([`Please choose a time: ${SUMMARY}`]);
  });

  test('gets its visit when its status asks for one', async () => {
    msp = await smallMsp({ visits: { requestStatuses: { 'on-site': 'In Progress' } } });
    const ticket = msp.ticket(SUMMARY, DETAILS, {
      agent_id: msp.agents.ana,
      dateoccurred: msp.clock.now() - HOUR,
    });
    await pushed(ticket);
    expect(mails()).toEqual([]);
    msp.halo.people.setStatus(ticket, 2);
    await pushed(ticket);
    await msp.minutes(1);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered' });
  });
});
