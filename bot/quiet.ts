import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();
let ours: typeof console.error | undefined;

/**
 * Runs a call into the SDK and suppresses its console output.
 *
 * docs/platform/teams.md, “The SDK prints tokens that it refuses”. The SDK also throws the same error, and that goes to
 * our log. Other code's `console.error` still prints, even while such a call is running.
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
