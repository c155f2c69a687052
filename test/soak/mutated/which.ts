import { IN_PLACE, MUTANTS, type Mutant } from '../mutants.ts';

/** The mutant that the harness asked for. */
export function mutant(): Mutant {
  const found = MUTANTS.find((name) => name === process.env['SOAK_MUTANT']);
  if (found === undefined) throw new Error(`SOAK_MUTANT is none of ${MUTANTS.join(', ')}`);
  // The harness waits for this word: a mutant that was never put in would be survived by every check.
  console.log(IN_PLACE);
  return found;
}
