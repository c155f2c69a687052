export { createHaloPsa } from './halo-psa.ts';
export type { HaloConfig, HaloDeps } from './config.ts';
