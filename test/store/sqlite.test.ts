import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteReader, openSqliteStore } from '../../store/sqlite/index.ts';
import { storeContract } from './contract.ts';
import { emit, insertTimer } from './samples.ts';
import { scratchFolder } from './scratch.ts';

storeContract('SQLite', async () => {
  const folder = scratchFolder();
  return {
    open: () => openSqliteStore({ path: folder.file('callboard.db'), log }),
    remove: async () => folder.remove(),
  };
});

describe('the SQLite file', () => {
  let folder: ReturnType<typeof scratchFolder>;
  let path: string;
  beforeEach(() => {
    folder = scratchFolder();
    path = folder.file('data/callboard.db');
  });
  afterEach(() => folder.remove());

  it('has one writer; a second one is told which file and which process', async () => {
    const store = await openSqliteStore({ path, log });
    const second = openSqliteStore({ path, log });
    await expect(second).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await expect(second).rejects.toThrow(`${path} is in use by process ${process.pid}`);
    await store.close();
    await (await openSqliteStore({ path, log })).close();
  });

  it('lets readers in beside its writer, who see committed data and cannot write', async () => {
    const store = await openSqliteStore({ path, log });
    const reader = await openSqliteReader({ path, log });
    await store.commit([insertTimer('a', 1)]);
    expect(await reader.get('timers', 'a')).toBeDefined();
    await expect(reader.commit([insertTimer('b', 1)])).rejects.toMatchObject({ code: 'STORE_BROKEN' });
    await reader.close();
    await store.close();
  });

  it('keeps no lease of a dead process; a running attempt keeps its deadline', async () => {
    const dead = await openSqliteStore({ path, log });
    await dead.commit([emit('claimed', { lane: 'a' }), emit('begun', { lane: 'b' })]);
    await dead.lease('planner', 'dead', { now: 0, ms: 30_000 });
    const claims = await dead.claimEffects({ owner: 'dead', now: 0, leaseMs: 30_000, limit: 2 });
    await dead.beginEffect(claims[1]!, { now: 0, deadline: 16_000, leaseUntil: 26_000 });
    await dead.close();
    const store = await openSqliteStore({ path, log });
    expect(await store.lease('planner', 'next', { now: 1, ms: 30_000 })).toMatchObject({ owner: 'next' });
    const idsAt = async (now: number) =>
      (await store.claimEffects({ owner: 'next', now, leaseMs: 30_000, limit: 2 })).map(({ effect: { id } }) => id);
    expect(await idsAt(1)).toEqual(['claimed']);
    expect(await idsAt(15_999)).toEqual([]);
    expect(await idsAt(16_000)).toEqual(['begun']);
    expect(await store.settleEffect(claims[0]!, { as: 'done' }, 16_000)).toBe(false);
    await store.close();
  });

  it('is readable only by its owner', async () => {
    const store = await openSqliteStore({ path, log });
    await store.commit([insertTimer('a', 1)]);
    await store.backup(folder.file('copy.db'));
    for (const file of [path, `${path}-wal`, folder.file('copy.db')]) expect(statSync(file).mode & 0o077).toBe(0);
    await store.close();
  });

  it('from a newer Callboard is refused, with the next step', async () => {
    await (await openSqliteStore({ path, log })).close();
    const raw = new DatabaseSync(path);
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    for (const open of [openSqliteStore, openSqliteReader]) {
      await expect(open({ path, log })).rejects.toMatchObject({
        code: 'STORE_BROKEN',
        message: expect.stringContaining('schema 99') as string,
        next: expect.stringContaining('Install') as string,
      });
    }
  });

  it('that is not a database is refused, and the lock is released', async () => {
    const other = folder.file('notes.txt');
    writeFileSync(other, 'remember the milk\n'.repeat(100));
    for (let i = 0; i < 2; i += 1) {
      await expect(openSqliteStore({ path: other, log })).rejects.toMatchObject({ code: 'STORE_BROKEN' });
    }
    await expect(openSqliteReader({ path: folder.file('none.db'), log })).rejects.toMatchObject({
      code: 'STORE_BROKEN',
    });
  });

  it('of another program is refused and left unchanged', async () => {
    const songs = folder.file('songs.db');
    const theirs = new DatabaseSync(songs);
    theirs.exec('CREATE TABLE songs (title TEXT)');
    theirs.close();
    const before = readFileSync(songs);
    for (const open of [openSqliteStore, openSqliteReader]) {
      await expect(open({ path: songs, log })).rejects.toMatchObject({
        code: 'STORE_BROKEN',
        next: expect.stringContaining('CALLBOARD_DATA') as string,
      });
    }
    expect(readFileSync(songs).equals(before)).toBe(true);
  });

  it.each([
    ['is a folder', () => folder.file('.')],
    ['lies below a file', () => folder.file('notes.txt/callboard.db')],
  ])('with the path %s is refused with a next step', async (_what, where) => {
    writeFileSync(folder.file('notes.txt'), 'remember the milk');
    await expect(openSqliteStore({ path: where(), log })).rejects.toMatchObject({
      code: 'STORE_BROKEN',
      next: expect.stringContaining('CALLBOARD_DATA') as string,
    });
  });

  it('gets newly declared indexes, and loses those whose declaration changed', async () => {
    const store = await openSqliteStore({ path, log });
    await store.commit([insertTimer('a', 5)]);
    await store.close();
    const raw = new DatabaseSync(path);
    raw.exec(
      'DROP INDEX doc_timers_byDue; CREATE INDEX doc_timers_byDue ON doc_timers (v); CREATE INDEX doc_timers_old ON doc_timers (v)',
    );
    raw.close();
    await (await openSqliteStore({ path, log })).close();
    const after = new DatabaseSync(path, { readOnly: true });
    const sql = after.prepare("SELECT name, sql FROM sqlite_master WHERE name GLOB 'doc_timers_*'").all();
    after.close();
    expect(sql.map(({ name }) => name).sort()).toEqual(['doc_timers_byDue', 'doc_timers_expiry']);
    expect(sql.find(({ name }) => name === 'doc_timers_byDue')?.['sql']).toContain('$.dueAt');
  });

  it('answers queries and claims from indexes, never by reading whole tables', async () => {
    const store = await openSqliteStore({ path, log });
    await store.commit([insertTimer('a', 5), emit('e')]);
    await store.close();
    const raw = new DatabaseSync(path);
    const plan = (sql: string) =>
      raw
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail))
        .join('; ');
    const due = "json_extract(json, '$.dueAt')";
    expect(
      plan(`SELECT id FROM doc_timers WHERE ${due} IS NOT NULL AND ${due} < 9 ORDER BY ${due}, id LIMIT 5`),
    ).toMatch(/^SEARCH doc_timers USING (?:COVERING )?INDEX doc_timers_byDue \([^;]*$/);
    expect(plan('SELECT seq FROM effects WHERE head = 1 AND ready_at <= 5 ORDER BY urgency DESC, seq LIMIT 5')).toMatch(
      /USING (COVERING )?INDEX effects_by_(turn|readiness)/,
    );
    raw.close();
  });
});
