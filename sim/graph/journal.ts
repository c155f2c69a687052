/** One request and what was answered, in the shape that ../shared/graph-conformance/check.mjs reads. */
export interface Exchange {
  readonly at: number;
  readonly method: string;
  /** As the client would call the real one: `https://graph.microsoft.com/v1.0/…`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Absent: the connection was cut, or nobody was there any more. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

export interface Journal {
  /** The last exchanges with Graph, oldest first; sign-ins are not among them. */
  readonly exchanges: readonly Exchange[];
  readonly signIns: readonly Exchange[];
  /** The last writes that the tenant applied, whoever still waited for the answer. */
  readonly writes: readonly {
    readonly at: number;
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
  }[];
  /** Called with each exchange with Graph as it ends. Gives the function that stops it. */
  listen(listener: (exchange: Exchange) => void): () => void;
}

const SECRETS = /^(client_secret|client_assertion|access_token|clientState)$/i;
const LONGEST = 200_000;

/** Takes secrets out of anything that is about to be shown or kept. A clientState's length stays as it was. */
function masked(value: unknown): unknown {
  if (typeof value === 'string') {
    const safe = value.replace(/((?:client_secret|client_assertion)=)[^&]*/g, '$1***');
    return safe.length > LONGEST ? `${safe.slice(0, 100)}… (${safe.length} characters)` : safe;
  }
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      SECRETS.test(key) && typeof inner === 'string' ? '*'.repeat(Math.max(3, inner.length)) : masked(inner),
    ]),
  );
}

/** A journal that keeps the last `size` of everything. */
export function createJournal(size: number) {
  const exchanges: Exchange[] = [];
  const signIns: Exchange[] = [];
  const writes: { at: number; method: string; path: string; body: unknown }[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  const push = <T>(list: T[], item: T) => {
    list.push(item);
    if (list.length > size) list.shift();
  };
  const safe = (exchange: Exchange): Exchange => ({
    ...exchange,
    headers: Object.fromEntries(
      Object.entries(exchange.headers).map(([name, value]) => [
        name,
        name === 'authorization' ? value.replace(/^(\S+) .*$/, '$1 ***') : value,
      ]),
    ),
    ...(exchange.body === undefined ? {} : { body: masked(exchange.body) }),
    ...(exchange.response ? { response: { ...exchange.response, body: masked(exchange.response.body) } } : {}),
  });
  return {
    exchanges,
    signIns,
    writes,
    listen(listener: (exchange: Exchange) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    exchange(exchange: Exchange) {
      const shown = safe(exchange);
      push(exchanges, shown);
      for (const listener of listeners) listener(shown);
    },
    signIn(exchange: Exchange) {
      push(signIns, safe(exchange));
    },
    write(at: number, method: string, path: string, body: unknown) {
      push(writes, { at, method, path, body: masked(body) });
    },
  } satisfies Journal & Record<string, unknown>;
}
