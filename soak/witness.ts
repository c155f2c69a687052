import { DatabaseSync } from 'node:sqlite';

/**
 * A witness in the database itself, which the product does not know of: every message id that the product ever learnt
 * for a card, also those it has forgotten since because the card was posted anew.
 */
export function placeWitness(path: string): void {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  const learnt = "json_extract(NEW.json, '$.activityId')";
  const body = `WHEN ${learnt} IS NOT NULL BEGIN INSERT OR IGNORE INTO soak_learnt VALUES (${learnt}, NEW.id); END`;
  db.exec(`CREATE TABLE soak_learnt (activity TEXT PRIMARY KEY, surface TEXT NOT NULL);
    CREATE TRIGGER soak_inserted AFTER INSERT ON doc_surfaces ${body};
    CREATE TRIGGER soak_updated AFTER UPDATE ON doc_surfaces ${body};`);
  db.close();
}

/** What the witness saw: message id to surface. */
export function testimony(path: string): ReadonlyMap<string, string> {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare('SELECT activity, surface FROM soak_learnt').all();
  db.close();
  return new Map(rows.map((row) => [String(row['activity']), String(row['surface'])]));
}

/** When the product began its attempts at Teams, ms, oldest first: what its own budget counts. */
export function attemptsAtTeams(path: string): readonly { readonly dest: string; readonly at: number }[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare("SELECT dest, at FROM attempts WHERE dest GLOB 'teams:*' ORDER BY at").all();
  db.close();
  return rows.map((row) => ({ dest: String(row['dest']), at: Number(row['at']) }));
}

/** What SQLite itself says of the file; `ok` when it is sound. */
export function integrity(path: string): string {
  const db = new DatabaseSync(path);
  const rows = db.prepare('PRAGMA integrity_check').all();
  db.close();
  return rows.map((row) => String(row['integrity_check'])).join('; ');
}
