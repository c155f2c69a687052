import type { Clock } from '../model/clock.ts';

/** What a plan must know about a fault: which requests it affects, and how many. */
export interface Plannable {
  /** Any method when absent. */
  readonly method?: string;
  readonly path?: string;
  /** How many requests it affects; 1 by default. */
  readonly times?: number;
}

/** The planned faults. */
export interface Faults<Fault> {
  add(fault: Fault): void;
  /** Cuts every connection for this many ms. */
  down(ms: number): void;
  clear(): void;
  /** How many planned faults are not used up yet. */
  readonly waiting: number;
}

/** The fault of every request while the service is down. */
export interface Cut {
  readonly applies: 'never';
  readonly then: 'drop';
}
const CUT: Cut = { applies: 'never', then: 'drop' };

/** The server's side of the faults. */
export interface FaultPlan<Fault> extends Faults<Fault> {
  /** Returns the fault for a request, if any, and uses it up once. */
  take(method: string, path: string): Fault | Cut | undefined;
}

/**
 * Creates a plan of faults. `meeting` turns a fault's `path` into a matcher, because each simulator writes paths its
 * own way.
 */
export function planFaults<Fault extends Plannable>(
  clock: Clock,
  meeting: (path: string | undefined) => (requested: string) => boolean,
): FaultPlan<Fault> {
  let planned: { fault: Fault; left: number; meets: (requested: string) => boolean }[] = [];
  let downUntil = -Infinity;
  return {
    add(fault) {
      planned.push({ fault, left: fault.times ?? 1, meets: meeting(fault.path) });
    },
    down(ms) {
      downUntil = clock.now() + ms;
    },
    clear() {
      planned = [];
      downUntil = -Infinity;
    },
    get waiting() {
      return planned.length;
    },
    take(method, path) {
      if (clock.now() < downUntil) return CUT;
      const hit = planned.find(({ fault, meets }) => (fault.method ?? method) === method && meets(path));
      if (!hit) return undefined;
      hit.left -= 1;
      planned = planned.filter((one) => one.left > 0);
      return hit.fault;
    },
  };
}
