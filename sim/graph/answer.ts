/** A request as handlers see it. The server decides when a handler runs and what the caller receives. */
export interface Call {
  readonly method: string;
  /** Below `/v1.0`, decoded: `/users/ana@northwind-msp.example/events`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` if no body was sent. */
  readonly body: unknown;
  readonly token: Token;
}

export interface Answer {
  readonly status: number;
  /** A string is sent as it is; if absent, the body is empty. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Handler = (call: Call) => Answer | Promise<Answer>;

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Answer =>
  headers ? { status: 200, body, headers } : { status: 200, body };
export const created = (body: unknown): Answer => ({ status: 201, body });
export const accepted: Answer = { status: 202 };
export const noContent: Answer = { status: 204 };

/** A refusal by Graph, thrown by handlers: HTTP status, Graph's error code and message. */
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
 * Bookings' answer to every broken rule
 * (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”).
 */
export const unknownError = (): Refusal => new Refusal(500, 'UnknownError', '');

/** The preferences in a caller's `Prefer` header. Graph ignores unknown ones. */
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

/** The content of a bearer token. Roles are fixed when it is issued: a later grant needs a new token. */
export interface Token {
  readonly audience: string;
  readonly kind: 'app' | 'delegated';
  /** Application roles, or delegated scopes. */
  readonly roles: ReadonlySet<string>;
  /** Expiry, ms. */
  readonly until: number;
}
