import type { Log } from '../model/log.ts';
import { isStatus } from './failure.ts';

/**
 * A part of Graph that a tenant may not have let us use: without the permission the answer is `without`, said once an
 * hour in the log rather than at every call. Everything else that goes wrong stays an error.
 */
export function createOptional(log: Log, now: () => number) {
  const said = new Map<string, number>();
  return async <T>(permission: string, work: () => Promise<T>, without: T): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      if (!isStatus(thrown, 403)) throw thrown;
      if (now() - (said.get(permission) ?? -Infinity) >= 60 * 60_000) {
        said.set(permission, now());
        log.warn('graph.permission-missing', { permission });
      }
      return without;
    }
  };
}
