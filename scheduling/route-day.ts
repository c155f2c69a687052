import type { Interval } from '../model/technician.ts';
import { RouteRules, type Driver, type Stand, type Task } from './route.ts';
import { seeded } from './seeded.ts';
import type { Travel } from './travel.ts';

/** A visit to be given to somebody. It lies within `window`; a pinned one has a window of its own length. */
export interface Errand extends Task {
  readonly window: Interval;
  /** Person ids who can take it; a pinned one has one. */
  readonly can: readonly string[];
}

export interface RoutedDay {
  readonly routes: readonly { readonly personId: string; readonly stops: readonly Stand[] }[];
  /** Nobody has room for these. */
  readonly unplaced: readonly string[];
  /** ms, all technicians together. */
  readonly travel: number;
}

const MINUTE = 60_000;
/** Places that cost nearly the same change ranks from round to round. */
const NOISE = 25 * MINUTE;
/** How much worse than the best a day may be to be gone on from, at first. */
const SLACK = 30 * MINUTE;
const LEFT_OUT = 24 * 60 * MINUTE;
/** What it would cost to wait for whoever has one driver left. */
const LAST_CHANCE = 7 * LEFT_OUT;
/** Rounds of taking out and putting back. More find little: the bench beside the exact optimum says how little. */
const ROUNDS = 1_000;

/**
 * Gives errands to technicians and orders them with least travel: as many as possible first, then the shortest ways.
 * Insertion by regret, then rounds in which a few neighbours are taken out and put back better (large neighbourhood
 * search: Shaw 1998, Pisinger and Ropke 2007). The same input gives the same day.
 */
export function routeDay(drivers: readonly Driver[], errands: readonly Errand[], travel: Travel): RoutedDay {
  const rules = new RouteRules(travel);
  const random = seeded(errands.length);
  const ordered = [...errands].sort((a, b) => (a.id < b.id ? -1 : 1));
  const nobody: Attempt = { routes: drivers.map(() => ({ order: [], travel: 0 })), left: ordered };
  let best = insertAll(rules, drivers, nobody, { noise: () => 0, shuffled: undefined });
  let current = best;
  for (let round = 0; round < ROUNDS; round += 1) {
    const ruined = ruin(rules, drivers, current, random);
    const noise = () => (random() - 0.5) * NOISE;
    const tried = insertAll(rules, drivers, ruined, { noise, shuffled: round % 2 === 0 ? undefined : random });
    if (costOf(tried) < costOf(best)) best = tried;
    // A little worse than the best is gone on from, so that the search leaves dead ends; less and less so.
    const slack = SLACK * (1 - round / ROUNDS);
    if (costOf(tried) <= costOf(best) + slack) current = tried;
  }
  return {
    routes: drivers.map((driver, n) => ({
      personId: driver.personId,
      stops: timed(rules, driver, best.routes[n]?.order ?? []) ?? [],
    })),
    unplaced: best.left.map(({ id }) => id),
    travel: travelOf(best),
  };
}

interface Route {
  readonly order: readonly Errand[];
  readonly travel: number;
}
interface Attempt {
  readonly routes: readonly Route[];
  readonly left: readonly Errand[];
}

function travelOf({ routes }: Attempt): number {
  return routes.reduce((sum, { travel }) => sum + travel, 0);
}

/** Whatever the way, it is shorter than a client left without anybody. */
function costOf(attempt: Attempt): number {
  return travelOf(attempt) + attempt.left.length * LEFT_OUT;
}

/** Each errand's earliest time in this order, or `undefined` when the order cannot be kept. */
function timed(rules: RouteRules, driver: Driver, order: readonly Errand[]): Stand[] | undefined {
  const stops: Stand[] = [];
  for (const errand of order) {
    const stop = earliest(rules, driver, stops.at(-1), errand);
    if (stop === undefined) return undefined;
    stops.push(stop);
  }
  return stops;
}

/** In the trip of the one before if that can be, else in the first later trip from base. */
function earliest(rules: RouteRules, driver: Driver, last: Stand | undefined, errand: Errand): Stand | undefined {
  const { reach, work } = driver.open;
  const done = last === undefined ? -Infinity : last.start + last.stay + last.clear;
  const arrived = done + (last === undefined ? 0 : rules.way(driver, last.site, errand.site));
  const lastTrip = last === undefined ? undefined : rules.trip(driver, last);
  for (const trip of reach) {
    if (trip.end <= Math.max(done, errand.window.start)) continue;
    const fromBase = trip.start + rules.way(driver, undefined, errand.site);
    const there = Math.max(arrived, trip === lastTrip ? -Infinity : fromBase) + errand.arrive;
    for (const stretch of work) {
      if (stretch.end <= there || stretch.end <= trip.start) continue;
      if (stretch.start >= trip.end) break;
      const { id, site, stay, arrive, clear, window } = errand;
      const stop = { id, site, stay, arrive, clear, start: Math.max(there, stretch.start, window.start) };
      const end = stop.start + stay;
      if (end > window.end) return undefined;
      if (end <= stretch.end && rules.homeward(driver, stop)) return stop;
    }
  }
  return undefined;
}

