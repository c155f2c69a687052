import { exchangeLog, lastOnes, masked, maskedHeaders, type Mask } from '../../journal.ts';

/** A request and its answer, in the format that is checked against the vendor's specification. */
export interface Exchange {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Absent if the connection was cut or no answer was sent. */
  readonly response?: { readonly status: number; readonly body: unknown };
}

export interface Journal {
  /** The last exchanges, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** The last writes that the tenant applied. */
  readonly writes: readonly { readonly at: number; readonly path: string; readonly body: unknown }[];
  /** Calls the listener with each finished exchange. Returns a function that removes it. */
  listen(listener: (exchange: Exchange) => void): () => void;
}

const SECRETS = /^(client_secret|access_token|basic_password|password|secret)$/i;

const MASK: Mask = {
  text: (text) => text.replace(/(client_secret=)[^&]*/g, '$1***'),
  secret: (key, value) => (SECRETS.test(key) && value !== null ? '***' : undefined),
};

function safe(exchange: Exchange): Exchange {
  const { headers, body, response } = exchange;
  return {
    ...exchange,
    body: masked(body, MASK),
    headers: maskedHeaders(headers),
    ...(response ? { response: { status: response.status, body: masked(response.body, MASK) } } : {}),
  };
}

/** A journal that keeps the last `size` entries of each kind. */
export function createJournal(size: number) {
  const writes = lastOnes<Journal['writes'][number]>(size);
  return {
    ...exchangeLog(size, safe),
    writes: writes.kept,
    write(at: number, path: string, body: unknown) {
      writes.add({ at, path, body: masked(body, MASK) });
    },
  } satisfies Journal & Record<string, unknown>;
}
