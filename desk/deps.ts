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

/** Everything the desk is given. Nothing else reaches it: no clock, randomness, environment or network of its own. */
export interface DeskDeps {
  readonly store: Store;
  readonly psa: PsaPort;
  readonly chat: ChatPort;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Uniform in [0, 1): jitter of retries. */
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly policy: DeskPolicy;
  /** Names this process among others that share the store. */
  readonly owner: string;
  /** Calendars, Bookings and mail. Absent: Microsoft Graph is not configured, and visits are arranged by hand. */
  readonly visits?: VisitDeps;
  /** This process and the others; a process that has its store to itself is SINGLE_INSTANCE. */
  readonly instances: Instances;
}
