import { MUTANTS, type Mutant } from '../mutants.ts';

/** The mutant that the harness asked for. */
export function asked(): Mutant {
  const found = MUTANTS.find((name) => name === process.env['SOAK_MUTANT']);
  if (found === undefined) throw new Error(`SOAK_MUTANT is none of ${MUTANTS.join(', ')}`);
  return found;
}
