import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Effect } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import type { Archive, ArchivedDocument, CopyRecord, Page, Section } from '../copy/archive.ts';
import { readCopyRecord } from '../copy/record.ts';
import { reconcileCollections, tableOf } from './collections.ts';
import { Database } from './database.ts';
import { asEffect, EFFECT_COLUMNS, type EffectRow } from './effect-rows.ts';
import { lockForWriting } from './lock.ts';
import { migrate, refuseForeign, refuseNewerSchema } from './migrations.ts';
import { makePrivateFile } from './private-file.ts';

const TIMEOUT_MS = 5_000;

/**
 * Opens a database file for copying, for this process alone.
 *
 * @throws STORE_LOCKED while a Callboard uses it; INPUT_INVALID when a source does not exist.
 */
export function openSqliteArchive(q: { path: string; as: 'source' | 'target' }): Archive {
  if (q.as === 'source' && !existsSync(q.path)) throw new CallboardError('INPUT_INVALID', `${q.path} does not exist.`);
  makePrivateFile(q.path);
  const unlock = lockForWriting(q.path, process.pid);
  try {
    const db = new Database(q.path, { timeoutMs: TIMEOUT_MS });
    refuseForeign(db);
    if (q.as === 'source') refuseNewerSchema(db);
    else {
      db.exec('PRAGMA journal_mode = WAL');
      migrate(db);
      db.transaction(() => reconcileCollections(db));
    }
    return new SqliteArchive(db, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** @throws STORE_BROKEN when a copy into this file was started and not finished: part of the data is missing. */
export function refuseUnfinishedCopy(db: Database): void {
  const record = recordIn(db);
  if (!record) return;
  throw new CallboardError('STORE_BROKEN', `${db.path} is an unfinished copy of ${record.from}.`, {
    next: 'Run npm run store:copy again, with the same source and target; it goes on where it was.',
  });
}

function recordIn(db: Database): CopyRecord | undefined {
  if (db.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'copy'").length === 0) return undefined;
  const [row] = db.all<{ record: string }>('SELECT record FROM copy');
  return row && readCopyRecord(JSON.parse(row.record));
}

class SqliteArchive implements Archive {
  readonly name: string;
  readonly #db: Database;
  readonly #unlock: () => void;

  constructor(db: Database, unlock: () => void) {
    this.name = `sqlite:${resolve(db.path)}`;
    this.#db = db;
    this.#unlock = unlock;
  }

  async count(section: Section): Promise<number> {
    const sql = {
      documents: () => `SELECT count(*) AS n FROM ${tableFor(section)}`,
      settled: () => "SELECT count(*) AS n FROM effects WHERE state = 'done'",
      lanes: () => "SELECT count(DISTINCT lane) AS n FROM effects WHERE state <> 'done'",
      attempts: () => 'SELECT count(*) AS n FROM attempts',
    }[section.kind]();
    return this.#db.all<{ n: number }>(sql)[0]?.n ?? 0;
  }

  async read(section: Section, after: string | undefined, limit: number): Promise<{ page: Page; next?: string }> {
    switch (section.kind) {
      case 'documents': {
        const rows = this.#db.all<{ id: string; v: number; json: string; expires_at: number | null }>(
          `SELECT id, v, json, expires_at FROM ${tableFor(section)} WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2`,
          after ?? null,
          limit,
        );
        const items = rows.map((row): ArchivedDocument => ({
          id: row.id,
          v: row.v,
          data: JSON.parse(row.json) as ArchivedDocument['data'],
          ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
        }));
        return withNext({ kind: 'documents', c: section.c, items }, limit, items.at(-1)?.id);
      }
      case 'settled': {
        const rows = this.#db.all<EffectRow>(
          `SELECT ${EFFECT_COLUMNS} FROM effects WHERE state = 'done' AND seq > ? ORDER BY seq LIMIT ?`,
          Number(after ?? 0),
          limit,
        );
        const last = rows.at(-1);
        return withNext({ kind: 'settled', items: rows.map(asEffect) }, limit, last && String(last.seq));
      }
      case 'lanes': {
        const names = this.#db
          .all<{ lane: string }>(
            "SELECT DISTINCT lane FROM effects WHERE state <> 'done' AND (?1 IS NULL OR lane > ?1) ORDER BY lane LIMIT ?2",
            after ?? null,
            limit,
          )
          .map(({ lane }) => lane);
        const items = names.map((lane) => ({
          lane,
          effects: this.#db
            .all<EffectRow>(
              `SELECT ${EFFECT_COLUMNS} FROM effects WHERE lane = ? AND state <> 'done' ORDER BY seq`,
              lane,
            )
            .map(asEffect),
        }));
        return withNext({ kind: 'lanes', items }, limit, names.at(-1));
      }
      case 'attempts': {
        const first = Number(after ?? 0);
        const items = this.#db
          .all<{ dest: string; at: number }>(
            'SELECT dest, at FROM attempts ORDER BY at, n LIMIT ? OFFSET ?',
            limit,
            first,
          )
          .map(({ dest, at }) => ({ dest, at }));
        return withNext({ kind: 'attempts', first, items }, limit, String(first + items.length));
      }
    }
  }

  async write(page: Page, record: CopyRecord): Promise<void> {
    this.#db.transaction(() => {
      this.#db.exec('CREATE TABLE IF NOT EXISTS copy (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL)');
      this.#db.run('INSERT OR REPLACE INTO copy VALUES (1, ?)', JSON.stringify(record));
      switch (page.kind) {
        case 'documents':
          for (const { id, v, data, expiresAt } of page.items) {
            this.#db.run(
              `INSERT OR REPLACE INTO ${tableFor(page)} (id, v, json, expires_at) VALUES (?, ?, ?, ?)`,
              id,
              v,
              JSON.stringify(data),
              expiresAt ?? null,
            );
          }
          return;
        case 'settled':
          for (const effect of page.items) this.#insert(effect, 0);
          return;
        case 'lanes':
          for (const { effects } of page.items) {
            let last = 0;
            for (const effect of effects) last = this.#insert(effect, last);
          }
          return;
        case 'attempts':
          for (const [i, { dest, at }] of page.items.entries()) {
            this.#db.run(
              'INSERT OR REPLACE INTO attempts (n, dest, at) VALUES (?, ?, ?)',
              page.first + i + 1,
              dest,
              at,
            );
          }
      }
    });
  }

  async record(): Promise<CopyRecord | undefined> {
    return recordIn(this.#db);
  }

  /** The oldest unsettled effect of each lane is its head; only heads leave. */
  async finish(): Promise<void> {
    this.#db.transaction(() => {
      this.#db.exec('UPDATE effects SET head = 0');
      this.#db.exec(
        "UPDATE effects SET head = 1 WHERE seq IN (SELECT min(seq) FROM effects WHERE state <> 'done' GROUP BY lane)",
      );
      this.#db.exec('DROP TABLE IF EXISTS copy');
    });
  }

  async close(): Promise<void> {
    this.#db.close();
    this.#unlock();
  }

  /**
   * Keeps the effect's own number, or takes the next free one after those before it in its lane, because in the other
   * engine effects of two lanes may share a number. Returns the number.
   */
  #insert(effect: Effect, above: number): number {
    const [there] = this.#db.all<{ seq: number }>('SELECT seq FROM effects WHERE id = ?', effect.id);
    if (there) return there.seq;
    let seq = Math.max(effect.seq, above + 1);
    while (this.#db.all('SELECT 1 FROM effects WHERE seq = ?', seq).length > 0) seq += 1;
    this.#db.run(
      `INSERT INTO effects (${EFFECT_COLUMNS}, head) VALUES (${EFFECT_COLUMNS.split(',')
        .map(() => '?')
        .join(', ')}, 0)`,
      seq,
      effect.id,
      effect.lane,
      effect.dest,
      effect.kind,
      JSON.stringify(effect.payload),
      effect.coalesce === true ? 1 : 0,
      effect.urgency ?? 0,
      effect.state,
      effect.dueAt,
      effect.attempts,
      effect.firstBegunAt ?? null,
      effect.begunAt ?? null,
      effect.deadline ?? null,
      effect.unclear ? 1 : 0,
      effect.error === undefined ? null : JSON.stringify(effect.error),
      effect.settledAt ?? null,
      0,
    );
    return seq;
  }
}

function tableFor(of: Section | Page): string {
  if (of.kind !== 'documents') throw new CallboardError('INTERNAL', `${of.kind} is no collection.`);
  return tableOf(of.c);
}

function withNext(page: Page, limit: number, last: string | undefined): { page: Page; next?: string } {
  return page.items.length < limit || last === undefined ? { page } : { page, next: last };
}
