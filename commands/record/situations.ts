import type { Situation } from './acts.ts';
import { BY_PEOPLE } from './by-people.ts';
import { OF_VISITS } from './of-visits.ts';
import { BY_THE_WORLD } from './by-the-world.ts';

/** At least one situation for each kind of exchange between people and systems. */
export const SITUATIONS: readonly Situation[] = [...BY_PEOPLE, ...BY_THE_WORLD, ...OF_VISITS];
