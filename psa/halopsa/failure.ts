import { OutsideError } from '../../model/errors.ts';

/**
 * Whether a request changes anything. A read can always be retried; after a write, the caller must check for its
 * effect.
 */
export type Kind = 'read' | 'write';

/** Errors raised before the first byte is sent, so the request certainly did not arrive. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']);

/** The error for a request without an answer, or with a broken connection. */
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

/** Converts an unsuccessful answer to an error that says what is known. `text` is Halo's unstructured body. */
export function refusal(kind: Kind, status: number, text: string, what: string): OutsideError {
  const words = text.replace(/\s+/g, ' ').trim().slice(0, 300);
  const message = `HaloPSA answered ${what} with ${status}${words === '' ? '' : `: ${words}`}`;
  if (status === 401) return new OutsideError('PSA_AUTH', message, { done: 'no', retry: 'later', status });
  if (status >= 500 || status === 408) {
    // A gateway times out before the server behind it does, so the write may still take effect.
    const done = kind === 'read' ? 'no' : 'unknown';
    return new OutsideError('PSA_UNREACHABLE', message, { done, retry: 'later', status });
  }
  return new OutsideError('PSA_REFUSED', message, { done: 'no', retry: 'never', status });
}

/** The error for a success with an unexpected body, such as a proxy's page or a truncated answer. */
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
