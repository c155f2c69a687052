import type { Log } from '../model/log.ts';
import { isStatus } from './failure.ts';

/**
 * Calls a part of Graph that a tenant may not have granted. Without the permission (403) it returns `without` and logs
 * a warning at most once an hour per permission. Other failures are thrown.
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
