import type { Clock } from '../../../model/clock.ts';
import { planFaults, type FaultPlan, type Faults as PlannedFaults, type Plannable } from '../../fault-plan.ts';
import type { Course } from '../../faulty.ts';

/**
 * A fault: when the tenant applies the request, and what the caller receives. The worst are a 500 although the write
 * was applied, and a dropped connection whose write is applied five seconds later.
 */
export interface Fault extends Plannable {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Start of the path after `/api`, such as `/Tickets`. Absent: all requests, including those for tokens. */
  readonly path?: string;
  /** ms until the request is applied; `never`: it is lost. The default is 0. */
  readonly applies?: Course<Misanswer>['applies'];
  readonly then: Course<Misanswer>['then'];
}

/** A wrong answer, instead of the handler's. */
export interface Misanswer {
  readonly status: number;
  readonly body?: unknown;
}

export type Faults = PlannedFaults<Fault>;

/** The faults of a simulator, for tests and for its server. */
export function faultPlan(clock: Clock): FaultPlan<Fault> {
  return planFaults(clock, (path = '') => {
    const beginning = path.toLowerCase();
    return (requested) => requested.toLowerCase().startsWith(beginning);
  });
}
