import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../sim/psa/halopsa/index.ts';
import { describePsa } from './contract.ts';
import { haloWorld } from './halo-world.ts';

const checker = fileURLToPath(new URL('../../../shared/specs/check.mjs', import.meta.url));
const present = existsSync(checker);
if (!present) console.warn('skipped: ../shared/specs is absent, so nothing is checked against HaloPSA’s description');

interface Checker {
  readonly load: (vendor: string) => unknown;
  readonly check: (
    spec: unknown,
    record: Exchange,
  ) => { ok: boolean; errors: { code: string; at: string; msg: string }[] };
}

/** All requests and answers that were exchanged while the contract ran. */
const recorded: Exchange[] = [];

describePsa('HaloPSA, recorded', async () => {
  const world = await haloWorld();
  world.halo.journal.listen((exchange) => recorded.push(exchange));
  return world;
});

describe.skipIf(!present)('[needs ../shared] the recorded exchanges', () => {
  afterAll(() => {
    recorded.length = 0;
  });

  it('match the vendor’s specification, both requests and simulated answers', async () => {
    const { load, check } = (await import(pathToFileURL(checker).href)) as Checker;
    const spec = load('halo');
    const faults = recorded.flatMap((exchange) =>
      check(spec, exchange).errors.map(
        (error) => `${exchange.method} ${exchange.url} ${error.code} ${error.at}: ${error.msg}`,
      ),
    );
    expect(recorded.length).toBeGreaterThan(300);
    expect([...new Set(faults)]).toEqual([]);
  });
});
