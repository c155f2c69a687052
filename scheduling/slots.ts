import { fitter, legsAt, tripOf, type Fit, type Trip } from './day-route.ts';
import type { Choice, VisitRequest } from './facts.ts';
import type { FreeTime, FreeTimeAnswer } from './free-time.ts';
import { gridOf, isWished, type Grid } from './grid.ts';
import { dayAt, dayRefusal } from './person-limits.ts';
import type { SchedulingPolicy } from './policy.ts';
import { billOf, personCosts, timeCosts } from './slot-items.ts';
import type { OfferedSlot, NoSlots, SlotSearch, Candidate } from './slot-search.ts';
import { spread } from './spread.ts';
import { type Travel } from './travel.ts';

const MINUTE = 60_000;

/** What a search sees: the request, the time, everybody's free time, and how long ways are. */
export interface SlotFacts {
  readonly now: number;
  /** Made by freeTime() for the request's kind of visit; people who are not asked for may be in it. */
  readonly people: readonly FreeTimeAnswer[];
  readonly travel: Travel;
  readonly policy: SchedulingPolicy;
}

/** What a client is shown, in order of time, and who could not be asked. */
export interface Offer {
  readonly slots: readonly OfferedSlot[];
  readonly noSlots: readonly NoSlots[];
  /** How many starts there were to pick from. */
  readonly found: number;
}

/**
 * The few times to show for a visit: ranked by cost, then spread over days and parts of day by the visit's id, so that
 * whoever clicks first does not take every good hour. The same facts give the same times.
 */
export function offerSlots(request: VisitRequest, facts: SlotFacts): Offer {
  const search = searchSlots(request, facts);
  const chosen = spread(search, request, facts.policy);
  return {
    slots: chosen.map((candidate) => search.slot(candidate)),
    noSlots: search.noSlots,
    found: search.candidates.length,
  };
}

/** One person in one free window, for one seat. */
interface Entry {
  readonly person: FreeTime;
  readonly fit: Fit;
  readonly choice: Choice;
}

/** The cheapest entries per start: as many as there are seats, so that nobody is needed twice. */
class SeatTable {
  readonly entries: Entry[] = [];
  readonly #cost: Float64Array;
  readonly #entry: Int32Array;
  readonly #keep: number;

  constructor(starts: number, keep: number) {
    this.#keep = keep;
    this.#cost = new Float64Array(starts * keep).fill(Infinity);
    this.#entry = new Int32Array(starts * keep).fill(-1);
  }

