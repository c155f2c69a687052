import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Write } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import { tableOf } from './collections.ts';
import type { Database } from './database.ts';
import type { EffectChanges } from './effect-changes.ts';
import type { LeaseTable } from './leases.ts';

/** Carries out the writes of a commit in order, inside the caller's transaction; throws on the first that fails. */
export class CommitWriter {
  readonly #db: Database;
  readonly #effects: EffectChanges;
  readonly #leases: LeaseTable;

  constructor(db: Database, effects: EffectChanges, leases: LeaseTable) {
    this.#db = db;
    this.#effects = effects;
    this.#leases = leases;
  }

  apply(writes: readonly Write[]): void {
    for (const write of writes) this.#apply(write);
  }

  #apply(write: Write): void {
    switch (write.op) {
      case 'insert':
        this.#db.run(
          `INSERT INTO ${tableOf(write.c)} (id, v, json, expires_at) VALUES (?, 1, ?, ?)`,
          write.id,
          JSON.stringify(write.data),
          write.expiresAt ?? null,
        );
        return;
      case 'put': {
        const changed = this.#db.run(
          `UPDATE ${tableOf(write.c)} SET v = v + 1, json = ?, expires_at = ? WHERE id = ? AND v = ?`,
          JSON.stringify(write.data),
          write.expiresAt ?? null,
          write.id,
          write.expect,
        );
        if (changed === 0) throw changedMeanwhile(write.c, write.id, write.expect);
        return;
      }
      case 'remove': {
        const changed = this.#db.run(
          `DELETE FROM ${tableOf(write.c)} WHERE id = ?1 AND (?2 IS NULL OR v = ?2)`,
          write.id,
          write.expect ?? null,
        );
        if (changed === 0 && write.expect !== undefined) throw changedMeanwhile(write.c, write.id, write.expect);
        return;
      }
      case 'check': {
        const [row] = this.#db.all<{ v: number }>(`SELECT v FROM ${tableOf(write.c)} WHERE id = ?`, write.id);
        if ((row?.v ?? 0) !== write.expect) throw changedMeanwhile(write.c, write.id, write.expect);
        return;
      }
      case 'fence':
        if (this.#leases.holds(write.lease, write.fence)) return;
        throw new CallboardError('STORE_CONFLICT', `lease ${write.lease} has gone to another owner.`);
      case 'effect':
        this.#effects.add(write.effect);
        return;
      case 'retryEffect':
        this.#effects.retry(write.id, write.dueAt);
        return;
      case 'dismissEffect':
        this.#effects.dismiss(write.id);
        return;
    }
  }
}

function changedMeanwhile(c: CollectionName, id: string, expected: number): CallboardError {
  return new CallboardError('STORE_CONFLICT', `${c} ${id} is no longer at version ${expected}.`);
}
