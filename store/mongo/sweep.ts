import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import { coded } from './errors.ts';
import { ATTEMPTS_KEPT_MS } from './start-attempts.ts';
import type { Collections } from './stored.ts';

/**
 * Removes expired data, by the caller's clock. It is not one transaction: sweeping twice does no harm, and a long
 * transaction would. Data that is never swept is removed days later by TTL indexes (collections.ts).
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
