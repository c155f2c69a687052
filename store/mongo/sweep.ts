import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import { coded } from './errors.ts';
import { ATTEMPTS_KEPT_MS } from './start-attempts.ts';
import type { Collections } from './stored.ts';

/**
 * Removes what has served its time, by the caller's clock. Not one transaction: sweeping twice does no harm, and a
 * long one would. TTL indexes (collections.ts) remove, days later, what nobody sweeps.
 */
export async function sweep(at: Collections, now: number, settledBefore: number): Promise<number> {
  const least = Number.MIN_SAFE_INTEGER;
  return coded(async () => {
    let gone = 0;
    for (const c of Object.keys(COLLECTIONS) as CollectionName[]) {
      const filter = { expiresAt: { $exists: true, $gte: least, $lte: now } };
      gone += (await at.documents(c).deleteMany(filter, { hint: 'expiry' })).deletedCount;
    }
    const ended = { settledAt: { $gte: least, $lt: settledBefore } };
    gone += (await at.effects.deleteMany(ended, { hint: 'ends' })).deletedCount;
    await at.attempts.deleteMany({ at: { $gte: least, $lt: now - ATTEMPTS_KEPT_MS } }, { hint: 'times' });
    return gone;
  });
}
