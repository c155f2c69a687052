import { exchangeLog, lastOnes, masked, maskedHeaders, type Mask } from '../journal.ts';

/** A request and its answer, in the format that ../shared/graph-conformance/check.mjs reads. */
export interface Exchange {
  readonly at: number;
  readonly method: string;
  /** The real Graph's address for the request: `https://graph.microsoft.com/v1.0/…`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Absent if the connection was cut or the caller was gone. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

export interface Journal {
  /** The last exchanges with Graph, oldest first, without sign-ins. */
  readonly exchanges: readonly Exchange[];
  readonly signIns: readonly Exchange[];
  /** The last writes that the tenant applied, whether or not the caller still waited. */
  readonly writes: readonly {
    readonly at: number;
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
  }[];
  /** Calls the listener with each finished exchange. Returns a function that removes it. */
  listen(listener: (exchange: Exchange) => void): () => void;
}

const SECRETS = /^(client_secret|client_assertion|access_token|clientState)$/i;
const LONGEST = 200_000;

/** Masks secrets. A masked clientState keeps its length. */
const MASK: Mask = {
  text(text) {
    const safe = text.replace(/((?:client_secret|client_assertion)=)[^&]*/g, '$1***');
    return safe.length > LONGEST ? `${safe.slice(0, 100)}… (${safe.length} characters)` : safe;
  },
  secret: (key, value) =>
    SECRETS.test(key) && typeof value === 'string' ? '*'.repeat(Math.max(3, value.length)) : undefined,
};

function safe(exchange: Exchange): Exchange {
  const { headers, body, response } = exchange;
  return {
    ...exchange,
    headers: maskedHeaders(headers),
    ...(body === undefined ? {} : { body: masked(body, MASK) }),
    ...(response ? { response: { ...response, body: masked(response.body, MASK) } } : {}),
  };
}

/** A journal that keeps the last `size` entries of each kind. */
export function createJournal(size: number) {
  const signIns = lastOnes<Exchange>(size);
  const writes = lastOnes<Journal['writes'][number]>(size);
  return {
    ...exchangeLog(size, safe),
    signIns: signIns.kept,
    writes: writes.kept,
    signIn(exchange: Exchange) {
      signIns.add(safe(exchange));
    },
    write(at: number, method: string, path: string, body: unknown) {
      writes.add({ at, method, path, body: masked(body, MASK) });
    },
  } satisfies Journal & Record<string, unknown>;
}
