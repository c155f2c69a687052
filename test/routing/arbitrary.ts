import fc from 'fast-check';
import type { PassSnapshot, TechnicianFacts, TicketFacts } from '../../model/decision.ts';
import type { Interval } from '../../model/technician.ts';
import { DEFAULT_ROUTING_POLICY } from '../../routing/policy.ts';
import { DAY, HOUR, MIN, NOW } from './samples.ts';

const SKILLS = ['Networking', 'Printing', 'Microsoft 365'];
const level = fc.constantFrom(1 as const, 2 as const, 3 as const);
const instant = fc.integer({ min: NOW - DAY, max: NOW + 3 * DAY });

function span<T extends object>(more: fc.Arbitrary<T>): fc.Arbitrary<Interval & T> {
  return fc
    .tuple(instant, fc.integer({ min: 0, max: 12 * HOUR }), more)
    .map(([start, length, rest]) => ({ start, end: start + length, ...rest }));
}

const technician = (personId: string): fc.Arbitrary<TechnicianFacts> =>
  fc
    .record({
      active: fc.constantFrom(true, true, true, false),
      reachable: fc.constantFrom(true, true, true, false),
      tier: fc.constantFrom('L1' as const, 'L2' as const, 'L3' as const),
      skills: fc.array(fc.record({ name: fc.constantFrom(...SKILLS), level }), { maxLength: 4 }),
      shifts: fc.option(fc.array(span(fc.constant({})), { maxLength: 4 }), { nil: undefined }),
      busy: fc.array(span(fc.record({ kind: fc.constantFrom('appointment' as const, 'timeOff' as const) })), {
        maxLength: 4,
      }),
      loadMinutes: fc.integer({ min: 0, max: 500 }),
      openTickets: fc.nat(20),
      openOffers: fc.nat(3),
      givenToday: fc.nat(20),
      onCall: fc.boolean(),
    })
    .map(({ shifts, ...facts }) => ({ personId, ...facts, ...(shifts === undefined ? {} : { shifts }) }));

const PEOPLE = ['t1', 't2', 't3', 't4', 't5', '__proto__'];
const ticket = (ticketId: string): fc.Arbitrary<TicketFacts> =>
  fc
    .record({
      createdAt: fc.integer({ min: NOW - 3 * DAY, max: NOW }),
      category: fc.constantFrom('network' as const, 'printing' as const, 'unclear' as const),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      skills: fc.array(fc.record({ skill: fc.constantFrom(...SKILLS), level, must: fc.boolean() }), { maxLength: 3 }),
      effort: fc.integer({ min: 1, max: 600 }),
      onSite: fc.double({ min: 0, max: 1, noNaN: true }),
      priority: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      tier: fc.constantFrom('gold' as const, 'silver' as const, 'bronze' as const, 'none' as const),
      respondBy: fc.option(instant, { nil: undefined }),
      resolveBy: fc.option(instant, { nil: undefined }),
      clientId: fc.constant('client_1'),
      preferred: fc.subarray(PEOPLE),
      refused: fc.subarray(PEOPLE, { maxLength: 1 }),
      knows: fc.dictionary(fc.constantFrom(...PEOPLE.slice(0, 5)), fc.nat(30)),
      asked: fc.subarray(PEOPLE, { maxLength: 2 }),
    })
    .map(({ respondBy, resolveBy, ...facts }) => ({
      ticketId,
      ...facts,
      ...(respondBy === undefined ? {} : { respondBy }),
      ...(resolveBy === undefined ? {} : { resolveBy }),
    }));

/** A desk in any state: up to six technicians and eight tickets. */
export const anySnapshot: fc.Arbitrary<PassSnapshot> = fc
  .tuple(fc.nat(PEOPLE.length), fc.nat(8), fc.constantFrom(60, 360), fc.constantFrom(1, 2))
  .chain(([people, tickets, maxLoadMinutes, maxOpenOffers]) =>
    fc.record({
      at: fc.constant(NOW + 7 * MIN),
      technicians: fc.tuple(...PEOPLE.slice(0, people).map(technician)),
      tickets: fc.tuple(...Array.from({ length: tickets }, (_, i) => ticket(`ticket_${i}`))),
      policy: fc.constant({ ...DEFAULT_ROUTING_POLICY, maxLoadMinutes, maxOpenOffers }),
    }),
  );

/** The same desk with every list whose order means nothing in another order. */
export function shuffled(snapshot: PassSnapshot, turn: number): PassSnapshot {
  const rotate = <T>(list: readonly T[]): T[] => {
    const at = list.length === 0 ? 0 : turn % list.length;
    return [...list.slice(at), ...list.slice(0, at)].reverse();
  };
  return {
    ...snapshot,
    technicians: rotate(snapshot.technicians).map(({ shifts, ...technician }) => ({
      ...technician,
      skills: rotate(technician.skills),
      busy: rotate(technician.busy),
      ...(shifts === undefined ? {} : { shifts: rotate(shifts) }),
    })),
    tickets: rotate(snapshot.tickets).map((one) => ({
      ...one,
      skills: rotate(one.skills),
      refused: rotate(one.refused),
      asked: rotate(one.asked),
    })),
  };
}
