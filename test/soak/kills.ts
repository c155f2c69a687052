import type { Random } from '../../sim/world/random.ts';
import type { Life } from './process.ts';
import type { SoakWorld } from './world.ts';

/** However long nothing interesting happens, a life ends after this, ms. */
const LONGEST_MS = 9_000;

/** Where a life is to end. The first three end it in the middle of something, as seen from outside. */
type Moment =
  | { readonly at: 'halo' | 'teams' | 'people'; readonly nth: number; readonly thenMs: number }
  | { readonly at: 'time'; readonly ms: number }
  | { readonly at: 'start'; readonly ms: number };

/** Chooses how a life ends; `meanMs` is how long lives last on average. */
export function moment(random: Random, meanMs: number): Moment {
  const at = random.pickWeighted(['halo', 'teams', 'people', 'time', 'start'] as const, (kind) =>
    kind === 'start' ? 1 : kind === 'time' ? 5 : 3,
  );
  if (at === 'time') return { at, ms: random.below(2 * meanMs) };
  if (at === 'start') return { at, ms: 50 + random.below(700) };
  // Most often at once, so that the answer is lost; sometimes when the answer has just been read.
  return { at, nth: 1 + random.below(5), thenMs: random.chance(0.6) ? 0 : random.below(40) };
}

/** Ends the life at its moment, or earlier when the signal aborts. */
export async function killAt(world: SoakWorld, life: Life, when: Moment, signal: AbortSignal): Promise<void> {
  const { clock } = world;
  if (when.at === 'start') await clock.sleep(when.ms, signal);
  else if (await life.started) {
    if (when.at === 'time') await clock.sleep(when.ms, signal);
    else await untilNth(world, when.at, when.nth, signal);
    if ('thenMs' in when && when.thenMs > 0) await clock.sleep(when.thenMs);
  }
  await life.kill();
}

async function untilNth(
  world: SoakWorld,
  where: 'halo' | 'teams' | 'people',
  nth: number,
  signal: AbortSignal,
): Promise<void> {
  const reached = new AbortController();
  let left = nth;
  const seen = () => {
    left -= 1;
    if (left === 0) reached.abort();
  };
  const stop =
    where === 'halo'
      ? world.halo.journal.listen(({ method, url }) => {
          if (method === 'POST' && /\/(Tickets|Actions)$/.test(url)) seen();
        })
      : world.teams.log.listen(({ entry }) => {
          if (where === 'teams' ? entry.what === 'send' || entry.what === 'update' : entry.direction === 'in') seen();
        });
  await world.clock.sleep(LONGEST_MS, AbortSignal.any([reached.signal, signal]));
  stop();
}
