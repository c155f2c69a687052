import { routeDay, travelWith, type Driver, type Errand } from '../../scheduling/index.ts';
import { siteOf } from '../../scheduling/travel.ts';
import { figure, median } from '../figures.ts';
import { exactDay, type PlainDay } from './exact.ts';
import { HOUR, MINUTE, MONDAY, policy, seeded, somewhere } from './world.ts';

export interface RoutesMeasured {
  /** Our travel over the exact optimum's, per day; where both serve as many visits. */
  readonly ratios: readonly number[];
  /** Days on which we served fewer visits than the optimum. */
  readonly fewer: number;
  readonly ours: readonly number[];
  readonly exact: readonly number[];
}

const travel = travelWith(policy.travel);
const SHIFT = { start: MONDAY + 8 * HOUR, end: MONDAY + 17 * HOUR };
const CLEAR = 10;

interface Day {
  readonly drivers: readonly Driver[];
  readonly errands: readonly Errand[];
}

/** 12 visits in a town for three technicians: two pinned, windows of two hours or half a day, some free. */
export function randomDay(seed: number): Day {
  const random = seeded(seed);
  const drivers = [0, 1, 2].map((n): Driver => ({
    personId: `t${n}`,
    open: { work: [SHIFT], reach: [SHIFT] },
    base: siteOf({ address: '', point: somewhere(random) }),
  }));
  const errands = Array.from({ length: 12 }, (_, n): Errand => {
    const stay = (30 + Math.floor(random() * 4) * 15) * MINUTE;
    const kind = random();
    const pinned = n < 2;
    const at = MONDAY + (9 + n * 4 + Math.floor(random() * 8) / 4) * HOUR;
    const opens = MONDAY + (8 + Math.floor(random() * 6)) * HOUR;
    const noon = MONDAY + 12.5 * HOUR;
    return {
      id: `v${String(n).padStart(2, '0')}`,
      site: siteOf({ address: '', point: somewhere(random) }),
      stay,
      arrive: 0,
      clear: CLEAR * MINUTE,
      can: pinned ? [`t${n}`] : ['t0', 't1', 't2'],
      window: pinned
        ? { start: at, end: at + stay }
        : kind < 0.3
          ? SHIFT
          : kind < 0.6
            ? random() < 0.5
              ? { start: SHIFT.start, end: noon }
              : { start: noon, end: SHIFT.end }
            : { start: opens, end: opens + 2 * HOUR + stay },
    };
  });
  return { drivers, errands };
}

/** The same day as the exact solver reads it. */
export function plain({ drivers, errands }: Day): PlainDay {
  const minutes = (at: number) => (at - MONDAY) / MINUTE;
  const way = (a: Driver['base'] | undefined, b: Driver['base'] | undefined) =>
    a === undefined || b === undefined ? 0 : travel(a, b).minutes;
  return {
    shift: [minutes(SHIFT.start), minutes(SHIFT.end)],
    visits: errands.map(({ stay, window, can }) => ({
      minutes: stay / MINUTE,
      clear: CLEAR,
      window: [minutes(window.start), minutes(window.end)],
      can: drivers.flatMap(({ personId }, n) => (can.includes(personId) ? [n] : [])),
    })),
    between: errands.map((a) => errands.map((b) => way(a.site, b.site))),
    out: drivers.map(({ base }) => errands.map(({ site }) => way(base, site))),
    home: drivers.map(({ base }) => errands.map(({ site }) => way(site, base))),
  };
}

export function measureRoutes({ days = 100 } = {}): RoutesMeasured {
  const ratios: number[] = [];
  const ours: number[] = [];
  const exact: number[] = [];
  let fewer = 0;
  for (let seed = 1; seed <= days; seed += 1) {
    const day = randomDay(seed);
    let began = performance.now();
    const routed = routeDay(day.drivers, day.errands, travel);
    ours.push(performance.now() - began);
    began = performance.now();
    const best = exactDay(plain(day));
    exact.push(performance.now() - began);
    if (day.errands.length - routed.unplaced.length < best.served) fewer += 1;
    else ratios.push(routed.travel / MINUTE / best.travel);
  }
  return { ratios, fewer, ours, exact };
}

const MEDIAN_BOUND = 1.05;
const WORST_BOUND = 1.15;

export function sayRoutes({ ratios, fewer, ours, exact }: RoutesMeasured): string {
  const [middle, worst] = [median(ratios), Math.max(...ratios)];
  const held = middle <= MEDIAN_BOUND && worst <= WORST_BOUND && fewer === 0 ? 'HELD' : 'LOST';
  const percent = (ratio: number) => `${((ratio - 1) * 100).toFixed(1)} %`;
  const optimal = ratios.filter((ratio) => ratio < 1 + 1e-9).length;
  return `
Days of 12 visits, 3 technicians, windows, two pinned: ${ratios.length + fewer} seeded days beside the exact optimum.
  travel above the optimum: median ${percent(middle)}, worst ${percent(worst)}, none on ${optimal} days; fewer visits served on ${fewer} days   ${held} (5 % in the median, 15 % at worst)
  a day takes ${figure(median(ours))} ms, longest ${figure(Math.max(...ours))} ms; the exact solver ${figure(median(exact))} ms`;
}
