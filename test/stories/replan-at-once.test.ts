import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS } from '../../sim/graph/faults.ts';
import type { TeamsUser } from '../../sim/teams/index.ts';
import { booked, networkDown, OUTAGE, visitOf, wall } from '../helpers/booked.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, myCard, saidTo } from '../../harness/msp/trade.ts';

/** Dana and Mara plan the same day in the same moment, each at a copy of Callboard: one day, and a true answer for both. */
let msp: SmallMsp;
beforeEach(async () => {
  // Monday, seven in the morning in London: on-site visits can be had from eleven.
  msp = await smallMsp({ visits: true, at: Date.UTC(2026, 10, 23, 7, 0), copies: 2 });
});
afterEach(() => msp.close());

const HOUR = 3_600_000;
const PRINTER = 'The reception printer is dead';
const OUT = 'Ana Moreau is out today';
const BUSY = 'One of its visits is being booked in this moment';
const OVER = 'This plan is over';
const CHANGED = 'The day has changed';

const today = ({ start }: { start: number }) => wall(start).startsWith('Mon');
const idOf = (who: 'ana' | 'ben' | 'chris') => `agent:${msp.agents[who]}`;
const appointments = () => [...(msp.graph?.sim.state.businesses.get(BUSINESS)?.appointments.values() ?? [])];
const count = async (ticket: number, kind: string) =>
  (await msp.history(ticket)).filter((event) => event.kind === kind).length;

/** All in the same moment; what each of them is told. */
async function atOnce(...taps: readonly (() => ReturnType<TeamsUser['click']>)[]): Promise<string[]> {
  return (await msp.does(() => Promise.all(taps.map((tap) => tap())))).map(saidTo);
}

/** Nobody can be at both, an hour each. */
const overlaps = (one: number, other: number) => Math.abs(one - other) < HOUR;

type Verb = 'apply-replan' | 'leave-replan' | 'undo-replan';
const taps = (who: TeamsUser, verb: Verb, about = OUT) => {
  const { id } = myCard(who, about);
  return () => who.click(id, verb);
};

async function bothSaySick(): Promise<void> {
  await msp.does(() => Promise.all([msp.dana.say('sick Ana'), msp.mara.say('sick ana moreau')]));
  await msp.minutes(1);
}

describe('two dispatchers and one plan', () => {
  test('both ask at the same time: each sees the plan, and there is only one', async () => {
    await booked(msp, PRINTER, 'ana', today);
    await bothSaySick();
    for (const who of [msp.dana, msp.mara]) expect(myCard(who, OUT).words).toContain('1 visit moves');
    expect(await msp.store.count('absences', { index: 'byEnd' })).toBe(1);
    // Whoever applies it, both of their cards are of the same plan.
    await atOnce(taps(msp.mara, 'apply-replan'));
    await msp.minutes(2);
    for (const who of [msp.dana, msp.mara]) expect(myCard(who, OUT).words).toContain('Applied: ');
  });

  test('one applies it while the other dismisses it: one wins and the other is told', async () => {
    const { ticket, start } = await booked(msp, PRINTER, 'ana', today);
    await bothSaySick();
    const said = await atOnce(taps(msp.dana, 'apply-replan'), taps(msp.mara, 'leave-replan'));
    expect(said.filter((words) => words.includes(OVER))).toHaveLength(1);
    await msp.minutes(2);
    const applied = !said[0]!.includes(OVER);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', slot: { start } });
    expect((await visitOf(msp, ticket)).personIds.includes(idOf('ana'))).toBe(!applied);
    for (const who of [msp.dana, msp.mara]) expect(myCard(who, OUT).words.includes('Applied: ')).toBe(applied);
  });

  test('an undo while a visit is still being booked works after a minute', async () => {
    const { ticket, start } = await booked(msp, PRINTER, 'ana', today);
    await bothSaySick();
    const path = '/solutions/bookingBusinesses/*/appointments/*';
    msp.graph?.sim.faults.add(FAULTS.unknownError({ method: 'PATCH', path }));
    await atOnce(taps(msp.dana, 'apply-replan'));
    await msp.clock.advance(10_000);
    expect((await visitOf(msp, ticket)).state).toBe('moving');
    const said = await atOnce(taps(msp.mara, 'undo-replan'), taps(msp.dana, 'undo-replan'));
    for (const words of said) expect(words).toContain(BUSY);
    expect(await count(ticket, 'visit-replan-undone')).toBe(0);

    await msp.minutes(3);
    expect((await visitOf(msp, ticket)).personIds).not.toContain(idOf('ana'));
    for (const words of await atOnce(taps(msp.mara, 'undo-replan'), taps(msp.dana, 'undo-replan')))
      expect(words).not.toMatch(new RegExp(`${BUSY}|${OVER}`));
    await msp.minutes(3);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ana')], slot: { start } });
    expect(await count(ticket, 'visit-replan-undone')).toBe(1);
    expect(appointments().map((one) => one.start)).toEqual([start]);
  });
});

test('of two plans for the same hours one is applied, and the later dispatcher sees the changed day', async () => {
  const nine = Date.UTC(2026, 10, 23, 8, 0);
  const meeting = (who: 'ana' | 'chris', start: number, end: number) =>
    msp.graph?.sim.human.addEvent(`${who}@northwind-msp.example`, { subject: 'Meeting', start, end });
  // Chris alone knows networks today; his printer would have to go to Ben, who would also come for Ana.
  const printer = await booked(msp, PRINTER, 'chris', today);
  meeting('chris', nine, printer.start - 0.75 * HOUR);
  meeting('chris', printer.start + 2 * HOUR, nine + 12 * HOUR);
  const hers = await booked(msp, 'The label printer is dead', 'ana', ({ start }) => overlaps(start, printer.start));
  const outage = await networkDown(msp);
  await msp.does(() => msp.dana.say('sick Ana'));
  await msp.does(() => msp.mara.click(channelCard(msp.mara, OUTAGE).id, 'make-room'));
  await msp.minutes(1);
  const room = 'Room today for';
  expect(myCard(msp.dana, OUT).words).toContain('Ben Okafor comes instead of Ana Moreau');
  expect(myCard(msp.mara, room).words).toContain('Ben Okafor comes instead of Chris Lindqvist');

  const said = await atOnce(taps(msp.dana, 'apply-replan'), taps(msp.mara, 'apply-replan', room));
  expect(said.filter((words) => words.includes(CHANGED))).toHaveLength(1);
  await msp.minutes(4);
  const visits = [await visitOf(msp, printer.ticket), await visitOf(msp, hers.ticket)];
  expect(visits.map(({ state, slot }) => [state, slot?.start])).toEqual([
    ['confirmed', printer.start],
    ['confirmed', hers.start],
  ]);
  expect(visits.filter(({ personIds }) => personIds.includes(idOf('ben')))).toHaveLength(1);
  expect(await count(outage, 'visit-replanned')).toBe(said[1]!.includes(CHANGED) ? 0 : 1);
});
