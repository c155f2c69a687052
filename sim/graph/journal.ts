import { exchangeLog, lastOnes, masked, maskedHeaders, type Mask } from '../journal.ts';

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

/** A clientState's length stays as it was. */
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

/** A journal that keeps the last `size` of everything. */
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
