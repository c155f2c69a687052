import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { scratchFolder } from './scratch.ts';

const KILLS = 20;
const child = fileURLToPath(new URL('crash-child.ts', import.meta.url));

it(`the store loses nothing it acknowledged and tears nothing apart in ${KILLS} kills`, async () => {
  const folder = scratchFolder();
  const path = folder.file('callboard.db');
  const acknowledged: string[] = [];
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Killed at another point of its work each time: after so many lines, wherever it has got to by then.
      acknowledged.push(...(await liveUntilKilled(path, `life${kill}`, 1 + ((kill * 7) % 31))));
      checkIntegrity(path);
      const store = await openSqliteStore({ path, log });
      await checkPairs(store, acknowledged);
      await store.close();
    }
  } finally {
    folder.remove();
  }
  expect(acknowledged.length).toBeGreaterThan(KILLS * 5);
});

/** Gives every line the process said before it died. */
async function liveUntilKilled(path: string, life: string, lines: number): Promise<string[]> {
  const running = spawn(process.execPath, [child, path, life], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    running.on('close', (_code, signal) => resolve(signal));
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    said.push(line);
    if (said.length === lines + 1) running.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
  return said.filter((line) => line !== 'open');
}

function checkIntegrity(path: string): void {
  const raw = new DatabaseSync(path);
  expect(raw.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  raw.close();
}

async function checkPairs(store: Store, acknowledged: readonly string[]): Promise<void> {
  const states = (await store.query('timers', { index: 'byDue', limit: 100_000 })).docs.map(({ id }) => id);
  const stored = new Set(states);
  const effects = new Map<string, string>();
  for (const state of ['waiting', 'begun', 'done', 'dead'] as const) {
    for (const { id } of await store.listEffects({ state, limit: 100_000 })) effects.set(id, state);
  }
  const lost = acknowledged.filter((line) => {
    const id = line.replace(/^pair /, '');
    return !stored.has(id);
  });
  expect(lost).toEqual([]);
  const pairs = states.filter((id) => !id.startsWith('did '));
  expect([...effects.keys()].sort()).toEqual([...pairs].sort());
  const done = [...effects].filter(([, state]) => state === 'done').map(([id]) => `did ${id}`);
  expect(done.sort()).toEqual(states.filter((id) => id.startsWith('did ')).sort());
}
