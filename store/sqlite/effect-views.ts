import type { Effect } from '../../desk/ports/store.ts';
import { NOT_EXCLUDED } from './claims.ts';
import type { Database } from './database.ts';
import { asEffect, EFFECT_COLUMNS, type EffectRow } from './effect-rows.ts';

/** Reads effects without changing them. */
export class EffectViews {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(id: string): Effect | undefined {
    const [row] = this.#db.all<EffectRow>(`SELECT ${EFFECT_COLUMNS} FROM effects WHERE id = ?`, id);
    return row && asEffect(row);
  }

  /** In the order of their commits. */
  list(q: { state: Effect['state']; lane?: string; limit: number }): Effect[] {
    return this.#db
      .all<EffectRow>(
        `SELECT ${EFFECT_COLUMNS} FROM effects WHERE state = ?1 AND (?2 IS NULL OR lane = ?2) ORDER BY seq LIMIT ?3`,
        q.state,
        q.lane ?? null,
        q.limit,
      )
      .map(asEffect);
  }

  count(): Record<Effect['state'], number> {
    const counts = { waiting: 0, begun: 0, done: 0, dead: 0 };
    const rows = this.#db.all<{ state: Effect['state']; n: number }>(
      'SELECT state, count(*) AS n FROM effects GROUP BY state',
    );
    for (const { state, n } of rows) counts[state] = n;
    return counts;
  }

  attemptsSince(destPrefix: string, since: number): { dest: string; at: number }[] {
    return this.#db
      .all<{ dest: string; at: number }>(
        'SELECT dest, at FROM attempts WHERE at >= ?1 AND substr(dest, 1, length(?2)) = ?2 ORDER BY at, n',
        since,
        destPrefix,
      )
      .map(({ dest, at }) => ({ dest, at }));
  }

  nextAt(notDest: readonly string[]): number | undefined {
    const [first] = this.#db.all<{ ready_at: number }>(
      `SELECT ready_at FROM effects WHERE head = 1 AND ready_at >= ?1 AND ${NOT_EXCLUDED} ORDER BY ready_at LIMIT 1`,
      Number.MIN_SAFE_INTEGER,
      JSON.stringify(notDest),
    );
    return first?.ready_at;
  }
}
