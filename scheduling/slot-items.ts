import type { VisitRequest } from './facts.ts';
import type { Fit, Legs } from './day-route.ts';
import type { FreeDay } from './free-time.ts';
import type { SchedulingPolicy } from './policy.ts';
import type { TravelBasis } from './travel.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a slot costs, each in minutes of somebody's time. */
export const SLOT_ITEMS = ['travel', 'wait', 'breach', 'fragment', 'fairness', 'person', 'wish'] as const;
export type SlotItemCode = (typeof SLOT_ITEMS)[number];

/** One reason in a slot's bill: `cost` in hundredths of a minute, an integer. An assumption is said, never hidden. */
export interface SlotItem {
  readonly code: SlotItemCode;
  readonly cost: number;
  readonly basis: 'fact' | 'estimate' | 'assumption';
}

const BASIS: Readonly<Record<TravelBasis, SlotItem['basis']>> = {
  matrix: 'fact',
  estimate: 'estimate',
  assumption: 'assumption',
};

/** What a time costs whoever comes: waiting, a broken promise, a wish not met. Hundredths of a minute. */
export interface TimeCosts {
  readonly wait: number;
  readonly breach: number;
  readonly wish: number;
}

/** What a time costs with one person: hundredths of a minute. */
export interface PersonCosts {
  readonly travel: number;
  readonly fragment: number;
  readonly fairness: number;
  readonly person: number;
}

/** `wished`: at a part of day and on a weekday that the client asked for, or nothing was asked. */
export function timeCosts(
  request: VisitRequest,
  start: number,
  now: number,
  wished: boolean,
  { prices }: SchedulingPolicy,
): TimeCosts {
  const late = request.deadline === undefined ? 0 : start + request.minutes * MINUTE - request.deadline;
  return {
    wait: Math.round((Math.max(0, start - now) / DAY) * prices.waitPerDay * 100),
    breach: late > 0 ? Math.round((prices.breach + (late / HOUR) * prices.breachPerHour) * 100) : 0,
    wish: wished ? 0 : prices.notWished * 100,
  };
}

export function personCosts(
  choiceMinutes: number,
  fit: Fit,
  legs: Legs,
  start: number,
  stay: number,
  day: FreeDay | undefined,
  { prices }: SchedulingPolicy,
): PersonCosts {
  const { from, to } = fit.window;
  const lost =
    remainder(start - legs.beforeMinutes * MINUTE - from, prices.usable) +
    remainder(to - (start + stay + legs.afterMinutes * MINUTE), prices.usable);
  return {
    travel: legs.travelMinutes * 100,
    fragment: Math.round(lost * prices.fragmentPercent),
    fairness: (day?.visits ?? 0) * prices.perVisitThatDay * 100,
    person: Math.round(choiceMinutes * 100),
  };
}

/** Minutes of free time that are left over and too short for anything. */
function remainder(ms: number, usable: number): number {
  const minutes = ms / MINUTE;
  return minutes > 0 && minutes < usable ? minutes : 0;
}

/** The bill in order; a line of zero that rests on facts says nothing and is left out. */
export function billOf(time: TimeCosts, people: readonly PersonCosts[], travel: TravelBasis): SlotItem[] {
  const sum = (code: keyof PersonCosts) => people.reduce((total, one) => total + one[code], 0);
  const costs: Readonly<Record<SlotItemCode, number>> = {
    travel: sum('travel'),
    wait: time.wait,
    breach: time.breach,
    fragment: sum('fragment'),
    fairness: sum('fairness'),
    person: sum('person'),
    wish: time.wish,
  };
  return SLOT_ITEMS.flatMap((code) => {
    const basis = code === 'travel' ? BASIS[travel] : 'fact';
    return costs[code] === 0 && basis === 'fact' ? [] : [{ code, cost: costs[code], basis }];
  });
}
