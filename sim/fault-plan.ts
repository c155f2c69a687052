import type { Clock } from '../model/clock.ts';

/** What a plan must know of a fault: which requests it meets, and how many. */
export interface Plannable {
  /** Absent: any. */
  readonly method?: string;
  readonly path?: string;
  /** How many requests it hits; 1 by default. */
  readonly times?: number;
}

/** The faults that wait for their requests. */
export interface Faults<Fault> {
  add(fault: Fault): void;
  /** Nothing answers for so many ms: every connection is cut. */
  down(ms: number): void;
  clear(): void;
  /** How many have not met their request yet. */
  readonly waiting: number;
}

/** What every request meets while nothing answers. */
export interface Cut {
  readonly applies: 'never';
  readonly then: 'drop';
}
const CUT: Cut = { applies: 'never', then: 'drop' };

/** The server's side of the faults. */
export interface FaultPlan<Fault> extends Faults<Fault> {
  /** The fault that a request meets; it is used up by that. */
  take(method: string, path: string): Fault | Cut | undefined;
}

/** A plan whose faults meet the paths that `meeting` makes of a fault's `path`: how paths are written is the simulator's affair. */
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
