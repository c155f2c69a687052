import type { PersonSetting } from './directory.ts';
import { joinDirectory } from './directory.ts';
import { createAvailability } from './availability.ts';
import { tendChannel } from './channel.ts';
import { decidePass } from './decide-pass.ts';
import type { DeskDeps } from './deps.ts';
import { assignHandler, noteHandler, priorityHandler } from './effects/psa.ts';
import { cardHandler } from './effects/card.ts';
import { onDead } from './effects/dead.ts';
import { countExperience } from './experience.ts';
import { chatInbound } from './inbound.ts';
import type { EffectKind } from './lanes.ts';
import { createOutbox, type Budget, type EffectHandler, type Outbox } from './outbox/index.ts';
import type { ChatInbound } from './ports/chat.ts';
import { lookAgain, pollOnce } from './poller.ts';
import { tidy } from './retention.ts';
import { fireTimers, nextTimerAt } from './timers.ts';
import { triagePass } from './triage-pass.ts';
import { clientPages, visitEffects, visitWatch, WATCH_MS, type VisitEffectKind } from './visits/index.ts';
import type { ClientPages } from '../model/client-page.ts';
import { asCoded } from '../model/errors.ts';
import { mergeSkills, type MatrixTechnician } from '../routing/index.ts';

export type { DeskDeps } from './deps.ts';
export { DESK_DEFAULTS, type DeskPolicy } from './policy.ts';
export type { PersonSetting } from './directory.ts';
export { VISIT_DEFAULTS, visitLinks, withMemory, type VisitParts, type VisitPolicy } from './visits/index.ts';

const MINUTE = 60_000;
/** How long the planner's and the poller's leases last; a copy that dies is replaced after this. */
const LEASE_MS = 30_000;

/** The planner waits this long, in ms, for what comes in the same moment. */
export const GATHER_MS = 250;
/** More hints than this at once are left to a poll, which reads a hundred tickets with one request. */
const MANY_HINTS = 20;

export interface Desk {
  readonly inbound: ChatInbound;
  /** Something in the PSA may have changed: read these tickets now, instead of at the next poll. */
  hint(ticketIds: readonly string[]): void;
  /** Joins people and technicians; runs by itself every hour. */
  syncDirectory(): Promise<void>;
  /** Triage, decide, tend the channel: until nothing moves. The loop does this; tests call it to look between steps. */
  plan(): Promise<void>;
  poll(): Promise<boolean>;
  readonly outbox: Outbox;
  /** The page of a client's visit; absent without Microsoft Graph. */
  readonly clientPages?: ClientPages;
  /** Starts all loops; they end when the signal aborts, and the promise with them. */
  run(signal: AbortSignal): Promise<void>;
}

/** For a loop that nothing wakes early. */
const NEVER = new AbortController().signal;

