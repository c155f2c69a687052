import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store, Write } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import type { Archive } from '../../store/copy/archive.ts';
import { copyStore } from '../../store/copy/copy.ts';
import { openMongoArchive, openMongoStore } from '../../store/mongo/index.ts';
import { openSqliteArchive, openSqliteStore } from '../../store/sqlite/index.ts';
import { testDatabase } from '../../harness/mongod/index.ts';
import { effect, emit, insertEvent, insertPerson, insertTimer } from './samples.ts';
import { scratchFolder } from './scratch.ts';

const { missing, uri, clear, remove } = await testDatabase(import.meta.url);
const command = fileURLToPath(new URL('../../commands/store-copy.ts', import.meta.url));
const error = { code: 'PSA_UNREACHABLE', text: 'nobody answered' };

describe.skipIf(missing !== undefined)('a copy between the engines', () => {
  let folder: ReturnType<typeof scratchFolder>;
  const sqlite = (name: string) => openSqliteStore({ path: folder.file(name), log });
  const mongo = () => openMongoStore({ uri, log });
  beforeEach(() => {
    folder = scratchFolder();
  });
  afterEach(async () => {
    folder.remove();
    await clear();
    // A copy that was left unfinished is nobody's any more.
    const left = await openMongoArchive({ uri, as: 'target' });
    await left.finish();
    await left.close();
  });
  afterAll(remove);

  const archives = {
    sqlite: async (name: string, as: 'source' | 'target') => openSqliteArchive({ path: folder.file(name), as }),
    mongo: (as: 'source' | 'target') => openMongoArchive({ uri, as }),
  };
  async function copy(from: Promise<Archive>, to: Promise<Archive>): Promise<string[]> {
    const said: string[] = [];
    const [source, target] = [await from, await to];
    try {
      await copyStore(source, target, (line) => said.push(line));
    } finally {
      await source.close();
      await target.close();
    }
    return said;
  }

  it('moves everything over and back again, and running work continues there', async () => {
    const before = await sqlite('before.db');
    await fill(before);
    const seen = await look(before);
    await before.close();
    const said = await copy(archives.sqlite('before.db', 'source'), archives.mongo('target'));
    expect(said.some((line) => /^timers: 12, the same in both/.test(line))).toBe(true);

    const there = await mongo();
    expect(await look(there)).toEqual(seen);
    await there.close();
    await copy(archives.mongo('source'), archives.sqlite('after.db', 'target'));
    const after = await sqlite('after.db');
    expect(await look(after)).toEqual(seen);
    await goesOn(after);
    await after.close();
    const again = await mongo();
    await goesOn(again);
    await again.close();
  });

  it('is refused into a database with data, and while somebody uses the file', async () => {
    const store = await sqlite('used.db');
    await store.commit([insertTimer('a', 1)]);
    await expect(archives.sqlite('used.db', 'source')).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await expect(archives.sqlite('used.db', 'target')).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await store.close();
    const there = await mongo();
    await there.commit([insertTimer('b', 1)]);
    await there.close();
    await expect(copy(archives.sqlite('used.db', 'source'), archives.mongo('target'))).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('not empty') as string,
    });
    await expect(copy(archives.mongo('source'), archives.sqlite('used.db', 'target'))).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('is refused from MongoDB while an instance of Callboard holds a lease there', async () => {
    const store = await mongo();
    const lease = await store.lease('poller', 'copy-1', { now: await store.serverTime(), ms: 30_000 });
    await expect(archives.mongo('source')).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      message: expect.stringContaining('copy-1') as string,
    });
    await store.release(lease!);
    await (await archives.mongo('source')).close();
    await store.close();
  });

  it('that was killed leaves an unusable target, and continues with the same command', async () => {
    const source = await sqlite('large.db');
    const timers = Array.from({ length: 1_500 }, (_, n) => insertTimer(`t${n}`, n));
    const effects = Array.from({ length: 300 }, (_, n) => emit(`e${n}`, { lane: `lane${n % 40}` }));
    for (const writes of [timers, effects]) await source.commit(writes);
    await source.close();
    const args = ['--from', `sqlite:${folder.file('large.db')}`, '--to', uri];
    await runCommand(args, (line) => line.includes('timers: 300 of 1500'));
    await expect(mongo()).rejects.toMatchObject({
      code: 'STORE_BROKEN',
      next: expect.stringContaining('store:copy') as string,
    });
    const other = await sqlite('other.db');
    await other.commit([insertTimer('x', 1)]);
    await other.close();
    await expect(copy(archives.sqlite('other.db', 'source'), archives.mongo('target'))).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('unfinished') as string,
    });
    const said = await runCommand(args);
    expect(said.join('\n')).toContain('Goes on with timers');
    expect(said.join('\n')).toContain('timers: 1500, the same in both');
    expect(said.join('\n')).not.toContain('of 1500');
    const store = await mongo();
    expect(await store.count('timers', { index: 'byDue' })).toBe(1_500);
    expect(await store.countEffects()).toMatchObject({ waiting: 300 });
    await store.close();
  });

  it('reports a difference at the end and does not release the target', async () => {
    const source = await sqlite('before.db');
    await source.commit([insertTimer('a', 1), insertTimer('b', 2)]);
    await source.close();
    const target = await archives.mongo('target');
    // Somebody's hand in the data, between writing and reading again.
    const meddled: Archive = {
      ...methodsOf(target),
      write: async (page, record) => {
        const items = page.kind === 'documents' ? page.items.slice(1) : [];
        await target.write(page.kind === 'documents' ? { ...page, items } : page, record);
      },
    };
    await expect(copy(archives.sqlite('before.db', 'source'), Promise.resolve(meddled))).rejects.toMatchObject({
      code: 'STORE_BROKEN',
      message: expect.stringMatching(/timers differs: 2 .* 1 /) as string,
    });
    await expect(mongo()).rejects.toMatchObject({ code: 'STORE_BROKEN' });
  });
});

