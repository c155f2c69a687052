import type { Store } from '../desk/ports/store.ts';

/** The same store, but for some of its methods. */
export function over<S extends Store>(store: S, methods: Partial<Store>): S {
  return new Proxy(store, {
    get: (target, name) => {
      const mine: unknown = Reflect.get(methods, name);
      if (mine !== undefined) return mine;
      const method: unknown = Reflect.get(target, name);
      return typeof method === 'function' ? (method.bind(target) as unknown) : method;
    },
  });
}
