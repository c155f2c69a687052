import { CallboardError } from '../../model/errors.ts';
import type { Lease, Store, Write } from '../ports/store.ts';

/**
 * The store for a lease holder: each commit succeeds only while the lease is still theirs. A holder that stalled and
 * lost the lease gets LEASE_LOST, and nothing is written. After a conflict, `stillMine` distinguishes an ordinary race,
 * which is worth a retry, from a lost lease.
 */
export function fenced(store: Store, lease: Lease, stillMine: () => Promise<boolean>): Store {
  const fence: Write = { op: 'fence', lease: lease.name, fence: lease.fence };
  return {
    async commit(writes) {
      try {
        await store.commit([fence, ...writes]);
      } catch (error) {
        const raced = error instanceof CallboardError && error.code === 'STORE_CONFLICT';
        if (!raced || (await stillMine())) throw error;
        throw new CallboardError('LEASE_LOST', `${lease.owner} is no longer the ${lease.name}.`, { cause: error });
      }
    },
    get: (c, id) => store.get(c, id),
    getMany: (c, ids) => store.getMany(c, ids),
    query: (c, q) => store.query(c, q),
    count: (c, q) => store.count(c, q),
    sweep: (now, settledBefore) => store.sweep(now, settledBefore),
    claimEffects: (q) => store.claimEffects(q),
    beginEffect: (claim, q) => store.beginEffect(claim, q),
    settleEffect: (claim, settlement, now, writes) => store.settleEffect(claim, settlement, now, writes),
    getEffect: (id) => store.getEffect(id),
    listEffects: (q) => store.listEffects(q),
    countEffects: () => store.countEffects(),
    attemptsSince: (destPrefix, since) => store.attemptsSince(destPrefix, since),
    nextEffectAt: (q) => store.nextEffectAt(q),
    lease: (name, owner, q) => store.lease(name, owner, q),
    release: (held) => store.release(held),
    onWake: (listener) => store.onWake(listener),
    migrate: () => store.migrate(),
    backup: (to) => store.backup(to),
    health: () => store.health(),
    close: () => store.close(),
  };
}
