import type { DeskDeps } from '../deps.ts';
import type { Timer } from '../ports/collections.ts';
import type { Doc, Write } from '../ports/store.ts';

/**
 * Handles a timer that is due. The handler commits `remove` together with its own writes, so that a crash in between
 * leaves the timer in place. When the timer is obsolete, it commits `remove` alone.
 */
export type TimerHandler = (deps: DeskDeps, timer: Doc<Timer>, remove: Write) => Promise<void>;

/** Handlers by kind of timer. A timer without a handler is removed when it is due. */
export type TimerHandlers = Readonly<Partial<Record<Timer['kind'], TimerHandler>>>;
