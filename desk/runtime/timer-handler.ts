import type { DeskDeps } from '../deps.ts';
import type { Timer } from '../ports/collections.ts';
import type { Doc, Write } from '../ports/store.ts';

/**
 * Does what a timer was set for. The handler commits `remove` together with its own writes, so that a crash in between
 * leaves the timer in place. When the state has moved on, it commits `remove` alone.
 */
export type TimerHandler = (deps: DeskDeps, timer: Doc<Timer>, remove: Write) => Promise<void>;

/** A handler for each kind of timer; a kind without one is removed when it is due. */
export type TimerHandlers = Readonly<Partial<Record<Timer['kind'], TimerHandler>>>;
