import { holding } from '../model/intervals.ts';
import type { Interval } from '../model/technician.ts';
import type { OpenTime } from './open-time.ts';
import type { Site, Travel } from './travel.ts';

const MINUTE = 60_000;

/** One technician whose day is planned: open time without any visits taken out, and where trips begin and end. */
export interface Driver {
  readonly personId: string;
  readonly open: Pick<OpenTime, 'work' | 'reach'>;
  readonly base: Site;
}

/**
 * Work with a length. Work without travel is done at base, so its site is left out. `arrive` and `clear`, ms, are
 * kept free around it besides travel.
 */
export interface Task {
  readonly id: string;
  readonly site: Site | undefined;
  readonly stay: number;
  readonly arrive: number;
  readonly clear: number;
}

/** A task at its time. */
export interface Stand extends Task {
  readonly start: number;
}

/**
 * The rules of a route, for planners that decide about whole days. Every stretch of reachable time is a trip: it
 * begins and ends at base, and the visits within it are driven to one after the other.
 */
export class RouteRules {
  readonly #travel: Travel;
  /** Ways are asked for again and again while a plan is searched. */
  readonly #known = new Map<Site, Map<Site, number>>();

  constructor(travel: Travel) {
    this.#travel = travel;
  }

  /** Minutes from one site to another as ms; no site is base. */
  way(driver: Driver, from: Site | undefined, to: Site | undefined): number {
    const [a, b] = [from ?? driver.base, to ?? driver.base];
    if (a === b) return 0;
    let row = this.#known.get(a);
    if (row === undefined) this.#known.set(a, (row = new Map<Site, number>()));
    const known = row.get(b);
    if (known !== undefined) return known;
    const minutes = this.#travel(a, b).minutes * MINUTE;
    row.set(b, minutes);
    return minutes;
  }

  trip(driver: Driver, at: Stand): Interval | undefined {
    return holding(driver.open.reach, at.start, at.start + at.stay);
  }

  /** Whether the task itself lies in working time. */
  works(driver: Driver, at: Stand): boolean {
    return holding(driver.open.work, at.start, at.start + at.stay) !== undefined;
  }

  /** Time enough from the end of one to the start of the other, wherever breaks lie. */
  direct(driver: Driver, one: Stand, other: Stand): boolean {
    const way = this.way(driver, one.site, other.site);
    return one.start + one.stay + one.clear + way + other.arrive <= other.start;
  }

  /** Reached from base within its trip. */
  outward(driver: Driver, at: Stand): boolean {
    const trip = this.trip(driver, at);
    return trip !== undefined && at.start - at.arrive - this.way(driver, undefined, at.site) >= trip.start;
  }

  /** Home within its trip. */
  homeward(driver: Driver, at: Stand): boolean {
    const trip = this.trip(driver, at);
    return trip !== undefined && at.start + at.stay + at.clear + this.way(driver, at.site, undefined) <= trip.end;
  }

  /**
   * Whether the trips around two neighbours hold, or the route's beginning or end (`undefined`): within one trip the
   * way between them is all there is (direct() says whether it fits), else one leads home and the other comes from there.
   */
  joins(driver: Driver, one: Stand | undefined, other: Stand | undefined): boolean {
    if (one !== undefined && other !== undefined) {
      const trip = this.trip(driver, one);
      if (trip !== undefined && trip === this.trip(driver, other)) return true;
    }
    return (one === undefined || this.homeward(driver, one)) && (other === undefined || this.outward(driver, other));
  }

  /** Travel of a whole route, ms. */
  travel(driver: Driver, route: readonly Stand[]): number {
    let [sum, last]: [number, Stand | undefined] = [0, undefined];
    for (const stand of route) {
      const on = last !== undefined && this.trip(driver, last) === this.trip(driver, stand);
      if (last !== undefined && !on) sum += this.way(driver, last.site, undefined);
      sum += this.way(driver, on ? last?.site : undefined, stand.site);
      last = stand;
    }
    return last === undefined ? sum : sum + this.way(driver, last.site, undefined);
  }

  /**
   * What to keep free around each: the way there before it, and after the last of a trip the way home. No minute is
   * kept twice.
   */
  kept(driver: Driver, route: readonly Stand[]): { id: string; beforeMinutes: number; afterMinutes: number }[] {
    return route.map((stand, n) => {
      const trip = this.trip(driver, stand);
      const near = (other: Stand | undefined) =>
        other !== undefined && this.trip(driver, other) === trip ? other : undefined;
      const [prev, next] = [near(route[n - 1]), near(route[n + 1])];
      const home = next === undefined ? this.way(driver, stand.site, undefined) : 0;
      return {
        id: stand.id,
        beforeMinutes: (stand.arrive + this.way(driver, prev?.site, stand.site)) / MINUTE,
        afterMinutes: (stand.clear + home) / MINUTE,
      };
    });
  }
}