  /** Equal costs keep the one who came first in the seat's list. */
  add(n: number, cost: number, entry: number): void {
    let at = (n + 1) * this.#keep - 1;
    if (cost >= (this.#cost[at] ?? Infinity)) return;
    for (; at > n * this.#keep && cost < (this.#cost[at - 1] ?? Infinity); at -= 1) {
      this.#cost[at] = this.#cost[at - 1] ?? Infinity;
      this.#entry[at] = this.#entry[at - 1] ?? -1;
    }
    this.#cost[at] = cost;
    this.#entry[at] = entry;
  }

  at(n: number, place: number): { readonly cost: number; readonly entry: Entry } | undefined {
    const entry = this.entries[this.#entry[n * this.#keep + place] ?? -1];
    return entry && { cost: this.#cost[n * this.#keep + place] ?? Infinity, entry };
  }
}

/** All starts that can be kept, each with its cheapest people. Work a dispatcher's dialog can page through. */
export function searchSlots(request: VisitRequest, facts: SlotFacts): SlotSearch {
  const { now, policy } = facts;
  const grid = gridOf(request, now, policy);
  const trips = request.seats.map((_, seat) => tripOf(request, seat, policy));
  const noSlots = new Map<string, NoSlots>();
  const tables = request.seats.map((choices, seat) => {
    const table = new SeatTable(grid.length, request.seats.length);
    const trip = trips[seat];
    if (trip !== undefined) for (const choice of choices) scan(choice, trip, table, request, facts, grid, noSlots);
    return table;
  });
  const wished = grid.cells.map((cell) => isWished(request.wishes, cell));
  const costOf = (n: number, start: number) => {
    const costs = timeCosts(request, start, now, wished[grid.cellOf[n] ?? -1] ?? true, policy);
    return costs.wait + costs.breach + costs.wish;
  };
  const candidates: Candidate[] = [];
  for (let n = 0; n < grid.length; n += 1) {
    const crew = cheapestCrew(tables, n);
    if (crew === undefined) continue;
    const start = grid.first + n * grid.step;
    candidates.push({ n, start, cost: crew.cost + costOf(n, start), cell: grid.cellOf[n] ?? -1 });
  }
  return {
    candidates,
    cells: grid.cells,
    noSlots: [...noSlots.values()],
    slot: ({ n, start, cell }) => {
      const crew = cheapestCrew(tables, n)?.entries ?? [];
      return slotOf(request, crew, trips, start, wished[cell] ?? true, facts);
    },
  };
}

/** Writes one person's starts into a seat's table, or notes why there are none. */
function scan(
  choice: Choice,
  trip: Trip,
  table: SeatTable,
  request: VisitRequest,
  { people, travel, policy }: SlotFacts,
  grid: Grid,
  noSlots: Map<string, NoSlots>,
): void {
  const person = people.find(({ personId }) => personId === choice.personId);
  const refuse = (code: NoSlots['code'], why?: string) => {
    const { personId, name } = person ?? { personId: choice.personId, name: choice.personId };
    noSlots.set(personId, { personId, name, code, ...(why !== undefined && { why }) });
  };
  if (person === undefined) return refuse('no-facts');
  if (!person.known) return refuse(person.code, person.why);
  if (request.service !== undefined && !request.service.staff.includes(person.personId))
    return refuse('not-in-service');
  const fit = fitter(trip, person, travel, policy);
  const kept = (trip.arrive + trip.stay + trip.clear) / MINUTE;
  let found = false;
  let day = 0;
  for (const window of person.windows) {
    const at = fit(window);
    if (at === undefined) continue;
    const first = Math.max(0, Math.ceil((at.earliest - grid.first) / grid.step));
    const last = Math.min(grid.length - 1, Math.floor((at.latest - grid.first) / grid.step));
    const entry = table.entries.length;
    for (let n = first; n <= last; n += 1) {
      if (grid.open[n] === 0) continue;
      const start = grid.first + n * grid.step;
      day = dayAt(person, start, day);
      if (dayRefusal(person.days[day], request, kept, policy) !== undefined) continue;
      const legs = legsAt(at, start, trip, policy);
      const costs = personCosts(choice.minutes, at, legs, start, trip.stay, person.days[day], policy);
      if (table.entries.length === entry) table.entries.push({ person, fit: at, choice });
      table.add(n, costs.travel + costs.fragment + costs.fairness + costs.person, entry);
      found = true;
    }
  }
  if (!found) refuse('no-room');
}

/** One person per seat, nobody twice, cheapest together; of equal ones the first in the seats' order. */
function cheapestCrew(tables: readonly SeatTable[], n: number): { cost: number; entries: Entry[] } | undefined {
  let best: { cost: number; entries: Entry[] } | undefined;
  const seat = (number: number, entries: Entry[], cost: number) => {
    const table = tables[number];
    if (table === undefined) {
      if (entries.length > 0 && cost < (best?.cost ?? Infinity)) best = { cost, entries };
      return;
    }
    for (let place = 0; place < tables.length; place += 1) {
      const one = table.at(n, place);
      if (one === undefined) return;
      if (entries.some(({ person }) => person.personId === one.entry.person.personId)) continue;
      seat(number + 1, [...entries, one.entry], cost + one.cost);
    }
  };
  seat(0, [], 0);
  return best;
}

/** Makes the slot of a crew at a start, with its bill and each one's own travel. */
export function slotOf(
  request: VisitRequest,
  crew: readonly Entry[],
  trips: readonly Trip[],
  start: number,
  wished: boolean,
  { now, policy }: Pick<SlotFacts, 'now' | 'policy'>,
): OfferedSlot {
  const end = start + request.minutes * MINUTE;
  const members = crew.flatMap(({ person, fit, choice }, seat) => {
    const trip = trips[seat];
    if (trip === undefined) return [];
    const legs = legsAt(fit, start, trip, policy);
    const day = person.days[dayAt(person, start)];
    const costs = personCosts(choice.minutes, fit, legs, start, trip.stay, day, policy);
    return [{ personId: person.personId, legs, costs, basis: fit.basis }];
  });
  const [lead, ...others] = members;
  const basis = members.some((one) => one.basis === 'assumption')
    ? 'assumption'
    : members.some((one) => one.basis === 'estimate')
      ? 'estimate'
      : 'matrix';
  const items = billOf(
    timeCosts(request, start, now, wished, policy),
    members.map(({ costs }) => costs),
    basis,
  );
  return {
    start,
    end,
    personIds: members.map(({ personId }) => personId),
    beforeMinutes: lead?.legs.beforeMinutes ?? 0,
    afterMinutes: lead?.legs.afterMinutes ?? 0,
    ...(others.length > 0 && {
      others: others.map(({ personId, legs: { beforeMinutes, afterMinutes } }) => ({
        personId,
        beforeMinutes,
        afterMinutes,
      })),
    }),
    total: items.reduce((sum, { cost }) => sum + cost, 0),
    items,
    late: request.deadline !== undefined && end > request.deadline,
    wished,
  };
}
