import { processDatabase } from '../config/process.ts';
import type { Store } from '../desk/ports/store.ts';
import { silentLog } from '../model/log.ts';

/** This installation's store, for a command: MONGODB_URI or CALLBOARD_DATA. A file is locked unless it is only `read`. */
export async function openProcessStore(how: 'read' | 'write'): Promise<{ store: Store; name: string }> {
  const database = await processDatabase(process.cwd());
  if ('uri' in database) {
    const { openMongoStore } = await import('../store/mongo/index.ts');
    return { store: await openMongoStore({ uri: database.uri.reveal(), log: silentLog }), name: 'MongoDB' };
  }
  const { openSqliteReader, openSqliteStore } = await import('../store/sqlite/index.ts');
  const open = how === 'read' ? openSqliteReader : openSqliteStore;
  return { store: await open({ path: database.path, log: silentLog }), name: database.path };
}
