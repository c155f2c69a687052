// The desk: all use cases, wired together.
import type { GaugeName } from '../model/metrics.ts';
import {
  createAvailability,
  joinDirectory,
  type PersonSetting,
  readRoleGroups,
  type RoleGroups,
} from './people/index.ts';
import type { DeskDeps } from './deps.ts';
import { assignHandler, noteHandler, priorityHandler } from './psa-writes/index.ts';
import { cardHandler, readGauges } from './views/index.ts';
import { onDead } from './posts/index.ts';
import { countExperience, createPlanner, TICKET_TIMERS } from './dispatch/index.ts';
import { createHints, pollOnce } from './intake/index.ts';
import { chatInbound } from './chat/index.ts';
import { type Budget, createOutbox, type EffectHandler, type EffectKind, type Outbox } from './outbox/index.ts';
import type { ChatInbound } from './ports/chat.ts';
import { tidy } from './records/index.ts';
import { createSingleton, spawned } from './runtime/index.ts';
import {
  checkPermissions,
  createGraphNotifications,
  type GraphNotifications,
  subscriptionKeeper,
} from './visits/calendars/index.ts';
import { checkStatuses, type VisitEffectKind } from './visits/booking/index.ts';
import { clientPages } from './visits/client/index.ts';
import { visitEffects, visitTimers, visitWatch } from './visits/index.ts';
import type { ClientPages } from '../model/client-page.ts';
import { asCoded } from '../model/errors.ts';
import { mergeSkills, type MatrixTechnician } from '../routing/index.ts';

// Dependencies and policy
export type { DeskDeps } from './deps.ts';
export { DESK_DEFAULTS, type DeskPolicy } from './policy.ts';
export type { PersonSetting, RoleGroups } from './people/index.ts';
export { SINGLE_INSTANCE, createInstances } from './runtime/index.ts';
export { type Instances } from './ports/instances.ts';
export { GATHER_MS } from './dispatch/index.ts';

// Visits
export type { VisitDeps } from './visit-deps.ts';
export { VISIT_DEFAULTS, type VisitPolicy } from './visit-policy.ts';
export { visitLinks } from './visits/client/index.ts';
export { permissionsFound, withCaches } from './visits/calendars/index.ts';

const HOUR = 3_600_000;

export interface Desk {
  readonly inbound: ChatInbound;
  /** These tickets may have changed in the PSA: reads them now instead of at the next poll. */
  hint(ticketIds: readonly string[]): void;
  /** Joins people and technicians. The poller also does this every hour. */
  syncDirectory(): Promise<void>;
  /**
   * Triages, decides and updates the channel until nothing changes. The planner does this by itself; tests call it
   * directly.
   */
  plan(): Promise<void>;
  poll(): Promise<boolean>;
  readonly outbox: Outbox;
  /** The current value of each gauge, read from the store. */
  gauges(): Promise<Readonly<Record<GaugeName, number>>>;
  /** The client's visit pages. Absent without Microsoft Graph. */
  readonly clientPages?: ClientPages;
  /** Receives Graph's notifications about changed calendars. Absent when Callboard does not subscribe to them. */
  readonly graphNotifications?: Pick<GraphNotifications, 'place' | 'hear'>;
  /** Runs all loops. Resolves when the signal has aborted and every loop has ended. */
  run(signal: AbortSignal): Promise<void>;
}

/** Settings that the composition root passes next to the dependencies. */
export interface DeskGiven {
  readonly people: readonly PersonSetting[];
  readonly skills: readonly MatrixTechnician[];
  /** Roles by Entra group, in addition to those in `people`. Needs Microsoft Graph. */
  readonly roleGroups?: RoleGroups;
  /** The rate budget of each destination. */
  readonly budget: Budget;
  /** How many effects may run concurrently against each outside system. */
  readonly parallel: number;
  /** Subscribes to the PSA's pushes each time this instance becomes the poller. Handles its own errors. */
  readonly subscribe?: () => Promise<void>;
}

