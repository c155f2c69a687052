import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { handClock } from '../../harness/hand-clock.ts';
import { testDatabase } from '../../harness/mongod/index.ts';
import { silentLog as log } from '../../model/log.ts';
import { openStoreWithClock } from '../../start/open-store.ts';
import { insertPerson } from '../store/samples.ts';

const { missing, uri, remove } = await testDatabase(import.meta.url);

describe.skipIf(missing !== undefined)('with MONGODB_URI', () => {
  afterAll(remove);
  const run = (command: string, ...args: string[]) => {
    const script = fileURLToPath(new URL(`../../commands/${command}.ts`, import.meta.url));
    return spawnSync(process.execPath, [script, ...args], {
      env: { ...process.env, MONGODB_URI: uri },
      encoding: 'utf8',
    });
  };

  it('Callboard opens MongoDB and uses its clock', async () => {
    const base = handClock(0);
    const { store, clock, stop } = await openStoreWithClock(uri, base, log);
    expect(await store.health()).toMatchObject({ ok: true, engine: 'mongodb' });
    expect(clock.now()).toBeGreaterThan(Date.UTC(2024, 0, 1));
    stop();
    await store.commit([insertPerson('erika', { name: 'Erika Beispiel', mail: 'erika@client.example' })]);
    await store.close();
  });

  it('erasing works beside running instances', async () => {
    const erased = run('erase', '--person', 'erika');
    expect(erased).toMatchObject({ status: 0, stdout: expect.stringContaining('Erased') as string });
    expect(run('erase', '--person', 'nobody').status).toBe(1);
  });

  it('backup and restore refer to MongoDB’s own tools and never show the password', () => {
    const backup = run('backup', '--to', 'never-written.db');
    expect(backup).toMatchObject({ status: 1, stderr: expect.stringContaining('mongodump') as string });
    const restore = run('restore', '--from', 'never-read.db');
    expect(restore).toMatchObject({ status: 1, stderr: expect.stringContaining('mongorestore') as string });
  });
});
