import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { type ShareSince, SHARES, WHOLE } from '../ports/share.ts';
import type { Store } from '../ports/store.ts';
import { metaWrite, untilCommitted } from '../records/index.ts';
import type { Instances } from '../ports/instances.ts';

/** How long a copy counts as alive after it last said so, how often it says so, ms. */
const ALIVE_MS = 10_000;
const BEAT_MS = 3_000;
const LOOK_AGAIN_MS = 1_000;
/** Our own word that we are alive ends this much earlier for ourselves, ms: clocks of copies agree to less. */
const MARGIN_MS = 500;
/** An attempt that could not be written down as begun within this time does not begin, ms. */
const BEGIN_WITHIN_MS = 1_000;
/** A part that another copy gave up is used this much later, ms: what that one began under it is on record by then. */
const GRACE_MS = 2_000;
/** How long it is remembered what this copy's part was, ms: connectors look back five minutes. */
const HISTORY_MS = 600_000;
/**
 * More copies than this do not send: the smallest window of all (6 in a second in one conversation,
 * outbox/budget-rules.ts) would give each less than one. The others answer people and wait for a place.
 */
const SENDERS_AT_MOST = 6;

/** The one process that has the store to itself, as the embedded engine's lock sees to. */
export const SINGLE_INSTANCE: Instances = {
  ...WHOLE,
  alone: true,
  mayGoOn: () => true,
  beat: () => Promise.resolve(),
  run: () => Promise.resolve(),
};

/**
 * Divides the rate budgets among the copies that are alive, by one small document that each of them keeps its line in
 * (compare-and-set). The parts on record never add up to more than the whole: a newcomer takes what is left, the others
 * shrink to the even part at their next beat, and then it grows. A part ends with its copy's last word that it lives,
 * for that copy first of all; so a copy that dies takes nothing with it for longer than ten seconds.
 *
 * With the counting anew whenever a part has grown (outbox/budget.ts) no window is overdrawn, not even while parts
 * move: what was sent before counts for whoever got more, and the parts of all others only shrink.
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
  /** Others hold what should be ours: they give it up at their next beat, and we look again soon. */
  let wanting = false;
  /** More than we have, from an instant on; `since` then nobody else uses it. */
  let growing: { readonly parts: number; readonly from: number; readonly since: number } | undefined;

  const parts = () => history.at(-1)?.shares ?? 0;

  function become(next: number, at: number): void {
    if (next > parts()) growths += 1;
    if (next === parts()) return;
    const kept = history.filter((_, n) => (history[n + 1]?.at ?? Infinity) > at - HISTORY_MS);
    history = [...kept, { at: Math.max(at, kept.at(-1)?.at ?? at), shares: next }];
  }

  function partsAt(now: number): number {
    if (now >= until - MARGIN_MS) {
      growing = undefined;
      become(0, until - MARGIN_MS);
    } else if (growing && now >= growing.from) {
      become(growing.parts, growing.since);
      growing = undefined;
    }
    return parts();
  }

  async function beat(): Promise<void> {
    const given = await untilCommitted(async () => {
      const now = clock.now();
      const before = partsAt(now);
      const known = await readCopies(store);
      const others = known.live.filter((copy) => copy.owner !== owner && copy.until > now);
      const even = Math.floor(SHARES / Math.min(others.length + 1, SENDERS_AT_MOST));
      const free = SHARES - others.reduce((sum, copy) => sum + copy.parts, 0);
      const mine = Math.max(0, Math.min(even, free));
      // Given up before it is on record: nobody may use it twice.
      become(Math.min(before, mine), now);
      growing = undefined;
      wanting = mine < even;
      const data = { is: 'copies', live: [...others, { owner, until: now + ALIVE_MS, parts: mine }] } as const;
      await store.commit([known.write(data)]);
      // Of copies that were there before us: when the last of them ended.
      const last = Math.max(-Infinity, ...known.live.flatMap((copy) => (copy.owner === owner ? [] : [copy.until])));
      return { now, mine, before, last, others: others.length };
    });
    until = given.now + ALIVE_MS;
    if (given.mine > parts()) {
      const from = given.others === 0 ? given.now : clock.now() + GRACE_MS;
      growing = { parts: given.mine, from, since: given.others === 0 ? given.last : from };
    }
    if (given.mine !== given.before) log.info('copies.part', { owner, parts: given.mine, copies: given.others + 1 });
  }

  async function leave(): Promise<void> {
    until = -Infinity;
    partsAt(clock.now());
    await untilCommitted(async () => {
      const known = await readCopies(store);
      const others = known.live.filter((copy) => copy.owner !== owner);
      if (others.length === known.live.length) return;
      // The line stays until somebody else writes: whoever comes next learns when our use of the budgets ended.
      const gone = { owner, until: clock.now(), parts: 0 };
      await store.commit([known.write({ is: 'copies', live: [...others, gone] })]);
    });
  }

  return {
    alone: false,
    shares: partsAt,
    growths(now) {
      partsAt(now);
      return growths;
    },
    history(now) {
      partsAt(now);
      return history;
    },
    mayGoOn: (since, now) => partsAt(now) > 0 && now - since <= BEGIN_WITHIN_MS,
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

async function readCopies(store: Store) {
  const doc = await store.get('meta', 'copies');
  const live = doc?.data.is === 'copies' ? doc.data.live : [];
  return {
    live,
    write: (data: { readonly is: 'copies'; readonly live: typeof live }) => metaWrite(doc, data),
  };
}
