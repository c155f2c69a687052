import { without } from '../model/intervals.ts';
import {
  DEFAULT_BUDGET,
  undoOf,
  type Assignment,
  type Change,
  type DayPlan,
  type Disruption,
  type DisruptionBudget,
  type PlannedWork,
} from './day-plan.ts';
import { searchPlan, type Job, type PlanState } from './plan-search.ts';
import type { SchedulingPolicy } from './policy.ts';
import { RouteRules, type Driver, type Stand } from './route.ts';
import { siteOf, type Travel } from './travel.ts';

const MINUTE = 60_000;
/** The largest disruption that is examined, to say what a place would need. */
const LARGEST_BUDGET: DisruptionBudget = { moves: 6, shiftedMinutes: 7 * 24 * 60, confirmed: 6 };

/** Who moves, from when to when, and why. */
export interface Move {
  readonly id: string;
  readonly why: 'emergency' | 'handover' | 'makes-room';
  readonly from: Assignment | undefined;
  readonly to: Assignment;
  /** How far the time shifts; 0 when only the technician changes. */
  readonly shiftedMinutes: number;
  /** The client had confirmed the old time and must be told first. */
  readonly confirmed: boolean;
}

/**
 * Work without a new place, which stays where it is. `over-budget`: a larger budget, `needs`, would place it. `fixed`:
 * not ours to hand over.
 */
export interface Unplaced {
  readonly id: string;
  readonly code: 'no-room' | 'over-budget' | 'nobody-known' | 'fixed';
  readonly needs?: DisruptionBudget;
  /** People whose time is unknown, each a sentence with the next step. */
  readonly why: readonly string[];
}

/** A plan to show before anything moves: `apply` carries it out, `undo` takes it back. */
export interface DayPreview {
  readonly moves: readonly Move[];
  readonly unplaced: readonly Unplaced[];
  readonly apply: readonly Change[];
  readonly undo: readonly Change[];
  /** How much of the budget it uses. */
  readonly used: DisruptionBudget;
  /** Minutes of driving more (or, negative, less) than before, all technicians together. */
  readonly travelMinutes: number;
  /** What the changed days keep free around each visit once the plan is applied. */
  readonly kept: readonly {
    readonly id: string;
    readonly personId: string;
    readonly beforeMinutes: number;
    readonly afterMinutes: number;
  }[];
}

/**
 * Replans as little as possible so that an emergency is served or an absent technician's work is done by others: fewest
 * unplaced, then fewest confirmed clients, fewest moves, least travel. Nothing moves beyond the budget; work without a
 * place is reported with the budget that would be enough.
 */
export function planDay(
  plan: DayPlan,
  disruption: Disruption,
  travel: Travel,
  policy: SchedulingPolicy,
  budget: DisruptionBudget = DEFAULT_BUDGET,
): DayPreview {
  const rules = new RouteRules(travel);
  const hit = hitBy(disruption, plan.work);
  const due = new Set(hit.filter(({ hold }) => hold !== 'fixed').map(({ id }) => id));
  const asTheyStood = plan.people.flatMap(({ personId, open, base }): Driver[] =>
    open.known ? [{ personId, open, base: siteOf(base) }] : [],
  );
  const drivers = asTheyStood.map((driver) => withoutAbsence(driver, disruption));
  const jobs = new Map(plan.work.map((work) => [work.id, jobOf(work, due.has(work.id), policy)]));
  const routes = new Map(drivers.map(({ personId }) => [personId, routeOf(jobs, personId)]));
  const stood = new Map([...jobs].map(([id, job]) => [id, { ...job, due: false }]));
  const travelBefore = totalTravel(
    rules,
    asTheyStood,
    new Map(drivers.map(({ personId }) => [personId, routeOf(stood, personId)])),
  );
  const start: PlanState = {
    routes,
    // Hardest first: the work with the fewest people and the least room to choose from.
    pending: [...due].sort((a, b) => freedom(jobs.get(a)) - freedom(jobs.get(b)) || (a < b ? -1 : 1)),
    placed: new Map(),
    unplaced: [],
    upset: 0,
    moves: 0,
    confirmed: 0,
    shifted: 0,
    travel: 0,
  };
  const grid = policy.grid * MINUTE;
  const found = searchPlan(rules, drivers, jobs, start, budget, grid);
  const moves = movesOf(found, jobs, disruption);
  const apply = moves.map(({ id, from, to }): Change => ({ id, from, to }));
  return {
    moves,
    unplaced: [
      ...hit.filter(({ hold }) => hold === 'fixed').map(({ id }) => ({ id, code: 'fixed' as const, why: [] })),
      ...found.unplaced.map((id) =>
        whyUnplaced(id, plan, jobs, () => {
          const again = { ...found, pending: [id], unplaced: [] };
          return searchPlan(rules, drivers, jobs, again, LARGEST_BUDGET, grid);
        }),
      ),
    ],
    apply,
    undo: undoOf(apply),
    used: { moves: found.upset, shiftedMinutes: found.shifted, confirmed: found.confirmed },
    travelMinutes: Math.round((totalTravel(rules, drivers, found.routes) - travelBefore) / MINUTE),
    kept: drivers.flatMap((driver) => {
      const route = found.routes.get(driver.personId) ?? [];
      if (route === routes.get(driver.personId)) return [];
      return rules.kept(driver, route).map((one) => ({ ...one, personId: driver.personId }));
    }),
  };
}

