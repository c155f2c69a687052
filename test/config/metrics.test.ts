import { describe, expect, it } from 'vitest';
import { promMetrics } from '../../config/metrics.ts';

describe('metrics', () => {
  it('are exported with our prefix and durations in seconds', async () => {
    const { metrics, registry } = promMetrics({ processMetrics: false });
    metrics.count('decisions_total', { outcome: 'offer' });
    metrics.count('decisions_total', { outcome: 'offer' }, 2);
    metrics.time('command_seconds', 1_500, { command: 'claim' });
    metrics.gauge('tickets_untaken', 12);
    const text = await registry.metrics();
    expect(text).toContain('callboard_decisions_total{outcome="offer"} 3');
    expect(text).toContain('callboard_command_seconds_sum{command="claim"} 1.5');
    expect(text).toContain('callboard_tickets_untaken 12');
  });

  it('do not stop the desk when a label is missing', async () => {
    const { metrics, registry } = promMetrics({ processMetrics: false });
    metrics.count('triage_total');
    expect(await registry.metrics()).toContain('callboard_triage_total{by="unknown"} 1');
  });

  it('are counted separately by two desks in one process', async () => {
    const [one, two] = [promMetrics({ processMetrics: false }), promMetrics({ processMetrics: true })];
    one.metrics.count('copies_total');
    expect(await two.registry.metrics()).toContain('callboard_copies_total 0');
    expect(await two.registry.metrics()).toContain('process_cpu_user_seconds_total');
  });
});
