import type { Hands } from './hands.ts';
import { unfinished } from './history.ts';
import type { SoakWorld } from './world.ts';

const LOOK_EVERY_MS = 4_000;

export interface Drained {
  /** What is still not done when time is up; nothing, as it should be. */
  readonly left: readonly string[];
  /** How long after the traffic the last ticket was heard and triaged, s, to within a look. */
  readonly triagedAfter: number | 'never';
}

/**
 * Waits until nothing is on its way for three looks in a row. A ticket that nobody has heard, or triaged, is on its way
 * as much as an effect: the copy whose turn it was may be dead, and its lease runs for half a minute more (desk/singletons.ts).
 */
export async function drained(world: SoakWorld, hands: Hands, withinMs: number): Promise<Drained> {
  const began = Date.now();
  let calm = 0;
  let triagedAfter: Drained['triagedAfter'] = 'never';
  for (;;) {
    await world.clock.sleep(LOOK_EVERY_MS);
    const { effects, unheard, untriaged } = await unfinished(world, openInHalo(world, hands));
    const tickets = [
      ...unheard.map((id) => `ticket ${id} (not heard)`),
      ...untriaged.map((id) => `ticket ${id} (not triaged)`),
    ];
    if (tickets.length > 0) triagedAfter = 'never';
    else if (triagedAfter === 'never') triagedAfter = Math.round((Date.now() - began) / 1000);
    const left = [
      ...tickets,
      ...effects
        .filter((effect) => effect.dueAt <= Date.now() + withinMs)
        .map((e) => `${e.id} (${e.state}, ${e.attempts} attempts, ${e.error?.code ?? ''})`),
    ];
    calm = left.length === 0 ? calm + 1 : 0;
    if (calm === 3 || Date.now() - began > withinMs) return { left, triagedAfter };
  }
}

/** The tickets of the run that are open in Halo. */
export function openInHalo({ halo }: Pick<SoakWorld, 'halo'>, { tickets }: Pick<Hands, 'tickets'>): string[] {
  const open = tickets.filter((id) => {
    const row = halo.state.tickets.get(id);
    return row !== undefined && row.dateclosed === undefined;
  });
  return open.map(String);
}
