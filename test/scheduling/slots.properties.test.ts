import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../model/technician.ts';
import { blocksOf } from '../../model/visit.ts';
import {
  DEFAULT_SCHEDULING_POLICY as policy,
  freeTime,
  isBookable,
  offerSlots,
  searchSlots,
  travelWith,
  type PersonFacts,
  type SlotFacts,
  type VisitRequest,
} from '../../scheduling/index.ts';
import { siteOf } from '../../scheduling/travel.ts';
import { around, busyAt, DAY, HOUR, MIN, personAt, requestOf } from './arbitrary.ts';
import { oracle } from './oracle.ts';

const HOURS = 48;
const travel = travelWith(policy.travel);
const windowAt = (from: number): Interval => ({ start: from, end: from + HOURS * HOUR });

function factsOf(people: readonly PersonFacts[], request: VisitRequest, from: number): SlotFacts {
  const free = people.map((one) => freeTime(one, windowAt(from), request.kind, policy));
  return { now: from, people: free, travel, policy };
}

const one = around.chain((from) =>
  fc.record({ from: fc.constant(from), ana: personAt('ana', from, HOURS), request: requestOf([['ana']]) }),
);
const several = around.chain((from) =>
  fc.record({
    from: fc.constant(from),
    people: fc.tuple(personAt('ana', from, HOURS), personAt('bo', from, HOURS), personAt('cy', from, HOURS)),
    request: fc.oneof(
      requestOf([['ana', 'bo', 'cy']]),
      requestOf([
        ['ana', 'bo'],
        ['bo', 'cy', 'ana'],
      ]),
    ),
  }),
);
const overlaps = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;
const minutes = (from: PersonFacts['base'], to: PersonFacts['base']) => travel(siteOf(from), siteOf(to)).minutes;

