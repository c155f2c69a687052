import { registerHooks } from 'node:module';

/**
 * Preloaded into a process under test (`node --import`): what live.ts gets as its store and its PSA is the mutated one.
 * The product's own files stay as they are.
 */
const INSTEAD: readonly (readonly [ending: string, mutated: string])[] = [
  ['/store/sqlite/index.ts', './mutated/store.ts'],
  ['/psa/halopsa/halo-psa.ts', './mutated/psa.ts'],
];

registerHooks({
  resolve(specifier, context, next) {
    const parts = context.parentURL?.endsWith('/live.ts') === true ? INSTEAD : [];
    const mutated = parts.find(([ending]) => specifier.endsWith(ending))?.[1];
    return next(mutated === undefined ? specifier : new URL(mutated, import.meta.url).href, context);
  },
});
