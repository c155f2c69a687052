import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../model/canonical.ts';
import { silentLog } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import { createHaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import { makeWorld, runDay, seedHalo } from '../../sim/world/index.ts';
import { isAtWork } from '../../sim/world/shift.ts';

const HOUR = 3_600_000;
/** A Tuesday, 8:00 in London. */
const NOW = Date.UTC(2026, 10, 24, 8);
const world = makeWorld(7, NOW);

function tenant() {
  const clock = virtualClock(NOW, (name, error) => {
    throw new Error(name, { cause: error });
  });
  const halo = createHaloSimulator({ clock, tenant: 'northwind', clientId: 'id', clientSecret: 's', log: silentLog });
  return { clock, halo, seeded: seedHalo(world, halo) };
}

describe('the world seeded into Halo', () => {
  test('has people, clients, contracts and past tickets', () => {
    const { halo, seeded } = tenant();
    const { state } = halo;
    expect([...state.clients.values()]).toHaveLength(24);
    expect([...state.contracts.values()]).toHaveLength(22);
    expect(state.tickets.size).toBe(world.history.length);
    expect([...state.tickets.open()]).toHaveLength(world.history.filter((past) => past.closedAt === undefined).length);
    expect([...state.holidays.values()].map((row) => row.agent_id)).toEqual([seeded.agents.get('luca')]);
    const chris = state.agents.get(seeded.agents.get('chris') ?? 0);
    expect(chris).toMatchObject({ name: 'Chris Lindqvist', email: 'chris@northwind-msp.example' });
    expect(chris!.qualifications.length).toBeGreaterThan(4);
  });

  test('turns a mail into HTML, and keeps the text of a form as typed', () => {
    const { halo, seeded } = tenant();
    const [mail] = world.history.filter((past) => past.channel === 'mail');
    const id = seeded.arrive({ ...mail!, body: 'Rates <b>went up</b> & down\n\nThanks' });
    expect(halo.state.tickets.get(id)!.details).toBe(
      '<div><p>Rates &lt;b&gt;went up&lt;/b&gt; &amp; down</p><p>Thanks</p></div>',
    );
    const raw = seeded.arrive({ ...mail!, channel: 'portal', body: '<b>x</b>' });
    expect(halo.state.tickets.get(raw)!.details).toBe('<b>x</b>');
  });
});

/** Runs a working day on which three people receive all new tickets in turn. */
async function day() {
  const { clock, halo, seeded } = tenant();
  const stop = new AbortController();
  runDay({ world, halo, seeded, clock, signal: stop.signal });
  const before = halo.state.tickets.size;
  const hands = ['ana', 'ben', 'chris'].map((key) => seeded.agents.get(key)!);
  for (let hour = 0; hour < 10; hour += 1) {
    await clock.advance(HOUR);
    for (const [i, ticket] of [...halo.state.tickets.open()].filter((one) => one.agent_id === 1).entries()) {
      halo.people.assign(ticket.id, hands[i % hands.length]);
    }
  }
  stop.abort();
  await clock.advance(HOUR);
  return { halo, seeded, before, clock };
}

describe('a day in the world', () => {
  test('brings tickets, which people close during their hours with time booked', async () => {
    const { halo, seeded, before } = await day();
    const came = [...halo.state.tickets.all()].slice(before);
    expect(came.length).toBeGreaterThan(30);
    const closed = came.filter((ticket) => ticket.dateclosed !== undefined);
    expect(closed.length).toBeGreaterThan(10);
    for (const ticket of closed) {
      const [key] = [...seeded.agents].find(([, id]) => id === ticket.agent_id)!;
      const technician = world.technicians.find((one) => one.key === key)!;
      expect(isAtWork(technician, ticket.dateclosed!)).toBe(true);
      const booked = (halo.state.actions.get(ticket.id) ?? []).reduce((sum, action) => sum + action.timetaken, 0);
      expect(booked).toBeGreaterThan(0);
    }
    const busyMinutes = closed.filter((ticket) => ticket.agent_id === seeded.agents.get('ana'));
    const hours = busyMinutes
      .flatMap((t) => halo.state.actions.get(t.id) ?? [])
      .reduce((sum, a) => sum + a.timetaken, 0);
    // People work on one ticket at a time, so nobody books more than ten hours.
    expect(hours).toBeLessThanOrEqual(10);
  });

  test('leaves unassigned tickets alone, and ends when it is stopped', async () => {
    const { clock, halo, seeded } = tenant();
    const stop = new AbortController();
    runDay({ world, halo, seeded, clock, signal: stop.signal });
    await clock.advance(3 * HOUR);
    const orphans = [...halo.state.tickets.open()].filter((ticket) => ticket.agent_id === 1);
    expect(orphans.length).toBeGreaterThan(5);
    expect(orphans.every((ticket) => ticket.status_id === 1)).toBe(true);
    stop.abort();
    const size = halo.state.tickets.size;
    await clock.advance(5 * HOUR);
    expect(halo.state.tickets.size).toBe(size);
  });

  test('is the same when repeated', async () => {
    const [first, second] = [await day(), await day()];
    const told = ({ halo }: typeof first) =>
      canonicalJson([[...halo.state.tickets.all()], [...halo.state.audits.values()], [...halo.state.actions.values()]]);
    expect(told(second)).toBe(told(first));
  });
});