/** The use cases, wired to what the composition root gives them. `budget`: how fast each destination may be asked. */
export function createDesk(
  deps: DeskDeps,
  given: { people: readonly PersonSetting[]; skills: readonly MatrixTechnician[]; budget: Budget; parallel: number },
): Desk {
  const { store, clock, log, metrics } = deps;
  const availability = createAvailability(deps);
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
    budget: given.budget,
    parallel: given.parallel,
    onDead: async (effect, error) => {
      const writes = await onDead(deps, effect, error);
      // An offer that reached nobody looks for the next person at once.
      wakePlanner.abort();
      return writes;
    },
  });
  const hints = new Set<string>();
  let wakePoller = new AbortController();
  let wakePlanner = new AbortController();
  let syncedAt = -Infinity;

  async function plan(): Promise<void> {
    const began = clock.now();
    let again = true;
    for (let round = 0; again && round < 20; round += 1) {
      await triagePass(deps);
      again = await decidePass(deps, availability);
    }
    await tendChannel(deps);
    metrics.time('pass_seconds', clock.now() - began);
  }

  async function syncDirectory(): Promise<void> {
    const { technicians, unmatched } = mergeSkills(await deps.psa.listTechnicians(), given.skills);
    if (unmatched.length > 0) log.warn('skills.unmatched', { people: unmatched.length });
    await joinDirectory(deps, technicians, given.people);
    await countExperience(deps);
  }

  /** Reads the tickets of the hints, when they are few; false: a poll, which takes many at a time, is the better way. */
  async function follow(): Promise<boolean> {
    const pending = [...hints];
    hints.clear();
    if (pending.length === 0 || pending.length > MANY_HINTS) return false;
    for (const id of pending) {
      await lookAgain(deps, id).catch((error: unknown) => {
        log.warn('hint.failed', { ticketId: id, code: asCoded(error).code });
      });
    }
    return true;
  }

  /** People and technicians, anew every hour: true when it was time for it. Old ones are good enough to go on with; none are not. */
  async function refreshDirectory(): Promise<boolean> {
    if (clock.now() - syncedAt < 60 * MINUTE) return false;
    try {
      await syncDirectory();
      syncedAt = clock.now();
    } catch (error) {
      if (syncedAt === -Infinity) throw error;
      log.warn('directory.failed', { code: asCoded(error).code, cause: error });
    }
    return true;
  }

  /** A loop that only one copy runs at a time, and that outlives its own errors. */
  function loop(
    name: string,
    signal: AbortSignal,
    step: () => Promise<number>,
    wake: () => AbortSignal,
  ): Promise<void> {
    return new Promise((resolve) => {
      clock.spawn(name, async () => {
        while (!signal.aborted) {
          let wait = 5_000;
          try {
            const lease = await store.lease(name, deps.owner, { now: clock.now(), ms: LEASE_MS });
            if (lease) wait = await step();
          } catch (error) {
            log.error(`${name}.failed`, { code: asCoded(error).code, cause: error });
          }
          await clock.sleep(wait, AbortSignal.any([signal, wake()]));
        }
        resolve();
      });
    });
  }

  return {
    inbound: chatInbound(deps, () => {
      wakePlanner.abort();
      outbox.wake();
    }),
    hint(ticketIds) {
      for (const id of ticketIds.slice(0, 500)) hints.add(id);
      wakePoller.abort();
    },
    ...(deps.visits
      ? {
          clientPages: clientPages(deps, deps.visits, () => {
            wakePlanner.abort();
            outbox.wake();
          }),
        }
      : {}),
    syncDirectory,
    plan,
    poll: () => pollOnce(deps),
    outbox,
    async run(signal) {
      const pollMs = deps.policy.pollSeconds * 1000;
      let polledAt = -Infinity;
      const poller = loop(
        'poller',
        signal,
        async () => {
          wakePoller = new AbortController();
          if (await refreshDirectory()) await tidy(deps);
          if (!(await follow()) || clock.now() - polledAt >= pollMs) {
            await pollOnce(deps);
            polledAt = clock.now();
          }
          wakePlanner.abort();
          return Math.max(0, polledAt + pollMs - clock.now());
        },
        () => wakePoller.signal,
      );
      const planner = loop(
        'planner',
        signal,
        async () => {
          // What happens in the same moment (a page of tickets, a burst of claims) is decided together.
          await clock.sleep(GATHER_MS, signal);
          wakePlanner = new AbortController();
          await fireTimers(deps);
          await plan();
          outbox.wake();
          const next = await nextTimerAt(deps);
          return Math.min(MINUTE, next === undefined ? MINUTE : Math.max(0, next - clock.now()));
        },
        () => wakePlanner.signal,
      );
      const watch = deps.visits && visitWatch(deps, deps.visits, () => wakePlanner.abort());
      const watcher =
        watch &&
        loop(
          'visits',
          signal,
          async () => (await watch(), WATCH_MS),
          () => NEVER,
        );
      await Promise.all([poller, planner, watcher, outbox.run(signal)]);
    },
  };
}