describe('slots, for any calendars, zones and clock changes', () => {
  test('match the wall clock minute by minute: none too many, none missed', () => {
    fc.assert(
      fc.property(one, ({ from, ana, request: given }) => {
        // Days' own limits have tests of their own.
        const request = { ...given, urgent: true };
        const { place, parts } = request;
        const keeps = oracle(ana, request, policy, {
          there: (start) =>
            parts === undefined
              ? minutes(start, place)
              : minutes(start, parts.place) + parts.minutes + minutes(parts.place, place),
          back: (end) => minutes(place, end),
        });
        const found = searchSlots(request, factsOf([ana], request, from)).candidates.map(({ start }) => start);
        const expected: number[] = [];
        const end = from + HOURS * HOUR - request.minutes * MIN;
        for (let at = from + policy.urgentNotice * MIN; at <= end; at += policy.grid * MIN)
          if (keeps(at)) expected.push(at);
        expect(found).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('never overlap busy time, leave, or another visit with its travel, for each person', () => {
    fc.assert(
      fc.property(several, ({ from, people, request }) => {
        for (const slot of offerSlots(request, factsOf(people, request, from)).slots)
          for (const block of blocksOf(slot)) {
            const facts = people.find(({ personId }) => personId === block.personId)!;
            const others = facts.visits.map((v) => blocksOf({ ...v, personIds: ['x'] })[0]!);
            const own = new Set(facts.visits.flatMap((v) => v.inCalendar ?? []).map(({ start }) => start));
            const busy = (facts.calendar.known ? facts.calendar.busy : []).filter(
              ({ status, start }) => !own.has(start) && (status !== 'elsewhere' || request.kind === 'on-site'),
            );
            for (const taken of [...others, ...busy, ...facts.timeOff]) expect(overlaps(block, taken)).toBe(false);
          }
      }),
      { numRuns: 100 },
    );
  });

  test('can be booked at that moment at the cost of the offer', () => {
    fc.assert(
      fc.property(several, ({ from, people, request }) => {
        const facts = factsOf(people, request, from);
        const search = searchSlots(request, facts);
        for (const candidate of search.candidates) {
          const slot = search.slot(candidate);
          expect(slot.total).toBe(candidate.cost);
          expect(isBookable(request, slot, facts)).toEqual({ ok: true, slot });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('never grow in number when a calendar fills up', () => {
    const more = several.chain((given) => fc.tuple(fc.constant(given), busyAt(given.from, HOURS), fc.nat({ max: 2 })));
    fc.assert(
      fc.property(more, ([{ from, people, request }, entry, who]) => {
        const starts = (all: readonly PersonFacts[]) =>
          searchSlots(request, factsOf(all, request, from)).candidates.map(({ start }) => start);
        const fuller = people.map((facts, n) =>
          n === who && facts.calendar.known
            ? { ...facts, calendar: { known: true as const, busy: [...facts.calendar.busy, entry] } }
            : facts,
        );
        const before = new Set(starts(people));
        expect(starts(fuller).filter((start) => !before.has(start))).toEqual([]);
      }),
      { numRuns: 90 },
    );
  });

  test('never come from an unknown calendar, which is named', () => {
    fc.assert(
      fc.property(one, fc.boolean(), ({ from, ana, request }, calendar) => {
        const why = 'the mailbox did not answer (504)';
        const facts: PersonFacts = { ...ana, [calendar ? 'calendar' : 'hours']: { known: false, why } };
        const offer = offerSlots(request, factsOf([facts], request, from));
        expect(offer.slots).toEqual([]);
        expect(offer.noSlots).toEqual([
          {
            personId: 'ana',
            name: 'ana',
            code: calendar ? 'calendar-unknown' : 'hours-unknown',
            why: `ana's ${calendar ? 'calendar could not be read' : 'working hours are not known'}: ${why}`,
          },
        ]);
        const slot = { start: from + DAY, end: from + DAY + request.minutes * MIN, personIds: ['ana'] };
        expect(isBookable(request, slot, factsOf([facts], request, from)).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('are the same each time, spread out, and at most as many as the policy says', () => {
    fc.assert(
      fc.property(several, ({ from, people, request }) => {
        const { slots } = offerSlots(request, factsOf(people, request, from));
        expect(offerSlots(request, factsOf([...people].reverse(), request, from)).slots).toEqual(slots);
        expect(slots.length).toBeLessThanOrEqual(policy.spread.offers);
        slots.forEach((slot, n) => {
          expect(slot.start).toBeGreaterThanOrEqual(slots[n - 1]?.end ?? -Infinity);
          expect(new Set(slot.personIds).size).toBe(request.seats.length);
          expect(slot.items.reduce((sum, { cost }) => sum + cost, 0)).toBe(slot.total);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('are not blocked by the visit that is being moved', () => {
    fc.assert(
      fc.property(one, ({ from, ana, request }) => {
        const [moved, ...rest] = ana.visits;
        fc.pre(moved !== undefined);
        const free = freeTime(ana, windowAt(from), request.kind, policy, moved.visitId);
        const others = rest.filter((v) => v.visitId !== moved.visitId);
        const own = moved.inCalendar;
        const busy = ana.calendar.known ? [...ana.calendar.busy] : [];
        const copy = busy.findIndex(({ start, end }) => own?.start === start && own.end === end);
        if (copy >= 0) busy.splice(copy, 1);
        const gone = { ...ana, visits: others, calendar: { known: true as const, busy } };
        const start = (people: SlotFacts['people']) =>
          searchSlots(request, { now: from, people, travel, policy }).candidates;
        expect(start([free])).toEqual(start(factsOf([gone], request, from).people));
      }),
      { numRuns: 40 },
    );
  });
});

test('chosen at the same time by two clients without overlap can both be kept', () => {
  const two = one.chain((given) => fc.tuple(fc.constant(given), requestOf([['ana']]), fc.nat(), fc.nat()));
  fc.assert(
    fc.property(two, ([{ from, ana, request }, other, n, m]) => {
      const pick = (wanted: VisitRequest, k: number) => {
        const search = searchSlots(wanted, factsOf([ana], wanted, from));
        const candidate = search.candidates[k % Math.max(1, search.candidates.length)];
        return candidate && search.slot(candidate);
      };
      const [quick, slow] = [request, other].map((wanted) => ({ ...wanted, urgent: true }));
      const [first, second] = [pick(quick!, n), pick(slow!, m)];
      fc.pre(first !== undefined && second !== undefined && !overlaps(blocksOf(first)[0]!, blocksOf(second)[0]!));
      const { start, end, beforeMinutes, afterMinutes } = first;
      const { kind, place } = quick!;
      const taken = { visitId: 'quicker', kind, start, end, beforeMinutes, afterMinutes, ...(place && { place }) };
      const after = factsOf([{ ...ana, visits: [...ana.visits, taken] }], slow!, from);
      expect(isBookable(slow!, second, after).ok).toBe(true);
    }),
    { numRuns: 80 },
  );
});
