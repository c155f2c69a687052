import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();
let ours: typeof console.error | undefined;

/**
 * Runs a call into the SDK without its words on the console.
 *
 * docs/platform/teams.md, “The SDK prints tokens that it refuses”. What it throws says the same and goes to our log.
 * Other callers' `console.error` goes through untouched, also while such a call is under way.
 */
export function quietly<T>(call: () => Promise<T>): Promise<T> {
  hold();
  return inside.run(true, call);
}

/* eslint-disable no-console -- this module stands between a dependency and the console */
function hold(): void {
  if (console.error === ours) return;
  const before = console.error;
  ours = (...words: unknown[]) => {
    if (inside.getStore() === undefined) before.apply(console, words);
  };
  console.error = ours;
}
