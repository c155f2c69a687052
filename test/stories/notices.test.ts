import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GraphSimulator } from '../../sim/graph/index.ts';
import { smallMsp, type MspOptions, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { isAskedAbout, whoIsAsked } from '../../harness/msp/trade.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let msp: SmallMsp;
let sim: GraphSimulator;
const opens = async (more: MspOptions = {}) => {
  msp = await smallMsp({ visits: true, notices: true, ...more });
  if (!msp.graph) throw new Error('this MSP has no Microsoft 365');
  sim = msp.graph.sim;
  await msp.clock.advance(20 * SECOND);
};
afterEach(() => msp.close());

const subscribed = () => [...sim.state.subscriptions.values()].map((one) => sim.state.userOf(one.userId)?.mail).sort();
const TECHNICIANS = ['ana', 'ben', 'chris'].map((key) => `${key}@northwind-msp.example`);
/** A meeting that leaves no time for what they were asked. */
const meeting = (mail: string) =>
  sim.human.addEvent(mail, { start: msp.clock.now(), end: msp.clock.now() + 120 * MINUTE });

async function asked(words = 'Label printer jams') {
  const ticket = msp.ticket(words, 'It has been like this since this morning.');
  await msp.clock.advance(20 * SECOND);
  return { ticket, words, technician: whoIsAsked(msp, words) };
}

describe('calendar notifications with one instance', () => {
  beforeEach(() => opens());

  test('a new meeting of the asked technician moves the offer within seconds', async () => {
    const { ticket, words, technician } = await asked();
    meeting(technician.person.mail);
    await msp.clock.advance(8 * SECOND);
    expect(isAskedAbout(technician, words)).toBe(false);
    expect(whoIsAsked(msp, words)).not.toBe(technician);
    expect((await msp.history(ticket)).map((event) => event.kind)).toContain('withdrawn');
  });

  test('a short call moves the offer to a technician who can begin sooner', async () => {
    const { words, technician } = await asked();
    const { start } = { start: msp.clock.now() };
    sim.human.addEvent(technician.person.mail, { start, end: start + 9 * MINUTE });
    await msp.clock.advance(8 * SECOND);
    expect(whoIsAsked(msp, words)).not.toBe(technician);
  });

  test('a meeting after the offer, or of somebody else, leaves the offer alone', async () => {
    const { words, technician } = await asked();
    const other = TECHNICIANS.find((mail) => mail !== technician.person.mail) ?? '';
    sim.human.addEvent(technician.person.mail, {
      start: msp.clock.now() + 5 * 60 * MINUTE,
      end: msp.clock.now() + 6 * 60 * MINUTE,
    });
    meeting(other);
    await msp.clock.advance(8 * SECOND);
    expect(isAskedAbout(technician, words)).toBe(true);
  });

  test('changes that Graph failed to notify are caught up when it says so', async () => {
    const { words, technician } = await asked();
    sim.notices.losing = true;
    meeting(technician.person.mail);
    await msp.clock.advance(8 * SECOND);
    expect(isAskedAbout(technician, words)).toBe(true);
    sim.notices.losing = false;
    for (const one of sim.state.subscriptions.values()) sim.notices.lifecycle(one, 'missed');
    await msp.clock.advance(8 * SECOND);
    expect(isAskedAbout(technician, words)).toBe(false);
  });

  test('a subscription that Graph removed is created again immediately', async () => {
    const [one] = [...sim.state.subscriptions.values()];
    sim.notices.lifecycle(one!, 'subscriptionRemoved');
    await msp.clock.advance(8 * SECOND);
    expect(subscribed()).toEqual(TECHNICIANS);
    expect(sim.state.subscriptions.has(one!.id)).toBe(false);
  });

  test('repeated, forged and malformed notifications cause no work', async () => {
    const address = new URL([...sim.state.subscriptions.values()][0]!.notificationUrl);
    const posts = (body: string, path = address.pathname) =>
      msp.does(() => msp.clock.fetch(`${msp.callboard.url}${path}`, { method: 'POST', body }));
    const forged = (clientState: unknown) => JSON.stringify({ value: [{ subscriptionId: 'x', clientState }] });
    for (const body of [
      '',
      'null',
      '{',
      '[]',
      '{"value":{}}',
      forged('ana@northwind-msp.example'),
      forged(`${'A'.repeat(22)}.ana@northwind-msp.example`),
      forged({ $ne: null }),
      JSON.stringify({ value: Array.from({ length: 5_000 }, () => 0) }),
      `{"value":${'['.repeat(50_000)}`,
    ]) {
      expect((await posts(body)).status).toBe(202);
    }
    expect((await posts('x'.repeat(2_000_000))).status).toBe(413);
    expect((await posts(forged('x'), '/hooks/graph/nobody-was-told-this')).status).toBe(404);
    const before = sim.journal.exchanges.length;
    await msp.clock.advance(10 * SECOND);
    expect(sim.journal.exchanges.length).toBe(before);
  });
});

test('with three instances each calendar has one subscription, and any instance can be notified', async () => {
  await opens({ copies: 3 });
  expect(subscribed()).toEqual(TECHNICIANS);
  const { words, technician } = await asked();
  meeting(technician.person.mail);
  await msp.clock.advance(20 * SECOND);
  expect(isAskedAbout(technician, words)).toBe(false);
  await msp.stops(msp.callboards[0]!);
  await msp.minutes(12);
  expect(subscribed()).toEqual(TECHNICIANS);
});

test('without a secret no subscriptions are created', async () => {
  msp = await smallMsp({ visits: true });
  await msp.minutes(1);
  expect(msp.graph?.sim.state.subscriptions.size).toBe(0);
});
