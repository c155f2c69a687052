/** A day as plain numbers, minutes since midnight; place 0 to n-1 are visits, `ways[p]` rows are per technician's base. */
export interface PlainDay {
  readonly shift: readonly [from: number, to: number];
  readonly visits: readonly {
    readonly minutes: number;
    /** Kept after the visit, before driving on. */
    readonly clear: number;
    /** The visit lies within. */
    readonly window: readonly [from: number, to: number];
    /** Technicians who may, by number. */
    readonly can: readonly number[];
  }[];
  /** Minutes between visits, from each technician's base to a visit, and back. */
  readonly between: readonly (readonly number[])[];
  readonly out: readonly (readonly number[])[];
  readonly home: readonly (readonly number[])[];
}

/**
 * The least travel that serves the most visits, exactly: for each technician every subset that they could serve, by
 * dynamic programming over (subset, last visit) with all labels of travel and time that no other beats; then the best
 * partition of the day over the technicians. Shares no code with what it judges.
 */
export function exactDay(day: PlainDay): { readonly served: number; readonly travel: number } {
  const n = day.visits.length;
  const full = 1 << n;
  const served = day.out.map((_, technician) => cheapestPerSubset(day, technician));
  let union = new Float64Array(full).fill(Infinity);
  union[0] = 0;
  for (const cost of served) {
    const next = new Float64Array(full).fill(Infinity);
    for (let mask = 0; mask < full; mask += 1)
      for (let own = mask; ; own = (own - 1) & mask) {
        const sum = (cost[own] ?? Infinity) + (union[mask ^ own] ?? Infinity);
        if (sum < (next[mask] ?? Infinity)) next[mask] = sum;
        if (own === 0) break;
      }
    union = next;
  }
  let best = { served: 0, travel: 0 };
  union.forEach((travel, mask) => {
    const count = bits(mask);
    if (travel < Infinity && (count > best.served || (count === best.served && travel < best.travel)))
      best = { served: count, travel };
  });
  return best;
}

type Label = readonly [travel: number, time: number];

function cheapestPerSubset(day: PlainDay, technician: number): Float64Array {
  const n = day.visits.length;
  const [opens, closes] = day.shift;
  const labels: (Label[] | undefined)[] = Array.from({ length: (1 << n) * n });
  const cost = new Float64Array(1 << n).fill(Infinity);
  cost[0] = 0;
  const reach = (mask: number, visit: number, travel: number, arrival: number) => {
    const { minutes, clear, window, can } = day.visits[visit] ?? { minutes: 0, clear: 0, window: [0, 0], can: [] };
    const start = Math.max(arrival, window[0], opens);
    const end = start + minutes;
    const home = day.home[technician]?.[visit] ?? Infinity;
    if (!can.includes(technician) || end > window[1] || end + clear + home > closes) return;
    const at = (mask | (1 << visit)) * n + visit;
    const known = labels[at] ?? [];
    if (known.some(([t, time]) => t <= travel && time <= end + clear)) return;
    labels[at] = [...known.filter(([t, time]) => t < travel || time < end + clear), [travel, end + clear]];
  };
  for (let visit = 0; visit < n; visit += 1) {
    const out = day.out[technician]?.[visit] ?? Infinity;
    reach(0, visit, out, opens + out);
  }
  for (let mask = 1; mask < 1 << n; mask += 1)
    for (let last = 0; last < n; last += 1)
      for (const [travel, time] of labels[mask * n + last] ?? []) {
        cost[mask] = Math.min(cost[mask] ?? Infinity, travel + (day.home[technician]?.[last] ?? Infinity));
        for (let visit = 0; visit < n; visit += 1) {
          if ((mask & (1 << visit)) !== 0) continue;
          const way = day.between[last]?.[visit] ?? Infinity;
          reach(mask, visit, travel + way, time + way);
        }
      }
  return cost;
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left > 0; left &= left - 1) count += 1;
  return count;
}
