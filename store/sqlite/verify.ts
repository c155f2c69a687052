import { CallboardError } from '../../model/errors.ts';
import { Database } from './database.ts';
import { APPLICATION_ID, refuseNewerSchema, schemaOf } from './migrations.ts';

/**
 * Reads a file from end to end and returns its schema. Leaves it in rollback-journal mode, as one file without
 * companions, so that it can be copied as it is.
 *
 * @throws STORE_BROKEN when it is not a Callboard database, is damaged, or was written by a newer Callboard.
 */
export function verifyDatabase(path: string): { schema: number } {
  const db = new Database(path, { timeoutMs: 0 });
  try {
    const application = db.all<{ application_id: number }>('PRAGMA application_id')[0]?.application_id;
    if (application !== APPLICATION_ID) throw broken(`${path} is not a Callboard database.`);
    refuseNewerSchema(db);
    const said = db.all<{ integrity_check: string }>('PRAGMA integrity_check(3)').map((row) => row.integrity_check);
    if (said.join() !== 'ok') throw broken(`${path} is damaged: ${said.join('; ')}`);
    db.exec('PRAGMA journal_mode = DELETE');
    return { schema: schemaOf(db) };
  } finally {
    db.close();
  }
}

function broken(message: string): CallboardError {
  return new CallboardError('STORE_BROKEN', message, { next: 'Name another backup.' });
}
