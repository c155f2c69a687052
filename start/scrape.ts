import type { Clock } from '../model/clock.ts';
import { asCoded } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import { GAUGES, type GaugeName, type Metrics } from '../model/metrics.ts';

/** Prometheus gives up on a scrape after ten seconds. Counters must be delivered even during a failover of the store; ms. */
const READ_MS = 2_000;

/**
 * The text of one scrape. Gauges are read at that moment. If they cannot be read in time they are NaN: an old number could
 * hide a gap or raise a false alarm, and NaN does neither.
 */
export async function scrape(q: {
  readonly gauges: () => Promise<Readonly<Record<GaugeName, number>>>;
  readonly registry: { metrics(): Promise<string> };
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<string> {
  const patience = new AbortController();
  const read = await Promise.race([
    q.gauges().catch((error: unknown) => {
      q.log.warn('metrics.unread', { code: asCoded(error).code, cause: error });
      return undefined;
    }),
    q.clock.sleep(READ_MS, patience.signal).then(() => undefined),
  ]);
  patience.abort();
  for (const name of GAUGES) q.metrics.gauge(name, read?.[name] ?? NaN);
  return q.registry.metrics();
}
