import { MongoBulkWriteError } from 'mongodb';
import type { Claim } from '../../desk/ports/store.ts';
import { isDuplicate } from './errors.ts';
import { patiently } from './patience.ts';
import type { Collections, StoredAttempt } from './stored.ts';
import { RequestBatcher } from './request-batcher.ts';

/** How long an attempt is kept: longer than the longest rate window that budgets use (Teams counts an hour). */
export const ATTEMPTS_KEPT_MS = 2 * 3_600_000;

export interface StartAttempt {
  readonly now: number;
  readonly deadline: number;
  readonly leaseUntil: number;
}
interface Asked {
  readonly claim: Claim;
  readonly q: StartAttempt;
}

/**
 * Records the starts of attempts. Each is one update of its lane that applies only to the current claim; those
 * requested while others are running go together in the next request, and none needs a transaction. The attempt is also
 * noted for the rate budgets. A crash between the two counts an attempt that never happened, which costs one place in a
 * budget for an hour; in the opposite order, a budget could be exceeded.
 */
export class StartAttempts {
  readonly #at: Collections;
  readonly #together = new RequestBatcher<Asked, boolean>(async (batch) => {
    const begun = await patiently(() => this.#begin(batch));
    return (_, n) => begun[n] === true;
  });

  constructor(at: Collections) {
    this.#at = at;
  }

  /** The first call for a claim counts an attempt; later calls only renew it. False: the lease was lost. */
  run(claim: Claim, q: StartAttempt): Promise<boolean> {
    return this.#together.ask({ claim, q });
  }

  async #begin(batch: readonly Asked[]): Promise<boolean[]> {
    const firsts = batch.map(({ claim, q }) => ({
      updateOne: {
        filter: { ...heldBy(claim), 'head.state': 'waiting' as const },
        update: {
          $set: {
            ...timesOf(claim, q),
            'head.state': 'begun' as const,
            'head.begunAt': q.now,
            'head.firstBegunAt': claim.effect.firstBegunAt ?? q.now,
          },
          $inc: { 'head.attempts': 1 },
        },
      },
    }));
    const [{ matchedCount }] = await Promise.all([
      this.#at.lanes.bulkWrite(firsts, { ordered: false }),
      this.#note(batch.map(({ claim, q }) => attemptOf(claim, q.now))),
    ]);
    if (matchedCount === batch.length) return batch.map(() => true);
    // Claims that are still held have been recorded as begun, now or before, and are renewed. The others are lost.
    const held = await Promise.all(
      batch.map(async ({ claim, q }) => {
        const filter = { ...heldBy(claim), 'head.state': 'begun' as const };
        return (await this.#at.lanes.updateOne(filter, { $set: timesOf(claim, q) })).matchedCount === 1;
      }),
    );
    const lost = batch.filter((_, i) => held[i] === false).map(({ claim, q }) => attemptOf(claim, q.now));
    // Filtered by time as well: what this claim did before it was lost stays counted.
    for (const { _id, at } of lost) await this.#at.attempts.deleteOne({ _id, at });
    return held;
  }

  /** An attempt that an earlier start of the same claim has already noted is not counted again. */
  async #note(attempts: readonly StoredAttempt[]): Promise<void> {
    try {
      await this.#at.attempts.insertMany([...attempts], { ordered: false });
    } catch (error) {
      const others = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
      if (!isDuplicate(error) || others.some(({ code }) => code !== error.code)) throw error;
    }
  }
}

function heldBy({ effect, owner, fence }: Claim) {
  return { _id: effect.lane, 'head.id': effect.id, 'head.owner': owner, 'head.fence': fence };
}

function timesOf({ effect }: Claim, q: StartAttempt) {
  return {
    'head.deadline': q.deadline,
    'head.leaseUntil': q.leaseUntil,
    'head.readyAt': Math.max(effect.dueAt, q.deadline, q.leaseUntil),
  };
}

/** One attempt per claim, under the claim's name: it counts once, however often it is recorded. */
function attemptOf({ effect: { id, seq, dest }, fence }: Claim, at: number): StoredAttempt {
  return { _id: `${id}#${seq}.${fence}`, dest, at, expireAt: new Date(at + ATTEMPTS_KEPT_MS) };
}
