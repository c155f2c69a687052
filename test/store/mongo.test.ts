import { afterAll, describe, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { saySkipped, testDatabase } from '../helpers/mongod.ts';
import { storeContract } from './contract.ts';

const database = await testDatabase(import.meta.url);

if (typeof database === 'string') {
  saySkipped('MongoDB keeps the store’s contract', database);
  it.skip('MongoDB keeps the store’s contract');
} else {
  const { uri, clear, remove } = database;
  describe('MongoDB', () => {
    afterAll(remove);
    storeContract('MongoDB', async () => ({ open: () => openMongoStore({ uri, log }), remove: clear }), {
      modelRuns: 6,
      copies: 3,
    });
  });
}
