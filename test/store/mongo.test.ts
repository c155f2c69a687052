import { afterAll, describe } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { testDatabase } from '../../harness/mongod/index.ts';
import { storeContract } from './contract.ts';

const { missing, uri, clear, remove } = await testDatabase(import.meta.url);

describe.skipIf(missing !== undefined)('on a real replica set', () => {
  afterAll(remove);
  storeContract('MongoDB', async () => ({ open: () => openMongoStore({ uri, log }), remove: clear }), {
    modelRuns: 6,
    copies: 3,
  });
});
