import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { copiesContract } from './contract-copies.ts';
import { documentContract } from './contract-documents.ts';
import { effectContract } from './contract-effects.ts';
import { effectModel } from './contract-model.ts';
import { queryContract } from './contract-queries.ts';
import type { Bench, EngineUnderTest } from './contract-bench.ts';

/**
 * What every engine behind the `Store` port must do, told against the port alone. An engine's own test calls this with
 * a function that makes an empty engine.
 */
export function storeContract(
  name: string,
  makeEngine: () => Promise<EngineUnderTest>,
  { modelRuns = 100, copies = 1 }: { modelRuns?: number; copies?: number } = {},
): void {
  describe(`${name} keeps the store's contract`, () => {
    let engine: EngineUnderTest;
    let store: Store;
    let others: Store[] = [];
    const bench: Bench = {
      get store() {
        return store;
      },
      async reopen() {
        await store.close();
        store = await engine.open();
        return store;
      },
      async copy() {
        const other = await engine.open();
        others.push(other);
        return other;
      },
    };
    beforeEach(async () => {
      engine = await makeEngine();
      store = await engine.open();
    });
    afterEach(async () => {
      for (const other of others) await other.close();
      others = [];
      await store.close();
      await engine.remove();
    });

    documentContract(bench);
    queryContract(bench);
    effectContract(bench);
    copiesContract(bench, copies);
    effectModel(makeEngine, modelRuns);

    it('reports its health', async () => {
      const health = await store.health();
      expect(health).toMatchObject({ ok: true });
      expect((await store.migrate()).to).toBe(health.schema);
    });
  });
}
