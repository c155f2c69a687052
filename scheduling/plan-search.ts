import type { Interval } from '../model/technician.ts';
import type { Assignment, DisruptionBudget } from './day-plan.ts';
import type { Driver, RouteRules, Stand, Task } from './route.ts';

const MINUTE = 60_000;

/** Work as the search sees it. */
export interface Job extends Task {
  readonly at: Assignment | undefined;
  readonly hold: 'movable' | 'confirmed' | 'fixed';
  readonly windows: readonly Interval[];
  readonly can: readonly string[];
  /** Must get a new place whatever it costs; handing it over does not count as a move if its time stays. */
  readonly due: boolean;
}

/** Everybody's day so far, and what has been disrupted to get there. */
export interface PlanState {
  readonly routes: ReadonlyMap<string, readonly Stand[]>;
  readonly pending: readonly string[];
  /** Placed by this plan, which does not touch it again. */
  readonly placed: ReadonlyMap<string, Assignment>;
  readonly unplaced: readonly string[];
  /** Other work that had to leave its place: limited by the budget. */
  readonly upset: number;
  /** That work, plus work placed at another time. */
  readonly moves: number;
  readonly confirmed: number;
  readonly shifted: number;
  readonly travel: number;
}

/** States kept per number of unplaced works and moves. More would find the same plans, later. */
const BEAM = 12;

/**
 * Searches for the plan that places the most, disrupts the fewest and then drives the least. Works are placed one after
 * the other; an occupied place is used if the budget lets its works move, and those are placed next (ejection chains).
 * It is a bounded beam search: the same input produces the same plan, and a day of twelve technicians takes well under
 * a second.
 */
export function searchPlan(
  rules: RouteRules,
  drivers: readonly Driver[],
  jobs: ReadonlyMap<string, Job>,
  start: PlanState,
  budget: DisruptionBudget,
  grid: number,
): PlanState {
  let best: PlanState | undefined;
  let level: readonly PlanState[] = [start];
  while (level.length > 0) {
    const grown: PlanState[] = [];
    for (const state of level) {
      if (state.pending.length === 0) {
        if (best === undefined || compare(state, best) < 0) best = state;
      } else if (best === undefined || compare(state, best) <= 0) {
        grown.push(...grow(rules, drivers, jobs, state, budget, grid));
      }
    }
    level = narrowed(grown);
  }
  return best ?? { ...start, pending: [], unplaced: start.pending };
}

/**
 * Ordered by unplaced, then confirmed clients, moves, travel, minutes. All of them can only grow, so a worse state is
 * dropped.
 */
function compare(a: PlanState, b: PlanState): number {
  return (
    a.unplaced.length - b.unplaced.length ||
    a.confirmed - b.confirmed ||
    a.moves - b.moves ||
    (a.pending.length === 0 && b.pending.length === 0 ? a.travel - b.travel || a.shifted - b.shifted : 0)
  );
}

function narrowed(states: readonly PlanState[]): PlanState[] {
  const classes = new Map<string, PlanState[]>();
  for (const state of states) {
    const key = `${state.unplaced.length} ${state.confirmed} ${state.moves}`;
    const list = classes.get(key);
    if (list === undefined) classes.set(key, [state]);
    else list.push(state);
  }
  // The sort is stable, so equal states keep the order in which they were found.
  return [...classes.values()].flatMap((list) =>
    list.sort((a, b) => a.travel - b.travel || a.shifted - b.shifted).slice(0, BEAM),
  );
}

