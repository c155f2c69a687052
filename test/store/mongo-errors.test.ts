import { MongoBulkWriteError, MongoNetworkError, MongoServerError, type BulkWriteResult } from 'mongodb';
import { expect, it } from 'vitest';
import { asStoreError } from '../../store/mongo/errors.ts';

it('a bulk write with a cut connection counts as an unreachable database, not as an internal error', () => {
  const cut = new MongoNetworkError('connection 4 to 127.0.0.1:27017 closed');
  const dressed = new MongoBulkWriteError(cut, Object.create(null) as BulkWriteResult);
  expect(asStoreError(dressed)).toMatchObject({ code: 'STORE_UNREACHABLE', done: 'unknown' });
});

it.each([
  ['a member that does not know yet what a majority has', 134],
  ['one that was restarted while it read for us', 43],
  ['one that is no primary any more', 10_107],
])('%s is retried and not reported as an internal error', (_who, code) => {
  const said = new MongoServerError({ ok: 0, code, errmsg: 'not now' });
  expect(asStoreError(said)).toMatchObject({ code: 'STORE_UNREACHABLE', done: 'unknown' });
});
