import { createHaloPsa as create } from '../../psa/halopsa/halo-psa.ts';
import { mutatePsa } from '../mutants.ts';
import { mutant } from './which.ts';

/** Stands in for psa/halopsa/halo-psa.ts of live.ts. */
export const createHaloPsa: typeof create = (...given) => mutatePsa(create(...given), mutant());
