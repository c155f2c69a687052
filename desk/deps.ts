import type { Clock } from '../model/clock.ts';
import type { Ids } from '../model/ids.ts';
import type { Log } from '../model/log.ts';
import type { Metrics } from '../model/metrics.ts';
import type { Instances } from './ports/instances.ts';
import type { ChatPort } from './ports/chat.ts';
import type { PsaPort } from './ports/psa.ts';
import type { Store } from './ports/store.ts';
import type { DeskPolicy } from './policy.ts';
import type { VisitDeps } from './visit-deps.ts';

/** Everything the desk depends on. It has no clock, randomness, environment or network of its own. */
export interface DeskDeps {
  readonly store: Store;
  readonly psa: PsaPort;
  readonly chat: ChatPort;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Uniform in [0, 1); jitters retries. */
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly policy: DeskPolicy;
  /** Identifies this process among those that share the store. */
  readonly owner: string;
  /** Calendars, Bookings and mail. Absent when Microsoft Graph is not configured: visits are then arranged by hand. */
  readonly visits?: VisitDeps;
  /** This instance and its share of the rate budgets. SINGLE_INSTANCE when the process has the store to itself. */
  readonly instances: Instances;
}