/** Work that needs a new place: the emergency itself, or everything the absent technician has in that time. */
function hitBy(disruption: Disruption, work: readonly PlannedWork[]): PlannedWork[] {
  if (disruption.kind === 'emergency') return work.filter(({ id }) => disruption.workIds.includes(id));
  const { personId, from, to } = disruption;
  return work.filter(
    ({ at, minutes }) => at?.personId === personId && at.start < to && at.start + minutes * MINUTE > from,
  );
}

function withoutAbsence(driver: Driver, disruption: Disruption): Driver {
  if (disruption.kind !== 'absent' || disruption.personId !== driver.personId) return driver;
  const gone = [{ start: disruption.from, end: disruption.to }];
  const { work, reach } = driver.open;
  return { ...driver, open: { work: without(work, gone), reach: without(reach, gone) } };
}

function jobOf(work: PlannedWork, due: boolean, policy: SchedulingPolicy): Job {
  const { id, kind, place, at, hold, windows, can } = work;
  const buffers = kind === 'queued' ? { before: 0, after: 0 } : policy.buffers[kind];
  return {
    id,
    site: kind === 'on-site' ? siteOf(place) : undefined,
    stay: work.minutes * MINUTE,
    arrive: buffers.before * MINUTE,
    clear: buffers.after * MINUTE,
    at,
    hold,
    windows,
    can,
    due,
  };
}

function routeOf(jobs: ReadonlyMap<string, Job>, personId: string): Stand[] {
  const route: Stand[] = [];
  for (const { id, site, stay, arrive, clear, at, due } of jobs.values())
    if (at?.personId === personId && !due) route.push({ id, site, stay, arrive, clear, start: at.start });
  return route.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

/** People times minutes to choose from. */
function freedom(job: Job | undefined): number {
  if (job === undefined) return 0;
  return job.can.length * job.windows.reduce((sum, { start, end }) => sum + Math.max(0, end - start - job.stay), 0);
}

function totalTravel(
  rules: RouteRules,
  drivers: readonly Driver[],
  routes: ReadonlyMap<string, readonly Stand[]>,
): number {
  return drivers.reduce((sum, driver) => sum + rules.travel(driver, routes.get(driver.personId) ?? []), 0);
}

function movesOf(state: PlanState, jobs: ReadonlyMap<string, Job>, disruption: Disruption): Move[] {
  return [...state.placed].flatMap(([id, to]): Move[] => {
    const job = jobs.get(id);
    if (job?.at?.personId === to.personId && job.at.start === to.start) return [];
    const move: Move = {
      id,
      why: job?.due !== true ? 'makes-room' : disruption.kind === 'emergency' ? 'emergency' : 'handover',
      from: job?.at,
      to,
      shiftedMinutes: job?.at === undefined ? 0 : Math.abs(to.start - job.at.start) / MINUTE,
      confirmed: job?.hold === 'confirmed',
    };
    return [move];
  });
}

function whyUnplaced(
  id: string,
  { people }: DayPlan,
  jobs: ReadonlyMap<string, Job>,
  withMore: () => PlanState,
): Unplaced {
  const can = jobs.get(id)?.can ?? [];
  const asked = people.filter(({ personId }) => can.includes(personId));
  const why = asked.flatMap(({ open }) => (open.known ? [] : [open.why]));
  if (asked.every(({ open }) => !open.known)) return { id, code: 'nobody-known', why };
  const more = withMore();
  if (more.unplaced.length > 0) return { id, code: 'no-room', why };
  const needs = { moves: more.upset, shiftedMinutes: more.shifted, confirmed: more.confirmed };
  return { id, code: 'over-budget', needs, why };
}
