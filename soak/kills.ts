import type { Random } from '../sim/world/random.ts';
import type { Life } from './process.ts';
import type { SoakWorld } from './world.ts';

/** However long nothing interesting happens, a life ends after this, ms. */
const LONGEST_MS = 9_000;

/**
 * Where a life is to end. The first four end it in the middle of something, as seen from outside: when Halo or Teams has
 * done what it was asked, when a person has been answered, when a person has just asked.
 */
type Where = 'halo' | 'teams' | 'answered' | 'asked';
type Moment =
  | { readonly at: Where; readonly nth: number; readonly thenMs: number }
  | { readonly at: 'time'; readonly ms: number }
  | { readonly at: 'start'; readonly ms: number };

/** Chooses how a life ends; `meanMs` is how long lives last on average. */
export function moment(random: Random, meanMs: number): Moment {
  const at = random.pickWeighted(['halo', 'teams', 'answered', 'asked', 'time', 'start'] as const, (kind) =>
    kind === 'start' ? 1 : kind === 'time' || kind === 'asked' ? 4 : 3,
  );
  if (at === 'time') return { at, ms: random.below(2 * meanMs) };
  if (at === 'start') return { at, ms: 50 + random.below(700) };
  // Most often at once, so that the answer is lost; sometimes when the answer has just been read.
  // A command is worked on for some ms after it was sent: state, effects, answer.
  if (at === 'asked') return { at, nth: 1 + random.below(4), thenMs: random.below(60) };
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

async function untilNth(world: SoakWorld, where: Where, nth: number, signal: AbortSignal): Promise<void> {
  const reached = new AbortController();
  let left = nth;
  const seen = () => {
    left -= 1;
    if (left === 0) reached.abort();
  };
  const stop = listen(world, where, seen);
  await world.clock.sleep(LONGEST_MS, AbortSignal.any([reached.signal, signal]));
  stop();
}

/** Gives the function that stops it. */
function listen({ halo, teams, buttons }: SoakWorld, where: Where, seen: () => void): () => void {
  switch (where) {
    case 'halo':
      return halo.journal.listen(({ method, url }) => {
        if (method === 'POST' && /\/(Tickets|Actions)$/.test(url)) seen();
      });
    case 'teams':
      return teams.log.listen(({ entry }) => {
        if (entry.what === 'send' || entry.what === 'update') seen();
      });
    case 'answered':
      return teams.log.listen(({ entry }) => {
        if (entry.direction === 'in') seen();
      });
    case 'asked':
      buttons.addEventListener('press', seen);
      return () => {
        buttons.removeEventListener('press', seen);
      };
  }
}
