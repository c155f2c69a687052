import type { Request } from 'express';

/** What was said last, oldest first. */
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

/** The last `size` exchanges with a simulator, each made `safe` before it is kept or anybody hears of it. */
export function exchangeLog<Exchange>(size: number, safe: (exchange: Exchange) => Exchange) {
  const { kept, add } = lastOnes<Exchange>(size);
  const listeners = new Set<(exchange: Exchange) => void>();
  return {
    exchanges: kept,
    /** Called with each exchange as it ends. Gives the function that stops it. */
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

/** How secrets are taken out: of a text, and of what stands under a key (`undefined`: it is no secret). */
export interface Mask {
  readonly text: (text: string) => string;
  readonly secret: (key: string, value: unknown) => string | undefined;
}

/** Takes secrets out of anything that is about to be shown or kept. */
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

/** Headers as they may be shown: who signs in how, but not with what. */
export function maskedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === 'authorization' ? value.replace(/^(\S+) .*$/, '$1 ***') : value,
    ]),
  );
}

/** Those headers of a request that are worth keeping. */
export function headersOf(req: Request, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = req.headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}
