import type { Clock } from '../../model/clock.ts';
import { Refusal, type Call } from './answer.ts';
import type { Area } from './permissions.ts';

interface Limit {
  readonly requests: number;
  readonly ms: number;
  /** The unit that is counted separately. */
  readonly per: 'mailbox' | 'team' | 'app';
}

/** docs/platform/graph.md, “Graph publishes limits per mailbox, team and application”. */
export const LIMITS: Readonly<Record<Area, readonly Limit[]>> = {
  outlook: [{ requests: 10_000, ms: 600_000, per: 'mailbox' }],
  mail: [{ requests: 10_000, ms: 600_000, per: 'mailbox' }],
  presence: [{ requests: 1_500, ms: 30_000, per: 'app' }],
  shifts: [
    { requests: 30, ms: 1_000, per: 'app' },
    { requests: 4, ms: 1_000, per: 'team' },
  ],
  directory: [],
  // Graph publishes no limit. Exchange serves Bookings, so its concurrency limit below applies.
  bookings: [],
  subscriptions: [],
};

/** Counts requests and those in flight. Refused requests count as well. */
export function limiter(clock: Clock, atOnce: () => number) {
  const windows = new Map<string, number[]>();
  let inFlight = 0;
  let mostAtOnce = 0;

  return {
    /** Throws Refusal at a limit. Returns the function that ends the request. */
    enter(area: Area, call: Pick<Call, 'params'>): () => void {
      const now = clock.now();
      for (const { requests, ms, per } of LIMITS[area]) {
        const key = `${area} ${ms} ${per === 'app' ? '' : (call.params[per === 'team' ? 'team' : 'user'] ?? '')}`;
        const recent = (windows.get(key) ?? []).filter((at) => at > now - ms);
        recent.push(now);
        windows.set(key, recent);
        if (recent.length > requests)
          throw new Refusal(429, 'TooManyRequests', 'Too many requests.', {
            'retry-after': String(Math.max(1, Math.ceil(((recent[0] ?? now) + ms - now) / 1_000))),
          });
      }
      if (!EXCHANGE.has(area)) return () => undefined;
      if (inFlight >= atOnce()) throw overConcurrency();
      inFlight += 1;
      mostAtOnce = Math.max(mostAtOnce, inFlight);
      return () => {
        inFlight -= 1;
      };
    },
    /** How many more requests Exchange accepts at this moment. */
    get room() {
      return Math.max(0, atOnce() - inFlight);
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
  };
}
export type Limiter = ReturnType<typeof limiter>;

/** Areas that share Exchange's limit of four concurrent requests, across all mailboxes (docs-contrib PR 9428). */
export const EXCHANGE: ReadonlySet<Area> = new Set(['outlook', 'mail', 'bookings']);

export const overConcurrency = (): Refusal =>
  new Refusal(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', { 'retry-after': '1' });
