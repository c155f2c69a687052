import type { Store } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';

/** How a store that all copies reach behaves while its database looks for a new leader. */
export interface ChangeOver {
  down: boolean;
  /** Uniform in [0, 1): how many of the commits that end in an error were done nevertheless. */
  readonly random: () => number;
}

/** The store as its users see it then: every word ends in STORE_UNREACHABLE, and a commit may have been done all the same. */
export function changingOver(store: Store, state: ChangeOver): Store {
  const busy = () => new CallboardError('STORE_UNREACHABLE', 'the replica set has no primary');
  const writing = new Set<string | symbol>(['commit', 'beginEffect', 'settleEffect']);
  return new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || name === 'onWake' || name === 'close') {
        return typeof method === 'function' ? (method.bind(target) as unknown) : method;
      }
      return async (...values: unknown[]): Promise<unknown> => {
        if (state.down && !(writing.has(name) && state.random() < 0.5)) throw busy();
        const answer: unknown = await (method.apply(target, values) as Promise<unknown>);
        if (state.down) throw busy();
        return answer;
      };
    },
  });
}
