import { OutsideError } from '../../model/errors.ts';

/** Whether a request changed something if it arrived: a read can always be repeated, a write must be looked for. */
export type Kind = 'read' | 'write';

/** Errors that happen before the first byte is sent: the request has certainly not arrived. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']);

/** Nobody answered, or the connection broke. */
export function unreachable(kind: Kind, thrown: unknown, what: string): OutsideError {
  const code = codeOf(thrown);
  const reason = code ?? (thrown instanceof Error ? thrown.message : String(thrown));
  const sure = kind === 'read' || (code !== undefined && NEVER_SENT.has(code));
  return new OutsideError('PSA_UNREACHABLE', `HaloPSA did not answer ${what} (${reason})`, {
    done: sure ? 'no' : 'unknown',
    retry: 'later',
    cause: thrown,
  });
}

/** Turns an answer that is not a success into an error that says what is known. `text` is Halo's unstructured body. */
export function refusal(kind: Kind, status: number, text: string, what: string): OutsideError {
  const words = text.replace(/\s+/g, ' ').trim().slice(0, 300);
  const message = `HaloPSA answered ${what} with ${status}${words === '' ? '' : `: ${words}`}`;
  if (status === 401) return new OutsideError('PSA_AUTH', message, { done: 'no', retry: 'later', status });
  if (status >= 500 || status === 408) {
    // A gateway gives up before the server behind it does: the write may still land.
    const done = kind === 'read' ? 'no' : 'unknown';
    return new OutsideError('PSA_UNREACHABLE', message, { done, retry: 'later', status });
  }
  return new OutsideError('PSA_REFUSED', message, { done: 'no', retry: 'never', status });
}

/** A success whose body is not what it should be: a proxy's page, a truncated answer. */
export function unreadable(kind: Kind, detail: string, what: string): OutsideError {
  return new OutsideError('PSA_UNREACHABLE', `HaloPSA's answer to ${what} cannot be read: ${detail.slice(0, 300)}`, {
    done: kind === 'read' ? 'no' : 'unknown',
    retry: 'later',
  });
}

function codeOf(thrown: unknown): string | undefined {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
