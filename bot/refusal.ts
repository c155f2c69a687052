import { createHash } from 'node:crypto';
import { ERRORS } from '../model/errors.ts';
import type { ErrorCode } from '../model/errors.ts';

/**
 * A refused request: an HTTP status and a code that callers can look up. Its message never quotes a dependency's error.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  /** The exact reason, for our log only. */
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

/**
 * An id for one failure, shown to people and logged. It depends only on the parts, so a resend of the same activity
 * gets the same id.
 */
export function errorId(...parts: readonly (string | undefined)[]): string {
  return `CB-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8)}`;
}
