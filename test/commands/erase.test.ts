import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { smallMsp } from '../../harness/msp/small-msp.ts';
import { scratchFolder } from '../store/scratch.ts';

const folder = scratchFolder();
afterAll(() => folder.remove());

it('npm run erase leaves no trace of a contact in the file, its free space and its journal', async () => {
  const path = folder.file('callboard.db');
  const msp = await smallMsp({ store: await openSqliteStore({ path, log }) });
  // Long enough for pages of its own, which are free afterwards.
  msp.ticket('Printer jams again', 'It jams again and again. Regards, Erika Beispiel. '.repeat(400));
  await msp.minutes(1);
  await msp.close();
  const holds = () =>
    ['', '-wal', '.lock']
      .filter((part) => existsSync(path + part))
      .some((part) => readFileSync(path + part).includes('Erika Beispiel'));
  expect(holds()).toBe(true);

  const script = resolve(import.meta.dirname, '../../commands/erase.ts');
  const ran = spawnSync(process.execPath, [script, '--contact', 'Erika Beispiel'], {
    // The oldest Node says that type stripping is experimental.
    env: { ...process.env, CALLBOARD_DATA: path, NODE_NO_WARNINGS: '1' },
    encoding: 'utf8',
  });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toContain('Erased in 1 tickets');
  expect(holds()).toBe(false);
});
