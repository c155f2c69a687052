import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Starts a process as production does: docs/platform/node.md, “Vitest resolves imports that Node refuses”. */
it('plain Node imports bot/ without printing anything', async () => {
  const entry = new URL('../../bot/index.ts', import.meta.url).href;
  const script = `const { createBot } = await import(${JSON.stringify(entry)}); process.stdout.write(typeof createBot);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect([stdout, stderr]).toEqual(['function', '']);
});
