import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { CommitGroup } from '../../store/sqlite/commit-group.ts';
import { Database } from '../../store/sqlite/database.ts';
import { openSqliteReader, openSqliteStore } from '../../store/sqlite/index.ts';
import { emit, insertTimer, timer } from './samples.ts';
import { scratchFolder } from './scratch.ts';

describe('commits of the same moment', () => {
  let folder: ReturnType<typeof scratchFolder>;
  let store: Store;
  beforeEach(async () => {
    folder = scratchFolder();
    store = await openSqliteStore({ path: folder.file('callboard.db'), log });
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });
  const inStore = async () => (await store.query('timers', { index: 'byDue', limit: 1_000 })).docs.map(({ id }) => id);

  it('fail alone: a failing commit takes nobody along and leaves nothing', async () => {
    const outcomes = await Promise.allSettled([
      store.commit([insertTimer('a', 1)]),
      store.commit([insertTimer('b', 2), insertTimer('a', 2)]),
      store.commit([insertTimer('c', 3), emit('e1')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'STORE_DUPLICATE' } });
    expect(await inStore()).toEqual(['a', 'c']);
    expect((await store.countEffects()).waiting).toBe(1);
  });

  it('let one of many writes over the same version win', async () => {
    await store.commit([insertTimer('a', 0)]);
    const put = (dueAt: number) => store.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(dueAt), expect: 1 }]);
    const outcomes = await Promise.allSettled([put(1), put(2), put(3)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.get('timers', 'a')).toMatchObject({ v: 2, data: { dueAt: 1 } });
  });

  it('are on disk when they succeed, for other readers', async () => {
    const reader = await openSqliteReader({ path: folder.file('callboard.db'), log });
    const seen = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => {
        await store.commit([insertTimer(id, 1)]);
        return (await reader.get('timers', id)) !== undefined;
      }),
    );
    await reader.close();
    expect(seen).toEqual([true, true, true]);
  });

  it('are all written when the store is closed in the same moment', async () => {
    const written = store.commit([insertTimer('late', 1)]);
    await store.close();
    await written;
    store = await openSqliteStore({ path: folder.file('callboard.db'), log });
    expect(await inStore()).toEqual(['late']);
  });

  it('do side by side what they do one after the other', async () => {
    const commits = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 }), {
      maxLength: 6,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(commits, async (wanted) => {
        run += 1;
        const writes = (name: string, ids: readonly string[]) =>
          ids.map((id) => insertTimer(`${run}-${name}-${id}`, run));
        const together = await Promise.allSettled(wanted.map((ids) => store.commit(writes('x', ids))));
        const alone: string[] = [];
        for (const ids of wanted) {
          const outcome = store.commit(writes('y', ids));
          alone.push(
            await outcome.then(
              () => 'fulfilled',
              () => 'rejected',
            ),
          );
        }
        expect(together.map(({ status }) => status)).toEqual(alone);
        const mine = (await inStore()).filter((id) => id.startsWith(`${run}-`));
        const of = (name: string) => mine.flatMap((id) => (id.includes(`-${name}-`) ? [id.at(-1)] : []));
        expect(of('x')).toEqual(of('y'));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a full disk', () => {
  it('is reported until something can be written again', async () => {
    const folder = scratchFolder();
    const db = new Database(folder.file('full.db'), { timeoutMs: 0 });
    db.exec('CREATE TABLE notes (text TEXT)');
    const group = new CommitGroup(db);
    const write = () => group.run(() => db.run('INSERT INTO notes VALUES (?)', 'x'.repeat(50_000)));
    await write();
    expect(group.trouble).toBeUndefined();

    const [pages] = db.all<{ page_count: number }>('PRAGMA page_count');
    db.exec(`PRAGMA max_page_count = ${pages?.page_count ?? 0}`);
    await expect(write()).rejects.toMatchObject({ code: 'STORE_BROKEN' });
    expect(group.trouble).toMatchObject({ code: 'STORE_BROKEN' });
    // Losing a race says nothing about the disk.
    await expect(group.run(lost)).rejects.toThrow('lost');
    expect(group.trouble).toBeDefined();

    db.exec('PRAGMA max_page_count = 100000');
    await write();
    expect(group.trouble).toBeUndefined();
    db.close();
    folder.remove();
  });
});

function lost(): never {
  throw new Error('lost');
}
