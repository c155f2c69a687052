import type { Claim, Settlement } from '../../desk/ports/store.ts';
import type { Database } from './database.ts';
import type { EffectChanges } from './effect-changes.ts';
import { asEffect, EFFECT_COLUMNS, type EffectRow } from './effect-rows.ts';

/** Neither the destination nor its system (the part before the first colon) is in `?2`, a JSON list. */
export const NOT_EXCLUDED = `dest NOT IN (SELECT value FROM json_each(?2))
  AND substr(dest, 1, instr(dest || ':', ':') - 1) NOT IN (SELECT value FROM json_each(?2))`;

/** Effects held by workers: claiming them, starting attempts, ending them. Each call runs in a transaction. */
export class Claims {
  readonly #db: Database;
  readonly #changes: EffectChanges;

  constructor(db: Database, changes: EffectChanges) {
    this.#db = db;
    this.#changes = changes;
  }

  /** A begun effect that can be claimed belonged to a worker that died: it is unknown whether it landed. */
  take(q: { owner: string; now: number; leaseMs: number; limit: number; notDest?: readonly string[] }): Claim[] {
    const due = this.#db.all<{ seq: number }>(
      `SELECT seq FROM effects WHERE head = 1 AND ready_at <= ?1 AND ${NOT_EXCLUDED}
       ORDER BY urgency DESC, seq LIMIT ?3`,
      q.now,
      JSON.stringify(q.notDest ?? []),
      q.limit,
    );
    return due.flatMap(({ seq }) => {
      const [row] = this.#db.all<EffectRow>(
        `UPDATE effects SET unclear = unclear OR state = 'begun', state = 'waiting',
           owner = ?, fence = fence + 1, lease_until = ?
         WHERE seq = ? RETURNING ${EFFECT_COLUMNS}`,
        q.owner,
        q.now + q.leaseMs,
        seq,
      );
      return row ? [{ effect: asEffect(row), owner: q.owner, fence: row.fence }] : [];
    });
  }

  /** The first call counts an attempt; later calls by the same worker only renew it. */
  begin(claim: Claim, q: { now: number; deadline: number; leaseUntil: number }): boolean {
    const [held] = this.#db.all<{ state: string }>(
      'SELECT state FROM effects WHERE id = ? AND owner = ? AND fence = ?',
      claim.effect.id,
      claim.owner,
      claim.fence,
    );
    if (!held) return false;
    if (held.state === 'waiting') {
      this.#db.run(
        `UPDATE effects SET state = 'begun', attempts = attempts + 1, begun_at = ?1,
           first_begun_at = ifnull(first_begun_at, ?1) WHERE id = ?2`,
        q.now,
        claim.effect.id,
      );
      this.#db.run('INSERT INTO attempts (dest, at) VALUES (?, ?)', claim.effect.dest, q.now);
    }
    this.#db.run(
      'UPDATE effects SET deadline = ?, lease_until = ? WHERE id = ?',
      q.deadline,
      q.leaseUntil,
      claim.effect.id,
    );
    return true;
  }

  settle(claim: Claim, settlement: Settlement, now: number): boolean {
    switch (settlement.as) {
      case 'done': {
        const ended = this.#end(claim, "state = 'done', head = 0, settled_at = ?1, error = NULL", now);
        if (ended) this.#changes.advance(claim.effect.lane);
        return ended;
      }
      case 'dead':
        return this.#end(
          claim,
          "state = 'dead', settled_at = ?1, error = ?2, unclear = unclear OR ?3",
          now,
          JSON.stringify(settlement.error),
          settlement.unclear === true ? 1 : 0,
        );
      case 'retry':
        return this.#end(
          claim,
          "state = 'waiting', due_at = ?1, error = ifnull(?2, error), unclear = ?3, attempts = attempts - (?4 AND state = 'begun')",
          settlement.at,
          settlement.error === undefined ? null : JSON.stringify(settlement.error),
          settlement.unclear ? 1 : 0,
          settlement.countAttempt === false ? 1 : 0,
        );
    }
  }

  #end(claim: Claim, change: string, ...values: (string | number | null)[]): boolean {
    const n = values.length;
    return (
      this.#db.run(
        `UPDATE effects SET ${change}, owner = NULL, lease_until = NULL
         WHERE id = ?${n + 1} AND owner = ?${n + 2} AND fence = ?${n + 3}`,
        ...values,
        claim.effect.id,
        claim.owner,
        claim.fence,
      ) === 1
    );
  }
}
