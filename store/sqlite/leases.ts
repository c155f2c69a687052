import type { Lease } from '../../desk/ports/store.ts';
import type { Database } from './database.ts';

/** Named leases: one owner at a time, and a fencing number that never repeats. */
export class LeaseTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Takes or renews the lease; undefined while another owner's lease has not expired. */
  take(name: string, owner: string, q: { now: number; ms: number }): Lease | undefined {
    const [row] = this.#db.all<{ fence: number }>(
      `INSERT INTO leases (name, owner, fence, until) VALUES (?1, ?2, 1, ?3)
       ON CONFLICT (name) DO UPDATE SET
         fence = fence + (owner IS NOT excluded.owner), owner = excluded.owner, until = excluded.until
         WHERE owner IS NULL OR owner = excluded.owner OR until <= ?4
       RETURNING fence`,
      name,
      owner,
      q.now + q.ms,
      q.now,
    );
    return row && { name, owner, fence: row.fence };
  }

  /** Does nothing when another owner already has the lease. */
  release(lease: Lease): void {
    this.#db.run(
      'UPDATE leases SET owner = NULL WHERE name = ? AND owner = ? AND fence = ?',
      lease.name,
      lease.owner,
      lease.fence,
    );
  }

  holds(name: string, fence: number): boolean {
    return (
      this.#db.all('SELECT 1 FROM leases WHERE name = ? AND fence = ? AND owner IS NOT NULL', name, fence).length > 0
    );
  }
}
