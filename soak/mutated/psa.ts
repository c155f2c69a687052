import { createHaloPsa as create } from '../../psa/halopsa/index.ts';
import { mutatePsa } from '../mutants.ts';
import { mutant } from './which.ts';

/** Stands in for psa/halopsa/index.ts of psa-vendors.ts. */
export const createHaloPsa: typeof create = (...given) => mutatePsa(create(...given), mutant());