function grow(
  rules: RouteRules,
  drivers: readonly Driver[],
  jobs: ReadonlyMap<string, Job>,
  state: PlanState,
  budget: DisruptionBudget,
  grid: number,
): PlanState[] {
  const [id, ...pending] = state.pending;
  const job = jobs.get(id ?? '');
  if (job === undefined) return [];
  const grown: PlanState[] = [];
  for (const driver of drivers) {
    if (!job.can.includes(driver.personId)) continue;
    const route = state.routes.get(driver.personId) ?? [];
    const before = rules.travel(driver, route);
    for (const start of startsFor(rules, driver, route, job, grid)) {
      const at = { personId: driver.personId, start };
      const same = job.at?.personId === at.personId && job.at.start === start;
      if (same && !job.due) continue;
      const made = makeRoom(rules, driver, route, { ...taskOf(job), start }, (other) => {
        const one = jobs.get(other);
        return one !== undefined && one.hold !== 'fixed' && !one.due && !state.placed.has(other);
      });
      if (made === undefined) continue;
      const shift = job.at === undefined ? 0 : Math.abs(start - job.at.start) / MINUTE;
      // Work that is handed over has lost its technician anyway: a new time affects only clients who had confirmed the
      // old one.
      const shifted = state.shifted + (job.due && job.hold !== 'confirmed' ? 0 : shift);
      const retimed = job.due && shift > 0;
      const confirmedOut = made.gone.filter((other) => jobs.get(other)?.hold === 'confirmed').length;
      const upset = state.upset + made.gone.length;
      const moves = state.moves + made.gone.length + (retimed ? 1 : 0);
      const confirmed = state.confirmed + confirmedOut + (retimed && job.hold === 'confirmed' ? 1 : 0);
      if (upset > budget.moves || confirmed > budget.confirmed || shifted > budget.shiftedMinutes) continue;
      grown.push({
        routes: new Map(state.routes).set(driver.personId, made.route),
        pending: [...pending, ...made.gone],
        placed: new Map(state.placed).set(job.id, at),
        unplaced: state.unplaced,
        upset,
        moves,
        confirmed,
        shifted,
        travel: state.travel + rules.travel(driver, made.route) - before,
      });
    }
  }
  // Only work that needs a new place may remain without one; other work is never left unplaced.
  if (job.due) grown.push({ ...state, pending, unplaced: [...state.unplaced, job.id] });
  return grown;
}

function taskOf({ id, site, stay, arrive, clear }: Job): Task {
  return { id, site, stay, arrive, clear };
}

/**
 * The route with the new work in it, and which works had to leave; `undefined` when a work that may not move is in the
 * way.
 */
function makeRoom(
  rules: RouteRules,
  driver: Driver,
  route: readonly Stand[],
  added: Stand,
  mayLeave: (id: string) => boolean,
): { readonly route: readonly Stand[]; readonly gone: readonly string[] } | undefined {
  if (!rules.works(driver, added)) return undefined;
  const earlier = route.filter((one) => one.start < added.start);
  const later = route.filter((one) => one.start >= added.start);
  const gone: string[] = [];
  for (let last = earlier.at(-1); last !== undefined && !rules.direct(driver, last, added); last = earlier.at(-1)) {
    if (!mayLeave(last.id)) return undefined;
    gone.push(last.id);
    earlier.pop();
  }
  for (let [first] = later; first !== undefined && !rules.direct(driver, added, first); [first] = later) {
    if (!mayLeave(first.id)) return undefined;
    gone.push(first.id);
    later.shift();
  }
  if (!rules.joins(driver, earlier.at(-1), added) || !rules.joins(driver, added, later[0])) return undefined;
  return { route: [...earlier, added, ...later], gone };
}

/**
 * The starts worth trying: the former time, the ends of each interval of working time, and next to or in place of
 * everything on the route. Times in between gain nothing.
 */
function startsFor(
  rules: RouteRules,
  driver: Driver,
  route: readonly Stand[],
  job: Job,
  grid: number,
): readonly number[] {
  const up = (at: number) => Math.ceil(at / grid) * grid;
  const down = (at: number) => Math.floor(at / grid) * grid;
  const out = rules.way(driver, undefined, job.site);
  const home = rules.way(driver, job.site, undefined);
  const tail = job.stay + job.clear;
  const starts = new Set<number>(job.at === undefined ? [] : [job.at.start]);
  for (const { start, end } of driver.open.reach) starts.add(up(start + out + job.arrive)).add(down(end - home - tail));
  for (const { start, end } of driver.open.work) starts.add(up(start)).add(down(end - job.stay));
  for (const { start, end } of job.windows) starts.add(up(start)).add(down(end - job.stay));
  for (const other of route) {
    const after = other.start + other.stay + other.clear + rules.way(driver, other.site, job.site) + job.arrive;
    const before = other.start - other.arrive - rules.way(driver, job.site, other.site) - tail;
    starts.add(up(after)).add(down(before)).add(other.start);
  }
  const allowed = (at: number) =>
    at === job.at?.start || job.windows.some(({ start, end }) => start <= at && at + job.stay <= end);
  return [...starts].filter(allowed).sort((a, b) => a - b);
}
