import { describePsa } from './contract.ts';
import { haloWorld } from './halo-world.ts';
import { memoryWorld } from './memory-world.ts';

describePsa('HaloPSA over HTTP', () => haloWorld());
describePsa('a PSA with the opposite capabilities', memoryWorld);
