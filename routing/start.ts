import type { TechnicianFacts } from '../model/decision.ts';
import type { Interval } from '../model/technician.ts';
import { MINUTE } from './minutes.ts';
import { BELIEFS, HORIZON_MS } from './policy.ts';

/** When a technician could start; `assumed` when that rests on unknown hours. */
export interface Start {
  readonly at: number;
  readonly assumed: boolean;
}

/**
 * The intervals from `at` on in which a technician can work: their shifts without their busy times. With unknown
 * shifts, or on call, all hours are open; callers that rely on that say so (Start.assumed).
 */
export function freeSpans(technician: TechnicianFacts, at: number, anyHour: boolean): readonly Interval[] {
  const whole = [{ start: at, end: at + HORIZON_MS }];
  const work = anyHour || technician.shifts === undefined ? whole : clip(merge(technician.shifts), whole[0]);
  return without(work, merge(technician.busy));
}

/**
 * The first time at which `ahead` minutes of earlier work are done and the technician is free. Work that outlasts all
 * known time continues after a night, which is an assumption.
 */
export function startAfter(spans: readonly Interval[], at: number, ahead: number): Start {
  let left = Math.round(ahead * MINUTE);
  for (const span of spans) {
    const room = span.end - span.start;
    if (left < room) return { at: span.start + left, assumed: false };
    left -= room;
  }
  return { at: (spans.at(-1)?.end ?? at) + BELIEFS.nightMinutes * MINUTE + left, assumed: true };
}

/** Whether one of them contains that time. */
export function covers(spans: readonly Interval[], at: number): boolean {
  return spans.some((span) => span.start <= at && at < span.end);
}

/** Sorted, without overlaps, gaps kept, empty ones dropped. */
export function merge(spans: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans.filter((span) => span.start < span.end).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function clip(spans: readonly Interval[], within: Interval | undefined): Interval[] {
  if (within === undefined) return [];
  return spans
    .map(({ start, end }) => ({ start: Math.max(start, within.start), end: Math.min(end, within.end) }))
    .filter((span) => span.start < span.end);
}

/** The parts of sorted `spans` that remain after removing sorted `holes`. */
function without(spans: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  for (const span of spans) {
    let from = span.start;
    for (const hole of holes) {
      if (hole.end <= from || hole.start >= span.end) continue;
      if (hole.start > from) left.push({ start: from, end: hole.start });
      from = hole.end;
    }
    if (from < span.end) left.push({ start: from, end: span.end });
  }
  return left;
}
