import { afterAll, beforeAll, describe } from 'vitest';
import { testDatabase } from '../../harness/mongod/index.ts';
import { removeEmptyStores } from '../../harness/msp/empty-store.ts';

/**
 * Stories told again on MongoDB, as many as fit a minute; `CALLBOARD_TEST_STORE=mongo npx vitest run test/stories` tells
 * all of them there.
 */
const STORIES = {
  'monday-morning': () => import('./monday-morning.test.ts'),
  'double-claim': () => import('./double-claim.test.ts'),
  'same-moment': () => import('./same-moment.test.ts'),
  dispatcher: () => import('./dispatcher.test.ts'),
  copies: () => import('./copies.test.ts'),
  'many-copies': () => import('./many-copies.test.ts'),
};

const { missing, remove } = await testDatabase(import.meta.url);

describe.skipIf(missing !== undefined)('on MongoDB', () => {
  const before = process.env['CALLBOARD_TEST_STORE'];
  beforeAll(() => {
    process.env['CALLBOARD_TEST_STORE'] = 'mongo';
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['CALLBOARD_TEST_STORE'];
    else process.env['CALLBOARD_TEST_STORE'] = before;
    await removeEmptyStores();
    await remove();
  });
  for (const [name, story] of Object.entries(STORIES)) {
    // A story's own hooks stay within it.
    describe(name, async () => {
      await story();
    });
  }
});
