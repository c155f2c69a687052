import type { Clock } from '../../../model/clock.ts';
import { planFaults, type FaultPlan, type Faults as PlannedFaults, type Plannable } from '../../fault-plan.ts';
import type { Course } from '../../faulty.ts';

/**
 * What goes wrong with a request: when the tenant applies it, and what the caller gets. The worst are applied but
 * answered with 500, and dropped at once but applied five seconds later.
 */
export interface Fault extends Plannable {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Beginning of the path after `/api`, such as `/Tickets`; absent: everything, tokens included. */
  readonly path?: string;
  /** ms until the request is applied; `never`: it is lost. 0 by default. */
  readonly applies?: Course<Misanswer>['applies'];
  readonly then: Course<Misanswer>['then'];
}

/** An answer that is not the one the handler would give. */
export interface Misanswer {
  readonly status: number;
  readonly body?: unknown;
}

export type Faults = PlannedFaults<Fault>;

/** The faults of a simulator, and the server's side of them. */
export function faultPlan(clock: Clock): FaultPlan<Fault> {
  return planFaults(clock, (path = '') => {
    const beginning = path.toLowerCase();
    return (requested) => requested.toLowerCase().startsWith(beginning);
  });
}