function methodsOf(archive: Archive): Archive {
  return {
    name: archive.name,
    count: (section) => archive.count(section),
    read: (section, after, limit) => archive.read(section, after, limit),
    write: (page, record) => archive.write(page, record),
    record: () => archive.record(),
    finish: () => archive.finish(),
    close: () => archive.close(),
  };
}

/** Documents of several kinds, and effects in every state that they can be in. */
async function fill(store: Store): Promise<void> {
  const timers = Array.from({ length: 12 }, (_, n) => insertTimer(`t${n}`, n, n % 3 === 0 ? 1_000 + n : undefined));
  const people = [
    insertPerson('ana', { entraId: 'e1', mail: 'ana@msp.example' }),
    insertPerson('ben', { name: 'Ben “the fixer” \u{1f600} \ud83d' }),
  ];
  const writes: Write[] = [...timers, ...people, insertEvent('T1', 1), insertEvent('T1', 2)];
  await store.commit(writes);
  await store.commit([{ op: 'put', c: 'timers', id: 't1', data: { dueAt: 99, kind: 'first-slot' }, expect: 1 }]);
  const lanes = ['done', 'dead', 'unclear', 'begun', 'claimed', 'waiting'];
  await store.commit(
    lanes.flatMap((lane) => [
      { op: 'effect', effect: effect(`${lane}-1`, { lane, urgency: 2, payload: { n: 1.5, list: [1, null, 'x'] } }) },
      { op: 'effect', effect: effect(`${lane}-2`, { lane, dest: 'teams:ana', kind: 'card.sync', coalesce: true }) },
    ]),
  );
  const claims = await store.claimEffects({ owner: 'w', now: 10, leaseMs: 50, limit: 5 });
  for (const claim of claims) {
    const { lane } = claim.effect;
    if (lane === 'claimed') continue;
    await store.beginEffect(claim, { now: 10, deadline: 40, leaseUntil: 60 });
    if (lane === 'done') await store.settleEffect(claim, { as: 'done' }, 12);
    if (lane === 'dead') await store.settleEffect(claim, { as: 'dead', error, unclear: true }, 13);
    if (lane === 'unclear') await store.settleEffect(claim, { as: 'retry', at: 20, unclear: true, error }, 14);
  }
}

/** What anybody can see of it, but for the numbers of effects. */
async function look(store: Store) {
  const effects = (
    await Promise.all(
      (['waiting', 'begun', 'done', 'dead'] as const).map((state) => store.listEffects({ state, limit: 100 })),
    )
  )
    .flat()
    .map(({ seq: _seq, ...one }) => one)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { docs } = await store.query('timers', { index: 'byDue', limit: 100 });
  const people = await store.getMany('people', ['ana', 'ben']);
  return {
    effects,
    timers: docs,
    people: people.map((doc) => ({ ...doc, data: { ...doc.data, name: doc.data.name.toWellFormed() } })),
    events: (await store.query('events', { index: 'byTicket', eq: ['T1'], limit: 9 })).docs,
    attempts: await store.attemptsSince('', 0),
    counts: await store.countEffects(),
  };
}

/** Lanes go on where they were: nobody holds anything, and what may have landed waits for its deadline. */
async function goesOn(store: Store): Promise<void> {
  const claimAt = async (now: number) =>
    (await store.claimEffects({ owner: 'next', now, leaseMs: 1_000, limit: 99 })).map(({ effect: one }) => [
      one.id,
      one.unclear,
    ]);
  expect((await claimAt(39)).sort()).toEqual([
    ['claimed-1', false],
    ['done-2', false],
    ['waiting-1', false],
  ]);
  expect((await claimAt(40)).sort()).toEqual([
    ['begun-1', true],
    ['unclear-1', true],
  ]);
  await store.commit([{ op: 'retryEffect', id: 'dead-1', dueAt: 50 }]);
  expect(await claimAt(50)).toEqual([['dead-1', true]]);
  expect(await store.sweep(1_000, 0)).toBe(1);
}

/** Runs `npm run store:copy`, killed without warning at the first line that `killAt` knows. Gives what it said. */
async function runCommand(args: readonly string[], killAt?: (line: string) => boolean): Promise<string[]> {
  const running = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    running.on('close', (code, signal) => resolve(signal ?? code));
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    said.push(line);
    if (killAt?.(line) === true) running.kill('SIGKILL');
  }
  expect(await ended).toBe(killAt ? 'SIGKILL' : 0);
  return said;
}
