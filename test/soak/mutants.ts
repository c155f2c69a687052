import { over } from '../helpers/over.ts';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Claim, Store, Write } from '../../desk/ports/store.ts';

/**
 * Ways to break Callboard on purpose, each taking away one thing that its promises rest on. The harness must find each
 * of them; the product knows nothing of them.
 */
export const MUTANTS = ['no-look', 'no-fence', 'apart'] as const;
export type Mutant = (typeof MUTANTS)[number];

/** What a process says for each part in which the mutant is in place: the store, the PSA. */
export const IN_PLACE = 'soak: the mutant is in place';

/** How far state and effect are torn apart, ms: a kill has to find the gap. */
const GAP_MS = 60;

/** `no-look`: after an unclear failure a note is repeated without looking whether it is there. */
export function mutatePsa(psa: PsaPort, mutant: Mutant): PsaPort {
  return mutant === 'no-look' ? { ...psa, hasNote: () => Promise.resolve(false) } : psa;
}

/** `no-fence`: a late worker's word counts. `apart`: a state is committed first, its effects a moment later. */
export function mutateStore(store: Store, mutant: Mutant): Store {
  switch (mutant) {
    case 'no-look':
      return store;
    case 'no-fence':
      return withoutFence(store);
    case 'apart':
      return tornApart(store);
  }
}

function withoutFence(store: Store): Store {
  const newest = new Map<string, Claim>();
  const asNewest = (claim: Claim): Claim => newest.get(claim.effect.id) ?? claim;
  return over(store, {
    claimEffects: async (q) => {
      const claims = await store.claimEffects(q);
      for (const claim of claims) newest.set(claim.effect.id, claim);
      return claims;
    },
    beginEffect: (claim, q) => store.beginEffect(asNewest(claim), q),
    settleEffect: (claim, ...rest) => store.settleEffect(asNewest(claim), ...rest),
  });
}

function tornApart(store: Store): Store {
  const effectsOf = (writes: readonly Write[]) => writes.filter((write) => write.op === 'effect');
  const afterwards = async (writes: readonly Write[]) => {
    const effects = effectsOf(writes);
    if (effects.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, GAP_MS));
    await store.commit(effects);
  };
  const rest = (writes: readonly Write[]) => writes.filter((write) => write.op !== 'effect');
  return over(store, {
    commit: async (writes) => {
      await store.commit(rest(writes));
      await afterwards(writes);
    },
    settleEffect: async (claim, settlement, now, writes = []) => {
      const settled = await store.settleEffect(claim, settlement, now, rest(writes));
      if (settled) await afterwards(writes);
      return settled;
    },
  });
}
