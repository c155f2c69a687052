import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteReader, openSqliteStore, restoreSqlite } from '../../store/sqlite/index.ts';
import { emit, insertTimer } from './samples.ts';
import { scratchFolder } from './scratch.ts';

let folder: ReturnType<typeof scratchFolder>;
let path: string;
let copy: string;
beforeEach(() => {
  folder = scratchFolder();
  path = folder.file('callboard.db');
  copy = folder.file('copies/monday.db');
});
afterEach(() => folder.remove());

const open = (file = path) => openSqliteStore({ path: file, log });
const restore = () => restoreSqlite({ from: copy, to: path, now: 1_000, pid: process.pid });

async function fill(store: Store, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) await store.commit([insertTimer(`t${n}`, n), emit(`t${n}`)]);
}

/** The effects in a file, each of which must have its state beside it. */
async function countOf(file: string): Promise<number> {
  const store = await open(file);
  const { waiting } = await store.countEffects();
  expect(await store.count('timers', { index: 'byDue' })).toBe(waiting);
  await store.close();
  return waiting;
}

describe('a backup', () => {
  it.each([
    ['by the process that writes', (writer: Store) => writer.backup(copy)],
    [
      'by another one beside it',
      async () => {
        const reader = await openSqliteReader({ path, log });
        await reader.backup(copy);
        await reader.close();
      },
    ],
  ])('is consistent while work goes on, made %s', async (_who, backup) => {
    const store = await open();
    await fill(store, 0, 300);
    await Promise.all([backup(store), fill(store, 300, 400)]);
    await store.close();
    const kept = await countOf(copy);
    expect(kept).toBeGreaterThanOrEqual(300);
    expect(kept).toBeLessThanOrEqual(400);
  });

  it('never replaces a file', async () => {
    const store = await open();
    await store.backup(copy);
    const before = readFileSync(copy);
    await expect(store.backup(copy)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(readFileSync(copy).equals(before)).toBe(true);
    await store.close();
  });
});

describe('a restore', () => {
  beforeEach(async () => {
    const store = await open();
    await fill(store, 0, 10);
    await store.backup(copy);
    await fill(store, 10, 15);
    await store.close();
  });

  it('brings back the backup’s state and keeps the former database', async () => {
    const { kept, schema } = await restore();
    expect(await countOf(path)).toBe(10);
    expect(await countOf(kept!)).toBe(15);
    expect(schema).toBe(1);
  });

  it('keeps what a killed process left in its journal', async () => {
    const killed = await open();
    await fill(killed, 15, 18);
    for (const part of ['', '-wal']) copyFileSync(path + part, folder.file('killed.db') + part);
    await killed.close();
    path = folder.file('killed.db');
    const { kept } = await restore();
    expect(await countOf(kept!)).toBe(18);
  });

  it('is readable only by its owner, whatever the backup’s mode was', async () => {
    chmodSync(copy, 0o644);
    await restore();
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('that was interrupted does not look like an empty database: it is reported and can be repeated', async () => {
    const killed = await open();
    await fill(killed, 15, 18);
    for (const part of ['', '-wal']) copyFileSync(path + part, folder.file('killed.db') + part);
    await killed.close();
    path = folder.file('killed.db');
    // Ended between the two names: the database is aside, its journal not yet, the backup's copy waits.
    renameSync(path, `${path}.before-restore-7`);
    copyFileSync(copy, `${path}.restoring`);
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_BROKEN',
      next: expect.stringContaining('npm run restore') as string,
    });
    expect(existsSync(path)).toBe(false);
    await restore();
    expect(await countOf(path)).toBe(10);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });

  it('is refused while the database is in use, and leaves nothing behind', async () => {
    const store = await open();
    await expect(restore()).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    expect(existsSync(`${path}.restoring`)).toBe(false);
    await store.close();
    expect(await countOf(path)).toBe(15);
  });

  it.each([
    ['is damaged', () => writeFileSync(copy, damaged(readFileSync(copy)))],
    ['is cut short', () => writeFileSync(copy, readFileSync(copy).subarray(0, 20_000))],
    ['is something else', () => writeFileSync(copy, 'remember the milk')],
    ['is empty', () => writeFileSync(copy, '')],
  ])('touches nothing when the backup %s', async (_what, spoil) => {
    spoil();
    await expect(restore()).rejects.toMatchObject({ code: 'STORE_BROKEN' });
    expect(await countOf(path)).toBe(15);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });
});

describe('the backup commands', () => {
  const run = (command: string, ...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL(`../../commands/${command}.ts`, import.meta.url)), ...args], {
      // The oldest Node says that type stripping is experimental.
      env: { ...process.env, CALLBOARD_DATA: path, NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
    });

  it('back up beside a running Callboard and restore after it has stopped', async () => {
    const store = await open();
    await fill(store, 0, 5);
    expect(run('backup', '--to', copy)).toMatchObject({ status: 0, stderr: '' });
    const refused = run('restore', '--from', copy);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain(`in use by process ${process.pid}`);
    await fill(store, 5, 9);
    await store.close();
    expect(run('restore', '--from', copy)).toMatchObject({ status: 0, stderr: '' });
    expect(await countOf(path)).toBe(5);
  });

  it('report missing arguments', () => {
    expect(run('backup')).toMatchObject({ status: 1, stderr: expect.stringContaining('--to FILE') as string });
    expect(run('restore')).toMatchObject({ status: 1, stderr: expect.stringContaining('--from FILE') as string });
    expect(run('backup', '--to', copy).stderr).toContain('STORE_BROKEN');
  });
});

/** Some pages in the middle, overwritten. */
function damaged(bytes: Buffer): Buffer {
  return Buffer.from(bytes).fill(0x55, 8_192, bytes.length - 4_096);
}
