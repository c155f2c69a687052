import { registerHooks } from 'node:module';
import { IN_PLACE, REWRITES } from './mutants.ts';
import { asked } from './mutated/asked.ts';

/**
 * Preloaded into a process under test (`node --import`): what start/ gets as its store and its PSA is the mutated one,
 * and files that a mutant rewrites are rewritten while they are loaded. The product's own files stay as they are.
 */
const INSTEAD: readonly (readonly [ending: string, mutated: string])[] = [
  ['/store/sqlite/index.ts', './mutated/store.ts'],
  ['/store/mongo/index.ts', './mutated/mongo.ts'],
  ['/psa/halopsa/index.ts', './mutated/psa.ts'],
];
const rewrites = REWRITES[asked()] ?? [];

registerHooks({
  resolve(specifier, context, next) {
    const parts = /\/start\/[\w-]+\.ts$/.test(context.parentURL ?? '') ? INSTEAD : [];
    const mutated = parts.find(([ending]) => specifier.endsWith(ending))?.[1];
    return next(mutated === undefined ? specifier : new URL(mutated, import.meta.url).href, context);
  },
  load(url, context, next) {
    const loaded = next(url, context);
    const rewrite = rewrites.find(({ file }) => url.endsWith(file));
    if (!rewrite || loaded.source === undefined) return loaded;
    const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    if (!text.includes(rewrite.from)) throw new Error(`${rewrite.file} has no “${rewrite.from}” any more`);
    console.log(IN_PLACE);
    return { ...loaded, source: text.replace(rewrite.from, rewrite.to) };
  },
});
