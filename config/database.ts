import { Secret } from './secret.ts';
import type { Settings } from './settings.ts';

/** The address of a database, as start/engines.ts reads it. One that may hold a password is a Secret. */
export type Database = string | Secret;

const DEFAULT_DATA = 'data/callboard.db';

/** Where the settings say that the data is. */
export function databaseOf(s: Pick<Settings, 'CALLBOARD_DATA' | 'MONGODB_URI'>): Database {
  return s.MONGODB_URI === undefined ? `sqlite:${s.CALLBOARD_DATA ?? DEFAULT_DATA}` : new Secret(s.MONGODB_URI);
}

/** The address itself, for the one who opens it. */
export function addressOf(database: Database): string {
  return typeof database === 'string' ? database : database.reveal();
}
