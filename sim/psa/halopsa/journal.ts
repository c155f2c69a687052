/** One request and what was answered, in the format that the vendors' descriptions are checked with. */
export interface Exchange {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Absent: the connection was cut or never answered. */
  readonly response?: { readonly status: number; readonly body: unknown };
}

export interface Journal {
  /** The last exchanges, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** The last writes that the tenant applied. */
  readonly writes: readonly { readonly at: number; readonly path: string; readonly body: unknown }[];
  /** Called with each exchange as it ends. Gives the function that stops it. */
  listen(listener: (exchange: Exchange) => void): () => void;
}

const SECRETS = /^(client_secret|access_token|basic_password|password|secret)$/i;

/** Takes secrets out of anything that is about to be shown or kept. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(client_secret=)[^&]*/g, '$1***');
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, SECRETS.test(key) && inner !== null ? '***' : masked(inner)]),
  );
}

/** A journal that keeps the last `size` of everything. */
export function createJournal(size: number) {
  const exchanges: Exchange[] = [];
  const writes: { at: number; path: string; body: unknown }[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  return {
    exchanges,
    writes,
    listen(listener: (exchange: Exchange) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    exchange(exchange: Exchange) {
      const safe = { ...exchange, body: masked(exchange.body), headers: maskedHeaders(exchange.headers) };
      const shown = exchange.response
        ? { ...safe, response: { status: exchange.response.status, body: masked(exchange.response.body) } }
        : safe;
      exchanges.push(shown);
      if (exchanges.length > size) exchanges.shift();
      for (const listener of listeners) listener(shown);
    },
    write(at: number, path: string, body: unknown) {
      writes.push({ at, path, body: masked(body) });
      if (writes.length > size) writes.shift();
    },
  } satisfies Journal & Record<string, unknown>;
}

function maskedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === 'authorization' ? value.replace(/^(\S+) .*$/, '$1 ***') : value,
    ]),
  );
}
