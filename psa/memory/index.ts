export { createMemoryPsa } from './memory-psa.ts';
export { peopleInMemory } from './people.ts';
export { MemoryWorld } from './world.ts';
