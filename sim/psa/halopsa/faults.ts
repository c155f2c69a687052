import type { Clock } from '../../../model/clock.ts';

/**
 * What goes wrong with a request: when the tenant applies it, and what the caller gets. Two axes, because the worst
 * cases are those where they disagree: applied but answered with 500, dropped at once and applied five seconds later.
 */
export interface Fault {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Beginning of the path after `/api`, such as `/Tickets`; absent: everything, tokens included. */
  readonly path?: string;
  /** ms until the request is applied; `never`: it is lost. 0 by default. */
  readonly applies?: number | 'never';
  /** `answer` waits for the application; `drop` cuts the connection at once; `hang` never answers. */
  readonly then: 'answer' | 'drop' | 'hang' | { readonly status: number; readonly body?: unknown };
  /** How many requests it hits; 1 by default. */
  readonly times?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** The whole tenant is unreachable for so many ms: every connection is cut. */
  down(ms: number): void;
  clear(): void;
  readonly waiting: number;
}

/** The faults of a simulator, and the server's side of them. */
export function faultPlan(clock: Clock): Faults & { take(method: string, path: string): Fault | undefined } {
  let planned: { fault: Fault; left: number }[] = [];
  let downUntil = -Infinity;
  return {
    add(fault) {
      planned.push({ fault, left: fault.times ?? 1 });
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
      if (clock.now() < downUntil) return { applies: 'never', then: 'drop' };
      const hit = planned.find(
        ({ fault }) =>
          (fault.method ?? method) === method &&
          (fault.path === undefined || path.toLowerCase().startsWith(fault.path.toLowerCase())),
      );
      if (!hit) return undefined;
      hit.left -= 1;
      planned = planned.filter((one) => one.left > 0);
      return hit.fault;
    },
  };
}
