import { coded, unreachable } from './errors.ts';

/**
 * How long anybody waits for the database, in ms: docs/platform/teams.md, “A card action must be answered within
 * seconds”. While the replica set elects a primary the answer is "try again", which is the truth.
 */
export const PATIENCE_MS = 2_500;
/** What was done in the outside world is worth a longer wait before it counts as not written down, in ms. */
export const SETTLE_PATIENCE_MS = 9_000;

/** Runs one request, in our codes, and gives up waiting for it when the time is over. */
export async function patiently<T>(work: () => Promise<T>, ms = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unreachable(`MongoDB did not answer within ${ms} ms.`, 'unknown')), ms);
  });
  try {
    return await Promise.race([coded(work), over]);
  } finally {
    clearTimeout(timer);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
