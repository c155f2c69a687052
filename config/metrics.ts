import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { METRICS, type MetricInfo, type MetricName, type Metrics } from '../model/metrics.ts';

/**
 * Seconds. Requests to other systems end after 10; card actions should be answered within 3: docs/platform/teams.md, “A
 * card action must be answered within seconds”.
 */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60];

/**
 * Metrics for Prometheus with the prefix `callboard_`, and the process's own (memory, event loop). Each has a separate
 * registry, so that two desks in one test process do not share counts.
 */
export function promMetrics(o: { processMetrics: boolean }): { metrics: Metrics; registry: Registry } {
  const registry = new Registry();
  if (o.processMetrics) collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const timers = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  for (const [name, info] of Object.entries<MetricInfo>(METRICS)) {
    const options = { name: `callboard_${name}`, help: info.help, labelNames: [...info.labels], registers: [registry] };
    if (info.kind === 'counter') counters.set(name, new Counter(options));
    else if (info.kind === 'gauge') gauges.set(name, new Gauge(options));
    else timers.set(name, new Histogram({ ...options, buckets: BUCKETS }));
  }
  const known = (name: MetricName, labels: object = {}): Record<string, string> => {
    const values = new Map(Object.entries(labels).map(([label, value]) => [label, String(value)]));
    return Object.fromEntries(METRICS[name].labels.map((label) => [label, values.get(label) ?? 'unknown']));
  };
  return {
    registry,
    metrics: {
      count: (name, labels, by = 1) => counters.get(name)?.inc(known(name, labels), by),
      // Instances follow the database's clock, which may be set back by some milliseconds during a measurement.
      time: (name, ms, labels) => timers.get(name)?.observe(known(name, labels), Math.max(0, ms) / 1000),
      gauge: (name, value) => gauges.get(name)?.set(value),
    },
  };
}
