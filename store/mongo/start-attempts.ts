import { MongoBulkWriteError } from 'mongodb';
import type { Claim } from '../../desk/ports/store.ts';
import { isDuplicate } from './errors.ts';
import { patiently } from './patience.ts';
import type { Collections, StoredAttempt } from './stored.ts';
import { RequestBatcher } from './request-batcher.ts';

/** How long an attempt is kept: the longest rate window that budgets look at (Teams counts an hour), and then some. */
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
 * Beginnings of attempts. Each is one update of its lane, which holds only for the claim that asks; those asked for while
 * others are under way go together in the next request, and none needs a transaction. Beside the update the attempt is
 * noted for the rate budgets: a crash in between counts an attempt that was none, which costs a budget a place for an
 * hour, where the other way round it could be overdrawn.
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

  /** The first call for a claim counts an attempt; later ones only prolong it. False: the lease was lost. */
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
    // Whoever still holds its claim has begun by now, just so or before: prolonged. The others have lost it.
    const held = await Promise.all(
      batch.map(async ({ claim, q }) => {
        const filter = { ...heldBy(claim), 'head.state': 'begun' as const };
        return (await this.#at.lanes.updateOne(filter, { $set: timesOf(claim, q) })).matchedCount === 1;
      }),
    );
    const lost = batch.filter((_, i) => held[i] === false).map(({ claim, q }) => attemptOf(claim, q.now));
    // By its instant, too: what this claim did before it was lost stays counted.
    for (const { _id, at } of lost) await this.#at.attempts.deleteOne({ _id, at });
    return held;
  }

  /** An attempt that has been noted already, by an earlier beginning of its claim, is not counted again. */
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

/** One attempt a claim, by its name: however often it is written down, it is counted once. */
function attemptOf({ effect: { id, seq, dest }, fence }: Claim, at: number): StoredAttempt {
  return { _id: `${id}#${seq}.${fence}`, dest, at, expireAt: new Date(at + ATTEMPTS_KEPT_MS) };
}
