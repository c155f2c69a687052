import { MongoBulkWriteError, MongoNetworkError, type BulkWriteResult } from 'mongodb';
import { expect, it } from 'vitest';
import { asStoreError } from '../../store/mongo/errors.ts';

it('a bulk write whose connection was cut is a database out of reach, not an error of ours', () => {
  const cut = new MongoNetworkError('connection 4 to 127.0.0.1:27017 closed');
  const dressed = new MongoBulkWriteError(cut, Object.create(null) as BulkWriteResult);
  expect(asStoreError(dressed)).toMatchObject({ code: 'STORE_UNREACHABLE', done: 'unknown' });
});
