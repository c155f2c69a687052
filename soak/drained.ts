import { SINGLETONS } from '../desk/runtime/index.ts';
import { openInHalo, type Hands } from './hands.ts';
import { unfinished } from './history.ts';
import type { SoakWorld } from './world.ts';

const LOOK_EVERY_MS = 4_000;
/** So long it must stay calm, ms: a dead copy's lease, and then a poll or two (5 s) of whoever has the turn after it. */
const CALM_MS = SINGLETONS.poller.leaseMs + 15_000;

export interface Drained {
  /** What is still not done when time is up; nothing, as it should be. */
  readonly left: readonly string[];
  /** How long after the traffic the last ticket was heard and triaged, s, to within a look. */
  readonly triagedAfter: number | 'never';
}

/**
 * Waits until nothing has been on its way for longer than a dead copy's lease: while it runs nobody polls, so a change in
 * Halo shows nowhere at the desk. A ticket that nobody has heard, or triaged, is on its way as much as an effect.
 */
export async function drained(world: SoakWorld, hands: Hands, withinMs: number): Promise<Drained> {
  const began = Date.now();
  let busyAt = began;
  let triagedAfter: Drained['triagedAfter'] = 'never';
  for (;;) {
    await world.clock.sleep(LOOK_EVERY_MS);
    const { effects, unheard, untriaged } = await unfinished(world, openInHalo(world, hands.tickets).map(String));
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
    const now = Date.now();
    if (left.length > 0) busyAt = now;
    const over = left.length > 0 ? now - began > withinMs : now - busyAt >= CALM_MS;
    if (over) return { left, triagedAfter };
  }
}
