import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { smallMsp } from '../../harness/msp/small-msp.ts';
import { scratchFolder } from '../store/scratch.ts';

const folder = scratchFolder();
const path = folder.file('callboard.db');
let id = '';

/** `npm run replay` as a program of its own. */
function replay(...args: string[]) {
  const script = resolve(import.meta.dirname, '../../commands/replay.ts');
  const ran = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  return { status: ran.status, said: ran.stdout + ran.stderr };
}

beforeAll(async () => {
  const msp = await smallMsp({ store: await openSqliteStore({ path, log }) });
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(1);
  id = (await msp.store.get('tickets', String(ticket)))?.data.decisionId ?? '';
  await msp.close();
});
afterAll(() => folder.remove());

describe('npm run replay', () => {
  it('computes a decision again to the same bytes', () => {
    expect(replay(id, '--data', path)).toMatchObject({
      status: 0,
      said: expect.stringContaining('The same') as string,
    });
  });

  it.each([
    ['without an id', [], 'Which decision?'],
    ['of a decision that is not there', ['decision_none', '--data', path], 'There is no decision'],
    ['from a database that is not there', ['decision_1', '--data', folder.file('none.db')], 'STORE_BROKEN'],
    ['with an option that does not exist', ['decision_1', '--dta', path], '--dta'],
  ])('exits with 2 and says why when it cannot replay %s', (_what, args, why) => {
    expect(replay(...args)).toMatchObject({ status: 2, said: expect.stringContaining(why) as string });
  });

  it('reports a different answer', () => {
    const db = new DatabaseSync(path);
    db.prepare(`UPDATE doc_decisions SET json = json_set(json, '$.outcome', 'coordinator') WHERE id = ?`).run(id);
    db.close();
    expect(replay(id, '--data', path)).toMatchObject({ status: 1, said: expect.stringContaining('Another') as string });
  });
});
