import { over } from '../harness/over.ts';
import type { PsaPort } from '../desk/ports/psa.ts';
import type { Claim, Store, Write } from '../desk/ports/store.ts';

/**
 * Ways to break Callboard on purpose, each taking away one thing that its promises rest on. The harness must find each
 * of them; the product knows nothing of them.
 */
export const MUTANTS = ['no-look', 'no-fence', 'apart', 'no-compare', 'one-member', 'no-suppression'] as const;
export type Mutant = (typeof MUTANTS)[number];

/** What a process says for each part in which the mutant is in place: the store, the PSA. */
export const IN_PLACE = 'soak: the mutant is in place';

/** How far state and effect are torn apart, ms: a kill has to find the gap. */
const GAP_MS = 60;

/** A text in one of the product's files, and what a mutant makes of it while it is loaded. */
export interface Rewrite {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * `one-member`: a commit counts when one member of the replica set alone has it. `no-suppression`: what is asked once
 * more by the same activity is asked anew.
 */
export const REWRITES: Readonly<Partial<Record<Mutant, readonly Rewrite[]>>> = {
  'one-member': [
    { file: '/store/mongo/client.ts', from: "{ w: 'majority', journal: true }", to: '{ w: 1, journal: false }' },
    { file: '/store/mongo/transaction.ts', from: "{ w: 'majority', wtimeoutMS: 5_000 }", to: '{ w: 1 }' },
  ],
  'no-suppression': [
    {
      file: '/desk/commands/activity-dedup.ts',
      from: 'key === undefined ? undefined : ticket.acts?.find',
      to: 'true ? undefined : ticket.acts?.find',
    },
  ],
};

/** `no-look`: after an unclear failure a note is repeated without looking whether it is there. */
export function mutatePsa(psa: PsaPort, mutant: Mutant): PsaPort {
  return mutant === 'no-look' ? { ...psa, hasNote: () => Promise.resolve(false) } : psa;
}

/**
 * `no-fence`: a late worker's word counts. `apart`: a state is committed first, its effects a moment later.
 * `no-compare`: whoever writes last is right, whatever they had read.
 */
export function mutateStore<S extends Store>(store: S, mutant: Mutant): S {
  switch (mutant) {
    case 'no-look':
    case 'one-member':
    case 'no-suppression':
      return store;
    case 'no-compare':
      return withoutCompare(store);
    case 'no-fence':
      return withoutFence(store);
    case 'apart':
      return tornApart(store);
  }
}

function withoutFence<S extends Store>(store: S): S {
  const newest = new Map<string, Claim>();
  const asNewest = (claim: Claim): Claim => newest.get(claim.effect.id) ?? claim;
  return over(store, {
    claimEffects: async (q) => {
      const claims = await store.claimEffects(q);
      for (const claim of claims) newest.set(claim.effect.id, claim);
      return claims;
    },
    commit: (writes) => store.commit(writes.filter((write) => write.op !== 'fence')),
    beginEffect: (claim, q) => store.beginEffect(asNewest(claim), q),
    settleEffect: (claim, ...rest) => store.settleEffect(asNewest(claim), ...rest),
  });
}

function tornApart<S extends Store>(store: S): S {
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

function withoutCompare<S extends Store>(store: S): S {
  async function forced(write: Write): Promise<readonly Write[]> {
    if (write.op === 'check') return [];
    if (write.op === 'remove') return [{ op: 'remove', c: write.c, id: write.id }];
    if (write.op !== 'put' && write.op !== 'insert') return [write];
    const there = await store.get(write.c, write.id);
    const { c, id, data } = write;
    const expiry = write.expiresAt === undefined ? {} : { expiresAt: write.expiresAt };
    const op = there ? { op: 'put', expect: there.v } : { op: 'insert' };
    return [{ ...op, c, id, data, ...expiry } as Write];
  }
  async function force(
    writes: readonly Write[],
    done: (writes: readonly Write[]) => Promise<unknown>,
  ): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await done((await Promise.all(writes.map(forced))).flat());
      } catch (error) {
        if (attempt === 20) throw error;
      }
    }
  }
  return over(store, {
    commit: async (writes) => {
      await force(writes, (all) => store.commit(all));
    },
    settleEffect: async (claim, settlement, now, writes = []) =>
      (await force(writes, (all) => store.settleEffect(claim, settlement, now, all))) === true,
  });
}
