import { describe, expect, it } from 'vitest';
import { startDemo } from '../../start/demo.ts';

/** The first entries of the log of a demo that nobody touches. */
async function firstEntries(count: number): Promise<string[]> {
  const demo = await startDemo(
    { mode: 'demo', host: '127.0.0.1', port: 0, logLevel: 'error', production: false },
    { paced: false },
  );
  const lines: string[] = [];
  for (let hour = 0; hour < 48 && lines.length < count; hour += 1) {
    await demo.clock.advance(3_600_000);
    lines.length = 0;
    let after: string | undefined;
    do {
      const page = await demo.store.query('events', {
        index: 'byTime',
        limit: 500,
        ...(after === undefined ? {} : { after }),
      });
      lines.push(...page.docs.map((doc) => JSON.stringify(doc.data)));
      after = page.next;
    } while (after !== undefined);
  }
  expect(demo.teams.log.aboveLimits()).toEqual([]);
  await demo.stop();
  return lines.slice(0, count);
}

describe('two runs of the demo', () => {
  it('write the same first 500 log entries, byte for byte', { timeout: 900_000 }, async () => {
    const first = await firstEntries(500);
    expect(first).toHaveLength(500);
    expect(await firstEntries(500)).toEqual(first);
  });
});
