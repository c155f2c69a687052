import { randomOf, type Random } from '../sim/world/random.ts';

/** One thing that goes wrong, so many ms after the schedule began. */
export type Disturbance = { readonly at: number } & (
  | { readonly what: 'kill' | 'stop'; readonly copy: number; readonly backAfterMs: number }
  | { readonly what: 'freeze'; readonly copy: number; readonly forMs: number }
  | { readonly what: 'step-down'; readonly forced: boolean }
  | { readonly what: 'kill-primary'; readonly lagMs: number; readonly backAfterMs: number }
  | { readonly what: 'cut'; readonly times: number }
);

/** What goes wrong within a few seconds of traffic; the same for the same seed. */
export interface Schedule {
  readonly seed: number;
  readonly disturbances: readonly Disturbance[];
}

/** How long a schedule takes, ms. */
export const SCHEDULE_MS = 8_000;

const KINDS: readonly (readonly [Disturbance['what'], weight: number])[] = [
  ['kill', 6],
  ['stop', 2],
  ['freeze', 1],
  ['step-down', 4],
  ['kill-primary', 2],
  ['cut', 4],
];

export function scheduleOf(seed: number, copies: number): Schedule {
  const random = randomOf('faults', seed, 'schedule');
  const count = 1 + random.below(3);
  const disturbances = Array.from({ length: count }, () => disturbance(random, copies));
  return { seed, disturbances: disturbances.sort((a, b) => a.at - b.at) };
}

function disturbance(random: Random, copies: number): Disturbance {
  const [what] = random.pickWeighted(KINDS, ([, weight]) => weight);
  const at = random.below(SCHEDULE_MS);
  const copy = random.below(copies);
  switch (what) {
    case 'kill':
    case 'stop':
      return { at, what, copy, backAfterMs: random.below(3_000) };
    case 'freeze':
      // Mostly a hiccup; now and then longer than any lease, so that others have long gone on without it.
      return { at, what, copy, forMs: random.chance(0.7) ? 500 + random.below(5_000) : 31_000 + random.below(9_000) };
    case 'step-down':
      return { at, what, forced: random.chance(0.5) };
    case 'kill-primary':
      // Others may be behind the primary when it dies: what they have not heard of is lost with it.
      return {
        at,
        what,
        lagMs: random.chance(0.5) ? 0 : 200 + random.below(600),
        backAfterMs: 500 + random.below(2_500),
      };
    case 'cut':
      return { at, what, times: 1 + random.below(10) };
  }
}

/** For the log, and for whoever reads it. */
export function described({ seed, disturbances }: Schedule): string {
  const lines = disturbances.map(({ at, what, ...more }) => `${at} ms ${what} ${JSON.stringify(more)}`);
  return `schedule ${seed}: ${lines.join('; ')}`;
}
