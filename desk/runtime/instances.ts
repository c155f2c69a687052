import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { type ShareSince, SHARES, WHOLE } from '../ports/share.ts';
import type { Store } from '../ports/store.ts';
import { metaWrite, untilCommitted } from '../records/index.ts';
import type { Instances } from '../ports/instances.ts';

/** How long an instance counts as alive after a heartbeat, ms. */
const ALIVE_MS = 10_000;
/** The interval between heartbeats, ms. */
const BEAT_MS = 3_000;
const LOOK_AGAIN_MS = 1_000;
/**
 * An instance treats its own heartbeat as expired this much earlier than others do, ms: their clocks differ by less.
 */
const MARGIN_MS = 500;
/** An attempt is called off when recording its start took longer than this, ms. */
const BEGIN_WITHIN_MS = 1_000;
/**
 * A share that another instance gave up is used only after this delay, ms. By then the attempts it began are recorded.
 */
const GRACE_MS = 2_000;
/** How long this instance remembers its past shares, ms: connectors look back five minutes. */
const HISTORY_MS = 600_000;
/**
 * At most this many instances send. With more, the smallest window (6 per second in one conversation,
 * outbox/budget-rules.ts) would leave less than one attempt each. The others still answer people, and send once there
 * is room.
 */
const SENDERS_AT_MOST = 6;

/** For a process that has the store to itself. The embedded engine's lock guarantees that. */
export const SINGLE_INSTANCE: Instances = {
  ...WHOLE,
  alone: true,
  mayGoOn: () => true,
  beat: () => Promise.resolve(),
  run: () => Promise.resolve(),
};

/**
 * Divides the rate budgets among the live instances. They share one small document in which each keeps its own entry
 * (compare-and-set). The recorded shares never add up to more than the whole: a new instance takes what is free, the
 * others shrink to an even share at their next heartbeat, and then the new one grows. A share ends when its instance's
 * heartbeat expires, and the instance itself stops first, so a dead instance blocks its share for ten seconds at most.
 *
 * An instance whose share has grown also recounts all recorded attempts (outbox/budget.ts). No window is overdrawn,
 * even while shares change: earlier attempts count for the instance that gained, and all other shares only shrink.
 */
export function createInstances({
  store,
  clock,
  log,
  owner,
}: Pick<DeskDeps, 'store' | 'clock' | 'log' | 'owner'>): Instances {
  let history: readonly ShareSince[] = [{ at: -Infinity, shares: 0 }];
  let growths = 0;
  let until = -Infinity;
  /** Others still hold part of our even share. They release it at their next heartbeat, so we check again soon. */
  let wanting = false;
  /** A larger share that applies at `from`. Nobody else has used the additional part since `since`. */
  let growing: { readonly shares: number; readonly from: number; readonly since: number } | undefined;

  const shares = () => history.at(-1)?.shares ?? 0;

  function become(next: number, at: number): void {
    if (next > shares()) growths += 1;
    if (next === shares()) return;
    const kept = history.filter((_, n) => (history[n + 1]?.at ?? Infinity) > at - HISTORY_MS);
    history = [...kept, { at: Math.max(at, kept.at(-1)?.at ?? at), shares: next }];
  }

  function sharesAt(now: number): number {
    if (now >= until - MARGIN_MS) {
      growing = undefined;
      become(0, until - MARGIN_MS);
    } else if (growing && now >= growing.from) {
      become(growing.shares, growing.since);
      growing = undefined;
    }
    return shares();
  }

  async function beat(): Promise<void> {
    const given = await untilCommitted(async () => {
      const now = clock.now();
      const before = sharesAt(now);
      const known = await readInstances(store);
      const others = known.live.filter((one) => one.owner !== owner && one.until > now);
      const even = Math.floor(SHARES / Math.min(others.length + 1, SENDERS_AT_MOST));
      const free = SHARES - others.reduce((sum, one) => sum + one.parts, 0);
      const mine = Math.max(0, Math.min(even, free));
      // Give it up before that is recorded, so that it is never used twice.
      become(Math.min(before, mine), now);
      growing = undefined;
      wanting = mine < even;
      const data = { is: 'copies', live: [...others, { owner, until: now + ALIVE_MS, parts: mine }] } as const;
      await store.commit([known.write(data)]);
      // When the last of the earlier instances ended.
      const last = Math.max(-Infinity, ...known.live.flatMap((one) => (one.owner === owner ? [] : [one.until])));
      return { now, mine, before, last, others: others.length };
    });
    until = given.now + ALIVE_MS;
    if (given.mine > shares()) {
      const from = given.others === 0 ? given.now : clock.now() + GRACE_MS;
      growing = { shares: given.mine, from, since: given.others === 0 ? given.last : from };
    }
    if (given.mine !== given.before) log.info('copies.part', { owner, parts: given.mine, copies: given.others + 1 });
  }

  async function leave(): Promise<void> {
    until = -Infinity;
    sharesAt(clock.now());
    await untilCommitted(async () => {
      const known = await readInstances(store);
      const others = known.live.filter((one) => one.owner !== owner);
      if (others.length === known.live.length) return;
      // The entry stays until another instance writes: the next one to start learns from it when our use of the budgets
      // ended.
      const gone = { owner, until: clock.now(), parts: 0 };
      await store.commit([known.write({ is: 'copies', live: [...others, gone] })]);
    });
  }

  return {
    alone: false,
    shares: sharesAt,
    growths(now) {
      sharesAt(now);
      return growths;
    },
    history(now) {
      sharesAt(now);
      return history;
    },
    mayGoOn: (since, now) => sharesAt(now) > 0 && now - since <= BEGIN_WITHIN_MS,
    beat,
    async run(signal) {
      while (!signal.aborted) {
        try {
          await beat();
        } catch (error) {
          log.warn('copies.not-said', { owner, code: asCoded(error).code });
        }
        await clock.sleep(wanting ? LOOK_AGAIN_MS : BEAT_MS, signal);
      }
      await leave().catch((error: unknown) => log.warn('copies.not-left', { owner, code: asCoded(error).code }));
    },
  };
}

async function readInstances(store: Store) {
  const doc = await store.get('meta', 'copies');
  const live = doc?.data.is === 'copies' ? doc.data.live : [];
  return {
    live,
    write: (data: { readonly is: 'copies'; readonly live: typeof live }) => metaWrite(doc, data),
  };
}
