export { Alarm } from './alarm.ts';
export { SINGLE_INSTANCE, createInstances } from './instances.ts';
export { type Singleton, createSingleton } from './singleton.ts';
export { spawned } from './spawned.ts';
export type { TimerHandler, TimerHandlers } from './timer-handler.ts';
export { SINGLETONS, type SingletonName } from './singletons.ts';
