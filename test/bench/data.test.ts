import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTickets, streamTickets } from '../../bench/data/index.ts';

const file = fileURLToPath(new URL('../../../shared/data/tickets_topic_dev.csv.gz', import.meta.url));
const present = existsSync(file);
if (!present) console.warn('skipped: ../shared/data is absent, so no real tickets go through the desk');

describe.skipIf(!present)('[needs ../shared] real tickets', () => {
  it(
    'all end claimed or with the coordinator, a hundred of them, none lost or doubled',
    { timeout: 900_000 },
    async () => {
      const streamed = await streamTickets(await readTickets(file, 100));
      expect(streamed.fates).toHaveLength(100);
      expect(streamed.wrong).toEqual([]);
      expect(streamed.aboveLimits).toBe(0);
      expect(streamed.fates.filter((fate) => fate.outcome === 'lost')).toEqual([]);
      expect(streamed.fates.some((fate) => fate.outcome === 'claimed')).toBe(true);
    },
  );
});

describe('reading tickets from a file', () => {
  it.skipIf(!present)('[needs ../shared] takes the requested number, oldest first', async () => {
    const three = await readTickets(file, 3);
    expect(three).toHaveLength(3);
    expect(await readTickets(file, 1)).toEqual(three.slice(0, 1));
    for (const { text, topic } of three) expect([text, topic]).not.toContain('');
  });

  it('reports a missing file', async () => {
    await expect(readTickets('no-such-file.csv.gz', 3)).rejects.toThrow('no-such-file');
  });
});
