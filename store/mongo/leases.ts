import type { Lease } from '../../desk/ports/store.ts';
import { asStoreError, isDuplicate } from './errors.ts';
import { patiently } from './patience.ts';
import type { Collections } from './stored.ts';

/**
 * Named leases: one owner at a time, and a fencing number that never repeats. Each call is one update of one document.
 */
export class LeaseTable {
  readonly #at: Collections;

  constructor(at: Collections) {
    this.#at = at;
  }

  /** Takes or renews the lease; undefined while another owner's lease has not expired. */
  async take(name: string, owner: string, q: { now: number; ms: number }): Promise<Lease | undefined> {
    const mine = { $literal: owner };
    const next = { $add: [{ $ifNull: ['$fence', 0] }, { $cond: [{ $eq: ['$owner', mine] }, 0, 1] }] };
    try {
      const lease = await patiently(() =>
        this.#at.leases.findOneAndUpdate(
          { _id: name, $or: [{ owner: null }, { owner }, { until: { $lte: q.now } }] },
          [{ $set: { fence: next, owner: mine, until: q.now + q.ms } }],
          { upsert: true, returnDocument: 'after' },
        ),
      );
      return lease ? { name, owner, fence: lease.fence } : undefined;
    } catch (error) {
      // Another owner holds it: the update matched nothing, and the insert met the existing document.
      if (error instanceof Error && isDuplicate(error.cause)) return undefined;
      throw asStoreError(error);
    }
  }

  /** Does nothing when another owner already has the lease. */
  async release({ name, owner, fence }: Lease): Promise<void> {
    await patiently(() => this.#at.leases.updateOne({ _id: name, owner, fence }, { $set: { owner: null } }));
  }
}
