import { coded, unreachable } from './errors.ts';

/**
 * How long a caller waits for the database, ms: docs/platform/teams.md, “A card action must be answered within
 * seconds”. While the replica set elects a primary, the answer is "try again".
 */
export const PATIENCE_MS = 2_500;
/** Recording what was done in an outside system is worth a longer wait, ms. */
export const SETTLE_PATIENCE_MS = 9_000;

/** Runs one request with our error codes, and stops waiting for it when the time is over. */
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
