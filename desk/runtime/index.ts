// How background work runs: loops, loops that run on one instance at a time, timers, and the instances of Callboard.
export { type Singleton, createSingleton } from './singleton.ts';
export { SINGLETONS, type SingletonName } from './singletons.ts';
export { Alarm } from './alarm.ts';
export { spawned } from './spawned.ts';
export type { TimerHandler, TimerHandlers } from './timer-handler.ts';
export { SINGLE_INSTANCE, createInstances } from './instances.ts';
