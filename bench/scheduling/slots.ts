import {
  freeTime,
  isBookable,
  offerSlots,
  searchSlots,
  travelWith,
  withMatrix,
  type SlotFacts,
} from '../../scheduling/index.ts';
import { figure, median, quantile } from '../figures.ts';
import { DAY, HOUR, MINUTE, MONDAY, policy, request, seeded, somewhere, staff } from './world.ts';

export interface SlotsMeasured {
  readonly technicians: number;
  /** Making the caches, ms, for all technicians and four weeks. */
  readonly warming: number;
  /** Slots of one ticket, ms, travel and spreading included: by the clock, and of this process's own processor time. */
  readonly offers: readonly number[];
  readonly own: readonly number[];
  /** For `naiveTechnicians` of them: our search, and asking of each start whether it is bookable, ms. */
  readonly naiveTechnicians: number;
  readonly few: readonly number[];
  readonly naive: readonly number[];
  readonly found: number;
}

const NOW = MONDAY + 6 * HOUR;

/** Slots for tickets out of warm caches, beside asking every start of every technician. */
export function measureSlots({ technicians = 200, tickets = 60, naiveTechnicians = 10 } = {}): SlotsMeasured {
  const random = seeded(5);
  const people = staff(technicians, random);
  const window = { start: MONDAY, end: MONDAY + 28 * DAY };
  const began = performance.now();
  const free = people.map((one) => freeTime(one, window, 'on-site', policy));
  const warming = performance.now() - began;
  // A table as a route service leaves behind, so that looking things up is part of what is measured.
  const points = Array.from({ length: 100 }, () => somewhere(random));
  const minutes = points.map(() => points.map(() => 10 + Math.floor(random() * 40)));
  const table = withMatrix(
    new Map(),
    { source: 'azure-maps', origins: points, destinations: points, minutes },
    policy.travel,
  );
  const facts: SlotFacts = { now: NOW, people: free, travel: travelWith(policy.travel, table), policy };
  const wanted = Array.from({ length: tickets }, (_, n) => request(n, technicians, random));
  // The first ones make the engine compile.
  for (const one of wanted.slice(0, 10)) offerSlots(one, facts);
  let found = 0;
  const own: number[] = [];
  const offers = wanted.map((one) => {
    const start = performance.now();
    const used = process.cpuUsage();
    found = offerSlots(one, facts).found;
    const { user, system } = process.cpuUsage(used);
    own.push((user + system) / 1_000);
    return performance.now() - start;
  });
  const few: number[] = [];
  const naive: number[] = [];
  for (const one of wanted.slice(0, 3)) {
    const asked = { ...one, seats: one.seats.map((seat) => seat.slice(0, naiveTechnicians)) };
    const start = performance.now();
    const searched = searchSlots(asked, facts).candidates.length;
    few.push(performance.now() - start);
    const again = performance.now();
    const bookable = new Set<number>();
    for (const { personId } of asked.seats[0] ?? [])
      for (let at = NOW; at <= NOW + policy.farthestDays * DAY; at += policy.grid * MINUTE)
        if (isBookable(asked, { start: at, end: at + one.minutes * MINUTE, personIds: [personId] }, facts).ok)
          bookable.add(at);
    naive.push(performance.now() - again);
    if (bookable.size !== searched) throw new Error(`Found ${searched} starts, and ${bookable.size} one by one.`);
  }
  return { technicians, warming, offers, own, naiveTechnicians, few, naive, found };
}

const BOUND_MS = 50;

export function saySlots({
  technicians,
  warming,
  offers,
  own,
  naiveTechnicians,
  few,
  naive,
  found,
}: SlotsMeasured): string {
  const ratio = median(naive) / median(few);
  // A machine that is busy with others makes the clock run on, so the bound is on our own time.
  const held = quantile(own, 0.95) <= BOUND_MS ? 'HELD' : 'LOST';
  return `
Slots for a ticket: ${technicians} technicians, four weeks, ${offers.length} tickets, ${found} starts found for the last one.
  processor time: median ${figure(median(own))} ms, p95 ${figure(quantile(own, 0.95))} ms   ${held} (p95 at most ${BOUND_MS} ms)
  by the clock: median ${figure(median(offers))} ms, p95 ${figure(quantile(offers, 0.95))} ms, longest ${figure(Math.max(...offers))} ms
  the same starts by asking of each one, ${naiveTechnicians} technicians: ${figure(median(naive))} ms, ${figure(ratio)} times as long as the search
  filling the caches from facts: ${figure(warming)} ms`;
}
