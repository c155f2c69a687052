import type { Interval } from './technician.ts';

/** Sorts intervals, merges those that touch or overlap, and drops empty ones. */
export function united(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const found: Interval[] = [];
  for (const { start, end } of sorted) {
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) found[found.length - 1] = { ...last, end: Math.max(last.end, end) };
    else found.push({ start, end });
  }
  return found;
}

/** The parts of `intervals` outside `gone`; both sorted and merged. */
export function without(intervals: readonly Interval[], gone: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let first = 0;
  for (const { start, end } of intervals) {
    while ((gone[first]?.end ?? Infinity) <= start) first += 1;
    let at = start;
    for (let next = first; at < end; next += 1) {
      const hole = gone[next];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > at) left.push({ start: at, end: hole.start });
      at = hole.end;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
}

/** The overlap of both; both sorted and merged, and so is the result. */
export function common(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [some[i], others[j]];
    if (one === undefined || other === undefined) return found;
    const both = { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) };
    if (both.start < both.end) found.push(both);
    if (one.end < other.end) i += 1;
    else j += 1;
  }
}

/** The interval that contains all of `[start, end)`, by binary search; `intervals` sorted and merged. */
export function holding(intervals: readonly Interval[], start: number, end: number): Interval | undefined {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.start ?? Infinity) <= start) low = middle + 1;
    else high = middle;
  }
  const found = intervals[low - 1];
  return found !== undefined && end <= found.end ? found : undefined;
}