/** What makes rounds differ: ms added to a place's cost, and whether everybody's turn comes at random. */
interface Chance {
  readonly noise: () => number;
  readonly shuffled: (() => number) | undefined;
}

/** Puts in what is left, each time the one that would regret most to wait, or in any order. */
function insertAll(rules: RouteRules, drivers: readonly Driver[], from: Attempt, chance: Chance): Attempt {
  const routes = [...from.routes];
  let left = [...from.left];
  const places = new Map<Errand, (Route | undefined)[]>(
    left.map((errand) => [errand, drivers.map((driver, n) => bestPlace(rules, driver, routes[n], errand))]),
  );
  const unplaced: Errand[] = [];
  while (left.length > 0) {
    let chosen: { errand: Errand; driver: number; turn: number } | undefined;
    for (const errand of left) {
      const costs = (places.get(errand) ?? [])
        .map((place, driver) => ({
          driver,
          cost: place === undefined ? Infinity : place.travel - (routes[driver]?.travel ?? 0) + chance.noise(),
        }))
        .filter(({ cost }) => cost < Infinity)
        .sort((a, b) => a.cost - b.cost);
      const [first, second] = costs;
      if (first === undefined) continue;
      const regret = second === undefined ? LAST_CHANCE - first.cost : second.cost - first.cost;
      const turn = chance.shuffled === undefined ? regret : chance.shuffled();
      if (chosen === undefined || turn > chosen.turn) chosen = { errand, driver: first.driver, turn };
    }
    if (chosen === undefined) {
      unplaced.push(...left);
      break;
    }
    const { errand, driver: number } = chosen;
    const driver = drivers[number];
    const place = places.get(errand)?.[number];
    if (driver === undefined || place === undefined) break;
    routes[number] = place;
    left = left.filter((one) => one !== errand);
    for (const one of left) {
      const known = places.get(one);
      if (known !== undefined) known[number] = bestPlace(rules, driver, place, one);
    }
  }
  return { routes, left: unplaced };
}

/** The driver's route with the errand where it adds least travel, or `undefined` when it fits nowhere. */
function bestPlace(rules: RouteRules, driver: Driver, route: Route | undefined, errand: Errand): Route | undefined {
  if (!errand.can.includes(driver.personId)) return undefined;
  const order = route?.order ?? [];
  let best: Route | undefined;
  for (let at = 0; at <= order.length; at += 1) {
    const tried = [...order.slice(0, at), errand, ...order.slice(at)];
    const stops = timed(rules, driver, tried);
    if (stops === undefined) continue;
    const travel = rules.travel(driver, stops);
    if (travel < (best?.travel ?? Infinity)) best = { order: tried, travel };
  }
  return best;
}

/** Takes out an errand and those nearest to it in place and time: they can profit from each other's room. */
function ruin(rules: RouteRules, drivers: readonly Driver[], from: Attempt, random: () => number): Attempt {
  const placed = from.routes.flatMap(({ order }) => order);
  const [driver] = drivers;
  // Room for what has none is made around it.
  const around = from.left.length > 0 ? from.left : placed;
  const seed = around[Math.floor(random() * around.length)];
  if (seed === undefined || driver === undefined) return from;
  const count = 2 + Math.floor(random() * Math.min(8, placed.length));
  const gone = new Set(
    placed
      .map((errand) => ({ errand, far: apart(rules, driver, seed, errand) * random() }))
      .sort((a, b) => a.far - b.far)
      .slice(0, count)
      .map(({ errand }) => errand),
  );
  const left = [...from.left, ...gone];
  const routes = from.routes.map((route, n) => {
    const order = route.order.filter((errand) => !gone.has(errand));
    const of = drivers[n];
    if (order.length === route.order.length || of === undefined) return route;
    const stops = timed(rules, of, order);
    if (stops !== undefined) return { order, travel: rules.travel(of, stops) };
    // A map can make the way around by somebody quicker than the direct one.
    left.push(...order);
    return { order: [], travel: 0 };
  });
  return { routes, left };
}

/** Near in place and in time, ms. */
function apart(rules: RouteRules, driver: Driver, one: Errand, other: Errand): number {
  const between = Math.max(one.window.start - other.window.end, other.window.start - one.window.end, 0);
  return rules.way(driver, one.site, other.site) + between / 4;
}
