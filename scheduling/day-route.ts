import type { FreeTime, FreeWindow } from './free-time.ts';
import type { VisitRequest } from './facts.ts';
import type { SchedulingPolicy } from './policy.ts';
import { siteOf, type Site, type Travel, type TravelBasis, type TravelTime } from './travel.ts';

const MINUTE = 60_000;

/** One visit with regard to travel: the same for everybody who could come. */
export interface Trip {
  readonly travels: boolean;
  readonly site: Site;
  /** Parts that the leading technician must fetch. */
  readonly detour: { readonly site: Site; readonly stay: number; readonly readyAt: number } | undefined;
  /** The length and the time kept free at each end besides travel, ms. */
  readonly stay: number;
  readonly arrive: number;
  readonly clear: number;
}

/** The request as the person in a seat travels it; only the first seat leads and fetches parts. */
export function tripOf(request: VisitRequest, seat: number, policy: SchedulingPolicy): Trip {
  const buffers = policy.buffers[request.kind];
  const travels = request.kind === 'on-site';
  const { parts, service } = request;
  return {
    travels,
    site: siteOf(travels ? request.place : undefined),
    detour:
      travels && seat === 0 && parts !== undefined
        ? { site: siteOf(parts.place), stay: parts.minutes * MINUTE, readyAt: parts.readyAt ?? -Infinity }
        : undefined,
    stay: request.minutes * MINUTE,
    arrive: Math.max(buffers.before, service?.preBufferMinutes ?? 0) * MINUTE,
    clear: Math.max(buffers.after, service?.postBufferMinutes ?? 0) * MINUTE,
  };
}

/**
 * A visit in one free window of one technician. A day is a route: a technician without a visit directly before or after
 * comes from base and returns to it, and calendar entries without a place are assumed to be at base.
 */
export interface Fit {
  /** The first and last possible start, ms. */
  readonly earliest: number;
  readonly latest: number;
  readonly window: FreeWindow;
  /** Travel in ms: from and to base, and directly from and to the neighbouring visits. */
  readonly fromBase: number;
  readonly toBase: number;
  readonly fromLeft: number;
  readonly toRight: number;
  /** The neighbours' own travel from and to base, and the travel that the new visit replaces. */
  readonly leftToBase: number;
  readonly baseToRight: number;
  readonly replaced: number;
  readonly basis: TravelBasis;
}

/** What a start means for the technician: minutes kept free before and after, and travel added to their day. */
export interface Legs {
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  readonly travelMinutes: number;
}

const WORSE: readonly TravelBasis[] = ['matrix', 'estimate', 'assumption'];

/** Fits a visit into windows and looks up each distance once. Make one per search: it caches travel by site. */
export function fitter(trip: Trip, person: FreeTime, travel: Travel, policy: SchedulingPolicy) {
  let basis: TravelBasis = 'matrix';
  const asked = (time: TravelTime) => {
    if (WORSE.indexOf(time.basis) > WORSE.indexOf(basis)) basis = time.basis;
    return time.minutes * MINUTE;
  };
  const { detour, site } = trip;
  const there = (from: Site) =>
    detour === undefined
      ? asked(travel(from, site))
      : asked(travel(from, detour.site)) + detour.stay + asked(travel(detour.site, site));
  const on = (from: Site, to: Site) => asked(travel(from, to));
  const { base } = person;
  const [fromBase, toBase] = trip.travels ? [there(base), on(site, base)] : [0, 0];
  const ready = trip.travels && detour !== undefined ? detour.readyAt + detour.stay + on(detour.site, site) : -Infinity;
  const baseBasis = basis;

  return (window: FreeWindow): Fit | undefined => {
    const { arrive, clear, stay } = trip;
    basis = baseBasis;
    const still = { window, fromLeft: 0, toRight: 0, leftToBase: 0, baseToRight: 0, replaced: 0 };
    if (!trip.travels) {
      const earliest = Math.max(window.from, window.a + arrive);
      const latest = Math.min(window.to, window.b - clear) - stay;
      return earliest <= latest ? { ...still, earliest, latest, fromBase, toBase, basis } : undefined;
    }
    if (window.to - window.from < stay) return undefined;
    const { a, b, left, right, prev, next } = window;
    const fromPrev = prev === undefined ? 0 : there(prev.site);
    const toNext = next === undefined ? 0 : on(site, next.site);
    // The previous visit may be days ago: it must be reachable from, but it does not affect the slot's cost.
    if (left === undefined && right === undefined) basis = baseBasis;
    let earliest = Math.max(window.from, ready + arrive, a + arrive + (left === undefined ? fromBase : 0));
    if (prev !== undefined) earliest = Math.max(earliest, prev.end + prev.clear + fromPrev + arrive);
    let end = Math.min(window.to, b - clear - (right === undefined ? toBase : 0));
    if (next !== undefined) end = Math.min(end, next.start - next.arrive - toNext - clear);
    const latest = end - stay;
    if (earliest > latest) return undefined;
    const leftToBase = left === undefined ? 0 : on(left.site, base);
    const baseToRight = right === undefined ? 0 : on(base, right.site);
    return {
      earliest,
      latest,
      window,
      fromBase,
      toBase,
      fromLeft: left === undefined ? fromBase : fromPrev,
      toRight: right === undefined ? toBase : toNext,
      leftToBase,
      baseToRight,
      replaced: replacedWay(window, leftToBase, baseToRight, on, policy),
      basis,
    };
  };
}

/** How the technician now gets from the visit before to the one after. */
function replacedWay(
  { left, right }: FreeWindow,
  leftToBase: number,
  baseToRight: number,
  on: (from: Site, to: Site) => number,
  policy: SchedulingPolicy,
): number {
  if (left === undefined || right === undefined) return leftToBase + baseToRight;
  const atBase = right.start - right.arrive - baseToRight - (left.end + left.clear + leftToBase);
  return atBase >= policy.worthGoingBack * MINUTE ? leftToBase + baseToRight : on(left.site, right.site);
}

/**
 * The travel to and from a visit that starts at `start`: directly from and to the neighbours, unless they leave enough
 * time to return to base in between. The neighbours' own travel is already kept free and is used for this too.
 */
export function legsAt(fit: Fit, start: number, trip: Trip, policy: SchedulingPolicy): Legs {
  const { window, fromBase, toBase } = fit;
  const { a, b, left, right } = window;
  const end = start + trip.stay;
  const worth = policy.worthGoingBack * MINUTE;
  const comesFromBase =
    left === undefined || start - trip.arrive - fromBase - Math.max(a, left.end + left.clear + fit.leftToBase) >= worth;
  const goesToBase =
    right === undefined ||
    Math.min(b, right.start - right.arrive - fit.baseToRight) - (end + trip.clear + toBase) >= worth;
  const before = trip.arrive + (comesFromBase ? fromBase : fit.fromLeft);
  const after = trip.clear + (goesToBase ? toBase : fit.toRight);
  const ways =
    (comesFromBase ? fit.leftToBase + fromBase : fit.fromLeft) + (goesToBase ? toBase + fit.baseToRight : fit.toRight);
  return {
    beforeMinutes: Math.floor(Math.min(before, start - a) / MINUTE),
    afterMinutes: Math.floor(Math.min(after, b - end) / MINUTE),
    travelMinutes: Math.round((ways - fit.replaced - (trip.detour?.stay ?? 0)) / MINUTE),
  };
}
