/** A request as the tenant's handlers see it. When they run, and what the caller hears, is the server's affair. */
export interface Call {
  readonly method: string;
  /** Below `/v1.0`, decoded: `/users/ana@northwind-msp.example/events`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined`: none was sent. */
  readonly body: unknown;
  readonly token: Token;
}

export interface Answer {
  readonly status: number;
  /** A string goes out as it is; absent: an empty body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Handler = (call: Call) => Answer | Promise<Answer>;

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Answer =>
  headers ? { status: 200, body, headers } : { status: 200, body };
export const created = (body: unknown): Answer => ({ status: 201, body });
export const accepted: Answer = { status: 202 };
export const noContent: Answer = { status: 204 };

/** A no of Graph's, thrown by handlers: HTTP status, Graph's code and message. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** docs/platform/graph.md, “Errors nest, and the innermost code says most”. */
export function errorBody(refusal: Pick<Refusal, 'code' | 'message'>, ids: RequestIds, now: number): unknown {
  return {
    error: {
      code: refusal.code,
      message: refusal.message,
      innerError: {
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

export const itemNotFound = (): Refusal =>
  new Refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
export const badRequest = (message: string): Refusal => new Refusal(400, 'BadRequest', message);
/**
 * What Bookings says to everything it does not like
 * (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”).
 */
export const unknownError = (): Refusal => new Refusal(500, 'UnknownError', '');

/** What a caller wishes for in `Prefer` headers; Graph ignores those it does not know. */
export interface Preferences {
  readonly immutableIds: boolean;
  readonly timeZone: string | undefined;
  readonly pageSize: number | undefined;
}

export function preferences({ headers }: Pick<Call, 'headers'>): Preferences {
  const prefer = headers['prefer'] ?? '';
  const size = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(prefer)?.[1];
  return {
    immutableIds: /IdType\s*=\s*"?ImmutableId"?/i.test(prefer),
    timeZone: /outlook\.timezone\s*=\s*"([^"]*)"/i.exec(prefer)?.[1],
    pageSize: size === undefined ? undefined : Number(size),
  };
}

/** What a bearer token says. Roles are those of the moment it was made: a grant made later is not in it. */
export interface Token {
  readonly audience: string;
  readonly kind: 'app' | 'delegated';
  /** Application roles, or delegated scopes. */
  readonly roles: ReadonlySet<string>;
  /** ms. */
  readonly until: number;
}
