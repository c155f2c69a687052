import type { Request } from 'express';

/** Keeps the last `size` items, oldest first. */
export function lastOnes<T>(size: number): { readonly kept: readonly T[]; readonly add: (one: T) => void } {
  const kept: T[] = [];
  return {
    kept,
    add(one) {
      kept.push(one);
      if (kept.length > size) kept.shift();
    },
  };
}

/** The last `size` exchanges with a simulator. `safe` masks each exchange before it is kept or passed to a listener. */
export function exchangeLog<Exchange>(size: number, safe: (exchange: Exchange) => Exchange) {
  const { kept, add } = lastOnes<Exchange>(size);
  const listeners = new Set<(exchange: Exchange) => void>();
  return {
    exchanges: kept,
    /** Calls the listener with each finished exchange. Returns a function that unsubscribes. */
    listen(listener: (exchange: Exchange) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    exchange(exchange: Exchange) {
      const shown = safe(exchange);
      add(shown);
      for (const listener of listeners) listener(shown);
    },
  };
}

/** How to mask secrets: those inside a text, and the values of secret keys (`undefined` when the key is not secret). */
export interface Mask {
  readonly text: (text: string) => string;
  readonly secret: (key: string, value: unknown) => string | undefined;
}

/** Masks secrets in a value before it is shown or kept. */
export function masked(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask.text(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      mask.secret(key, inner) ?? masked(inner, mask),
    ]),
  );
}

/** Headers that are safe to show: the authorization scheme stays, the credential does not. */
export function maskedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === 'authorization' ? value.replace(/^(\S+) .*$/, '$1 ***') : value,
    ]),
  );
}

/** Picks the named headers of a request. */
export function headersOf(req: Request, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = req.headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}
