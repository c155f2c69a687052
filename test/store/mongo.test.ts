import { MongoClient } from 'mongodb';
import { silentLog as log } from '../../model/log.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { storeContract } from './contract.ts';

const uri = process.env['CALLBOARD_TEST_MONGODB_URI']!.replace('/?', '/contract?');
const client = new MongoClient(uri, { writeConcern: { w: 'majority' } });
storeContract('MongoDB', async () => {
  return {
    open: () => openMongoStore({ uri, log }),
    remove: async () => {
      const all = await client.db().listCollections({}, { nameOnly: true }).toArray();
      await Promise.all(all.map(async ({ name }) => name === 'engine' ? undefined : client.db().collection(name).deleteMany({})));
    },
  };
});