/** Wires the use cases to their dependencies. */
export function createDesk(deps: DeskDeps, given: DeskGiven): Desk {
  const { store, clock, log, instances } = deps;
  const handlers: Record<EffectKind, EffectHandler> & Partial<Record<VisitEffectKind, EffectHandler>> = {
    'psa.assign': assignHandler(deps),
    'psa.note': noteHandler(deps),
    'psa.priority': priorityHandler(deps),
    'card.sync': cardHandler(deps),
    ...(deps.visits ? visitEffects(deps, deps.visits) : {}),
  };
  const outbox = createOutbox({
    store,
    clock,
    handlers,
    owner: deps.owner,
    random: deps.random,
    log,
    metrics: deps.metrics,
    budget: given.budget,
    parallel: given.parallel,
    share: instances,
    onDead: async (effect, error) => {
      const writes = await onDead(deps, effect, error);
      // An undeliverable offer has ended: plan now, so that the next person is asked.
      planner.moved();
      return writes;
    },
  });
  const planner = createPlanner(deps, {
    availability: createAvailability(deps),
    timers: { ...TICKET_TIMERS, ...(deps.visits ? visitTimers(deps.visits) : {}) },
    planned: () => outbox.wake(),
  });
  const hints = createHints(deps, () => planner.moved());

  async function syncDirectory(under: DeskDeps = deps): Promise<void> {
    const { technicians, unmatched } = mergeSkills(await under.psa.listTechnicians(), given.skills);
    if (unmatched.length > 0) log.warn('skills.unmatched', { people: unmatched.length });
    const byGroup = await readRoleGroups(under, given.roleGroups ?? {}, under.visits?.presence);
    await joinDirectory(under, technicians, given.people, byGroup);
    await countExperience(under);
    if (under.visits) await checkStatuses(under, under.visits.policy);
  }

  let syncedAt: number | undefined;
  /** Syncs the directory once an hour. After a failed sync the stored directory is good enough; an empty one is not. */
  async function refreshDirectory(under: DeskDeps): Promise<void> {
    if (syncedAt !== undefined && clock.now() - syncedAt < HOUR) return;
    try {
      await syncDirectory(under);
      syncedAt = clock.now();
    } catch (error) {
      if (syncedAt === undefined && (await store.count('people', { index: 'byName' })) === 0) throw error;
      log.warn('directory.failed', { code: asCoded(error).code, cause: error });
    }
  }

  const pollMs = deps.policy.pollSeconds * 1000;
  const poller = createSingleton(
    deps,
    'poller',
    async (under, { first }) => {
      if (first) {
        // The previous poller may have run with older settings or subscribed another PSA address.
        syncedAt = undefined;
        await given.subscribe?.();
      }
      await refreshDirectory(under);
      const began = clock.now();
      await pollOnce(under);
      planner.moved();
      return Math.max(0, began + pollMs - clock.now());
    },
    () => undefined,
  );
  const { visits } = deps;
  const watch = visits && visitWatch(visits, () => planner.moved());
  const visitor =
    watch &&
    createSingleton(
      deps,
      'visits',
      (under) => watch(under),
      () => undefined,
    );
  const keeper =
    visits?.graphNotifications &&
    createSingleton(deps, 'notices', subscriptionKeeper(visits.graphNotifications), () => undefined);
  const notices =
    visits?.graphNotifications &&
    createGraphNotifications(deps, visits.graphNotifications, {
      calendars: () => visitor?.ring(),
      subscriptions: () => keeper?.ring(),
    });
  const sweeps = createSingleton(
    deps,
    'sweeps',
    async (under) => {
      await tidy(under);
      if (under.visits?.probe) await checkPermissions(under, under.visits.probe);
      return HOUR;
    },
    () => undefined,
  );

  return {
    inbound: chatInbound(deps, () => {
      planner.moved();
      outbox.wake();
    }),
    hint: (ticketIds) => hints.add(ticketIds),
    ...(visits
      ? {
          clientPages: clientPages(deps, visits, () => {
            planner.moved();
            outbox.wake();
          }),
        }
      : {}),
    ...(notices ? { graphNotifications: notices } : {}),
    syncDirectory,
    plan: () => planner.plan(),
    poll: () => pollOnce(deps),
    outbox,
    gauges: () => readGauges(store, clock.now()),
    async run(signal) {
      const beating = new AbortController();
      const beats = spawned(clock, 'copies', () => instances.run(beating.signal));
      await Promise.all([
        spawned(clock, 'poller', () => poller.run(signal)),
        planner.run(signal),
        spawned(clock, 'sweeps', () => sweeps.run(signal)),
        ...(visitor ? [spawned(clock, 'visits', () => visitor.run(signal))] : []),
        ...(keeper ? [spawned(clock, 'subscriptions', () => keeper.run(signal))] : []),
        ...(notices ? [spawned(clock, 'notices', () => notices.run(signal))] : []),
        spawned(clock, 'hints', () => hints.run(signal)),
        spawned(clock, 'outbox', () => outbox.run(signal)),
      ]);
      // Last: until all loops have ended, this instance still uses its share of the budgets.
      beating.abort();
      await beats;
    },
  };
}
