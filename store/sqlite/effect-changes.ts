import type { NewEffect } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import type { Database } from './database.ts';

/** What a commit can do to effects. Runs inside the commit's transaction. */
export class EffectChanges {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds an effect at the end of its lane, unless its id is known or a waiting effect will do its work. */
  add(effect: NewEffect): void {
    if (effect.coalesce === true && this.#waits(effect)) return;
    this.#db.run(
      `INSERT INTO effects (id, lane, dest, kind, payload, coalesce, urgency, state, due_at, head)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?8,
         NOT EXISTS (SELECT 1 FROM effects WHERE lane = ?2 AND state <> 'done'))
       ON CONFLICT (id) DO NOTHING`,
      effect.id,
      effect.lane,
      effect.dest,
      effect.kind,
      JSON.stringify(effect.payload),
      effect.coalesce === true ? 1 : 0,
      effect.urgency ?? 0,
      effect.dueAt,
    );
  }

  /** Retries a dead letter with its attempts counted from zero; it stays unclear whether it landed. */
  retry(id: string, dueAt: number): void {
    const changed = this.#db.run(
      `UPDATE effects SET state = 'waiting', due_at = ?, attempts = 0, first_begun_at = NULL, settled_at = NULL
       WHERE id = ? AND state = 'dead'`,
      dueAt,
      id,
    );
    if (changed === 0) throw notDead(id);
  }

  /** Dismisses a dead letter; its lane continues without it. */
  dismiss(id: string): void {
    const [row] = this.#db.all<{ lane: string }>(
      "UPDATE effects SET state = 'done', head = 0 WHERE id = ? AND state = 'dead' RETURNING lane",
      id,
    );
    if (!row) throw notDead(id);
    this.advance(row.lane);
  }

  /** The next unsettled effect of a lane becomes its head. */
  advance(lane: string): void {
    this.#db.run(
      `UPDATE effects SET head = 1
       WHERE seq = (SELECT seq FROM effects WHERE lane = ? AND state <> 'done' ORDER BY seq LIMIT 1)`,
      lane,
    );
  }

  #waits(effect: NewEffect): boolean {
    return (
      this.#db.all(
        "SELECT 1 FROM effects WHERE lane = ? AND kind = ? AND state = 'waiting' LIMIT 1",
        effect.lane,
        effect.kind,
      ).length > 0
    );
  }
}

function notDead(id: string): CallboardError {
  return new CallboardError('STORE_CONFLICT', `effect ${id} is no dead letter any more.`);
}
