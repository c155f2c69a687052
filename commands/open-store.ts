import { addressOf } from '../config/database.ts';
import { realClock } from '../start/machine-clock.ts';
import { processDatabase } from '../config/process.ts';
import { silentLog } from '../model/log.ts';
import { openStore, type OpenedStore } from '../start/open-store.ts';

/** This installation's store, for a command: MONGODB_URI or CALLBOARD_DATA. A file is locked unless it is only `read`. */
export async function openProcessStore(how: 'read' | 'write'): Promise<OpenedStore & { readonly address: string }> {
  const address = addressOf(await processDatabase(process.cwd(), realClock()));
  return { ...(await openStore(address, silentLog, how)), address };
}
