import { RATE_LIMITS } from './rate-limits.ts';
import type { LimitKind } from './rate-limits.ts';

/** One request between the bot and the simulated Teams, without bodies, so that all entries can be kept. */
export interface TrafficEntry {
  readonly seq: number;
  /** The simulated time when the request arrived. */
  readonly at: number;
  /** `out`: the bot calls Teams. `in`: Teams calls the bot. */
  readonly direction: 'in' | 'out';
  readonly method: string;
  readonly path: string;
  readonly what: string;
  readonly conversation?: string;
  readonly activityId?: string;
  /** Which rate limits the request counts against. */
  readonly limit?: LimitKind;
  /** Undefined when the caller disconnected or no answer came. */
  readonly status: number | undefined;
  /** Why it was not served normally: `rate`, a fault's name, or an error code. */
  readonly why?: string;
}

/** A request with its bodies, for recording and for format checks. */
export interface Exchange {
  readonly entry: TrafficEntry;
  readonly request: unknown;
  readonly answer: unknown;
}

export interface Traffic {
  readonly entries: readonly TrafficEntry[];
  /** Calls `hear` with each exchange, whose bodies are not kept. Returns a function that unsubscribes. */
  listen(hear: (exchange: Exchange) => void): () => void;
  /**
   * Lists the bot's requests that exceed a documented limit. It counts all requests, refused ones too, and does not use
   * the limiter that answers 429, so tests can check one against the other.
   */
  aboveLimits(): string[];
  add(entry: Omit<TrafficEntry, 'seq'>, request: unknown, answer: unknown): void;
}

export function createTraffic(): Traffic {
  const entries: TrafficEntry[] = [];
  const hearers = new Set<(exchange: Exchange) => void>();
  return {
    entries,
    listen(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    aboveLimits: () => aboveLimits(entries),
    add(fields, request, answer) {
      const entry: TrafficEntry = { seq: entries.length + 1, ...fields };
      entries.push(entry);
      for (const hear of hearers) hear({ entry, request, answer });
    },
  };
}

function aboveLimits(entries: readonly TrafficEntry[]): string[] {
  const byBucket = new Map<string, { kind: LimitKind | 'all'; times: number[] }>();
  const put = (bucket: string, kind: LimitKind | 'all', at: number) => {
    const held = byBucket.get(bucket) ?? { kind, times: [] };
    held.times.push(at);
    byBucket.set(bucket, held);
  };
  for (const entry of entries) {
    if (entry.limit === undefined) continue;
    put('tenant', 'all', entry.at);
    if (entry.conversation !== undefined) put(`${entry.limit} ${entry.conversation}`, entry.limit, entry.at);
  }
  const found: string[] = [];
  for (const [bucket, { kind, times }] of byBucket) {
    times.sort((a, b) => a - b);
    for (const { count, ms } of RATE_LIMITS[kind]) {
      times.forEach((at, i) => {
        const before = times[i - count];
        if (before !== undefined && at - before < ms) found.push(`${bucket}: more than ${count} in ${ms} ms at ${at}`);
      });
    }
  }
  return found;
}
