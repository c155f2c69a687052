import { createHash } from 'node:crypto';
import { ERRORS } from '../model/errors.ts';
import type { ErrorCode } from '../model/errors.ts';

/** A request that is not served: an HTTP status and a code that callers can look up. Never words of a dependency. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  /** For our log alone: what exactly was wrong. */
  readonly why: string;
  constructor(status: number, code: ErrorCode, message: string, why: string = message) {
    super(message);
    this.status = status;
    this.code = code;
    this.why = why;
  }

  body(): { error: { code: ErrorCode; message: string; next: string } } {
    return { error: { code: this.code, message: this.message, next: ERRORS[this.code].next } };
  }
}

/** Names one failure for people and logs alike; the same activity has the same name, so that a resend is recognised. */
export function errorId(...parts: readonly (string | undefined)[]): string {
  return `CB-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8)}`;
}
