import type { ErrorRequestHandler, Response } from 'express';
import { CallboardError, asCoded, type ErrorCode } from '../model/errors.ts';
import type { Log } from '../model/log.ts';

/** The HTTP status for each error code. Unlisted codes are our fault: 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  INPUT_INVALID: 400,
  INPUT_TOO_LARGE: 413,
  NOT_SIGNED_IN: 401,
  WRONG_TENANT: 403,
  NOT_ALLOWED: 403,
  PSA_UNREACHABLE: 503,
  TEAMS_UNREACHABLE: 503,
  STORE_BROKEN: 503,
  STORE_LOCKED: 503,
  STORE_UNREACHABLE: 503,
};

/** Sends an error as JSON in Callboard's error shape. Never HTML, never a stack trace. `id` identifies the log line. */
export function sendProblem(res: Response, error: CallboardError, status = STATUS[error.code] ?? 500): void {
  const id: unknown = res.locals['requestId'];
  // Internal details go to the log only; the caller gets the code, the id and what to do.
  const message = status >= 500 ? 'Something went wrong on our side.' : error.message;
  res.status(status).json({ error: { code: error.code, message, next: error.next, id } });
}

/**
 * The last handler: converts any thrown value to Callboard's error shape. Express recognises an error handler by its
 * four parameters.
 */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (thrown: unknown, _req, res, next) => {
    const error = fromBodyParser(thrown) ?? asCoded(thrown);
    const status = STATUS[error.code] ?? 500;
    if (status >= 500) log.error('http.failed', { requestId: String(res.locals['requestId']), status, cause: error });
    // The response has already started, so express can only close the connection.
    if (res.headersSent) next(thrown);
    else sendProblem(res, error, status);
  };
}

/** express's body parsers throw errors with a `type` and a 4xx `status`, also when the sender drops the connection. */
function fromBodyParser(thrown: unknown): CallboardError | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') return undefined;
  if (thrown.status === 413)
    return new CallboardError('INPUT_TOO_LARGE', 'The body is larger than this address takes.');
  if (thrown.status >= 400 && thrown.status < 500)
    return new CallboardError('INPUT_INVALID', 'The request cannot be read.');
  return undefined;
}
