import { z } from 'zod';
import { OutsideError, type ErrorCode } from '../model/errors.ts';

/** A read can always be repeated; before a write is repeated, its result must be looked up. */
export type Kind = 'read' | 'write';

/** An OutsideError with Graph's own error codes. `codes` run from the outermost to the innermost error. */
export class GraphFailure extends OutsideError {
  readonly codes: readonly string[];
  constructor(
    code: ErrorCode,
    message: string,
    how: ConstructorParameters<typeof OutsideError>[2] & { readonly codes?: readonly string[] },
  ) {
    super(code, message, how);
    this.name = 'GraphFailure';
    this.codes = how.codes ?? [];
  }

  /** Whether Graph's codes include one of these, ignoring case. */
  says(...wanted: readonly string[]): boolean {
    return this.codes.some((code) => wanted.some((one) => one.toLowerCase() === code.toLowerCase()));
  }
}

/** Whether a thrown value is an answer from Graph with one of these statuses. */
export function isStatus(thrown: unknown, ...statuses: readonly number[]): thrown is GraphFailure {
  return thrown instanceof GraphFailure && thrown.status !== undefined && statuses.includes(thrown.status);
}

/** Errors that occur before the first byte is sent: the request cannot have arrived. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** No answer, or the connection broke. `sent`: whether the request may have left this machine. */
export function unreachable(kind: Kind, sent: boolean, thrown: unknown, what: string): GraphFailure {
  const code = causeCode(thrown);
  const why = code ?? (thrown instanceof Error ? thrown.message : String(thrown));
  const sure = kind === 'read' || !sent || (code !== undefined && NEVER_SENT.includes(code));
  return new GraphFailure('GRAPH_UNREACHABLE', `Microsoft Graph did not answer ${what} (${why})`, {
    done: sure ? 'no' : 'unknown',
    retry: 'later',
    cause: thrown,
  });
}

/**
 * Turns an unsuccessful answer into an error that states whether the request took effect. Graph sends 429 before it
 * does any work. After a 5xx or a 408, the outcome of a write is unknown
 * (docs/platform/graph.md, “A gateway may give up on a write that was done”).
 */
export function refusal(
  kind: Kind,
  reply: { readonly status: number; readonly text: string; readonly retryAfterMs: number | undefined },
  what: string,
): GraphFailure {
  const { status } = reply;
  const { codes, message } = errorOf(reply.text);
  const words = [`Microsoft Graph answered ${what} with ${[status, codes.at(-1)].join(' ').trim()}`, message];
  const text = words.filter((part) => part !== '').join(': ');
  const after = reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs };
  const how = { status, codes, ...after };
  if (status === 429 || status === 509)
    return new GraphFailure('GRAPH_THROTTLED', text, { ...how, done: 'no', retry: 'later' });
  if (status >= 500 || status === 408 || status < 200)
    return new GraphFailure('GRAPH_UNREACHABLE', text, {
      ...how,
      done: kind === 'read' ? 'no' : 'unknown',
      retry: 'later',
    });
  // An admin can renew an expired secret, so work that needs it must not be lost meanwhile.
  if (status === 401) return new GraphFailure('GRAPH_AUTH', text, { ...how, done: 'no', retry: 'later' });
  if (status === 403) return new GraphFailure('GRAPH_AUTH', text, { ...how, done: 'no', retry: 'never' });
  return new GraphFailure('GRAPH_REFUSED', text, { ...how, done: 'no', retry: status === 423 ? 'later' : 'never' });
}

/** A successful status with an unusable body: a proxy's error page, or a truncated or endless answer. */
export function unreadable(kind: Kind, detail: string, what: string): GraphFailure {
  return new GraphFailure(
    'GRAPH_UNREACHABLE',
    `Microsoft Graph's answer to ${what} cannot be read: ${detail.slice(0, 200)}`,
    {
      done: kind === 'read' ? 'no' : 'unknown',
      retry: 'later',
    },
  );
}

const text = z.string().catch('');
const envelope = z.object({
  error: z.union([
    z.object({ code: text, message: text, innerError: z.unknown().optional(), innererror: z.unknown().optional() }),
    // Entra and some gateways: {"error":"invalid_token"}.
    z.string().transform((code) => ({ code, message: '', innerError: undefined, innererror: undefined })),
  ]),
});
const inner = z.object({ code: text, innerError: z.unknown().optional(), innererror: z.unknown().optional() });

/** All codes of an error (docs/platform/graph.md, “Errors nest, and the innermost code says most”). */
function errorOf(body: string): { codes: string[]; message: string } {
  const parsed = envelope.safeParse(parseJson(body));
  if (!parsed.success) return { codes: [], message: '' };
  const { error } = parsed.data;
  const codes = [error.code];
  let at: unknown = error.innerError ?? error.innererror;
  for (let depth = 0; depth < 5; depth += 1) {
    const deeper = inner.safeParse(at);
    if (!deeper.success) break;
    codes.push(deeper.data.code);
    at = deeper.data.innerError ?? deeper.data.innererror;
  }
  return {
    codes: codes.filter((code) => code !== '').map((code) => code.slice(0, 80)),
    message: error.message.replace(/\s+/g, ' ').trim().slice(0, 300),
  };
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function causeCode(thrown: unknown): string | undefined {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
