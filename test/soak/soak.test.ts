import { describe, expect, it } from 'vitest';
import { crashRun, type Outcome } from '../../soak/crashes.ts';
import { fenceRun } from '../../soak/fence.ts';

/** The long runs are `npm run soak`; here is a taste of each, and that its eyes are open. */
function wrong({ checks }: Outcome) {
  return checks.filter(({ violations }) => violations.length > 0);
}

describe('three workers over one store, two of which stall', () => {
  it('do each effect once, in order', async () => {
    expect(wrong(await fenceRun({ seed: 20_261_123, rounds: 10 }))).toEqual([]);
  });

  it('double effects without the fence, so the check can fail', async () => {
    const [broken] = wrong(await fenceRun({ seed: 20_261_123, rounds: 40, mutant: 'no-fence' }));
    expect(broken?.name).toBe('each effect done once, in order, by one of three workers');
  });
});

it(
  'the real process loses and doubles nothing when it is killed three times under traffic',
  { timeout: 900_000 },
  async () => {
    const outcome = await crashRun({ seed: 20_261_123, kills: 3, trafficMs: 8_000, say: () => undefined });
    expect(wrong(outcome)).toEqual([]);
    expect(outcome.figures['kills']).toBe(3);
  },
);
