import { Secret } from './secret.ts';
import type { Settings } from './settings.ts';

/** The address of a database, as start/engines.ts reads it. An address that may contain a password is a Secret. */
export type Database = string | Secret;

const DEFAULT_DATA = 'data/callboard.db';

/** The database address that the settings give. */
export function databaseOf(s: Pick<Settings, 'CALLBOARD_DATA' | 'MONGODB_URI'>): Database {
  return s.MONGODB_URI === undefined ? `sqlite:${s.CALLBOARD_DATA ?? DEFAULT_DATA}` : new Secret(s.MONGODB_URI);
}

/** The plain address, for code that opens the database. */
export function addressOf(database: Database): string {
  return typeof database === 'string' ? database : database.reveal();
}
