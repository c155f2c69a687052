import { IN_PLACE, type Mutant } from '../mutants.ts';
import { asked } from './asked.ts';

/** The mutant that the harness asked for, said aloud. */
export function mutant(): Mutant {
  // The harness waits for this word: a mutant that was never put in would be survived by every check.
  console.log(IN_PLACE);
  return asked();
}
