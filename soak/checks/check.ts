import type { Crowd } from '../people.ts';
import type { Hands } from '../hands.ts';
import type { History } from '../history.ts';
import type { SoakWorld } from '../world.ts';

/** What did not hold, and of which ticket. */
export interface Violation {
  readonly ticketId?: string;
  readonly what: string;
}

/** Something that must hold at the end of a run, whatever happened in it. */
export interface Checked {
  readonly name: string;
  readonly violations: readonly Violation[];
}

/** All that is known when a run is over: the product's word, and the simulators', people's and clients' own. */
export interface Evidence {
  readonly world: SoakWorld;
  readonly history: History;
  readonly hands: Pick<Hands, 'tickets' | 'made'>;
  readonly people: Pick<Crowd, 'asked'>;
  /** Every message id the product ever learnt, and its surface. */
  readonly learnt: ReadonlyMap<string, string>;
  /** The product's own count of what it began at Teams. */
  readonly attempts: readonly { readonly dest: string; readonly at: number }[];
  /** When its lives began, ms. */
  readonly starts: readonly number[];
  /** How far the product's clock may be from this machine's, which Halo, Teams and people here go by; ms. */
  readonly clocksAgreeToMs: number;
}

/** Effects that had not left when the process was stopped: what they would do is not expected yet. */
export function isPending(history: History, effectId: string): boolean {
  return history.effects.some((effect) => effect.id === effectId && effect.state !== 'done');
}
