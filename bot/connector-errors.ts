import { z } from 'zod';
import { OutsideError } from '../model/errors.ts';

/**
 * The connector's error body:
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#errorresponse-object
 */
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/** Retrying is pointless: docs/platform/teams.md, “Some refusals mean that the app is not installed”. */
const GONE = ['BotNotInConversationRoster', 'ForbiddenOperationException', 'ConversationNotFound'];

/**
 * Classifies an unsuccessful response, by status first: docs/platform/teams.md, “The connector's status says more than
 * its error code”.
 */
export function connectorError(what: string, answer: Response, text: string, now: number): OutsideError {
  const { status } = answer;
  const { code, message } = errorOf(text);
  const retryAfterMs = readRetryAfter(answer.headers.get('retry-after'), now);
  const words = `Teams answered ${what} with ${[status, code].join(' ').trim()}${message === '' ? '' : `: ${message}`}`;
  const later = { status, retry: 'later', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } as const;
  if (status === 412 || status === 429) return new OutsideError('TEAMS_THROTTLED', words, { ...later, done: 'no' });
  if (status >= 500 || status === 408) {
    return new OutsideError('TEAMS_UNREACHABLE', words, { ...later, done: 'unknown' });
  }
  // A new token may be accepted where this one was refused; an unregistered bot stays unregistered.
  if (status === 401 && code !== 'BotNotRegistered') {
    return new OutsideError('TEAMS_REFUSED', words, { ...later, done: 'no' });
  }
  const gone = GONE.includes(code) || (status === 404 && code === '');
  return new OutsideError(gone ? 'TEAMS_NOT_INSTALLED' : 'TEAMS_REFUSED', words, {
    status,
    retry: 'never',
    done: 'no',
  });
}

/** Classifies a call that got no response. Only a connection that was never opened certainly had no effect. */
export function wireError(what: string, cause: unknown): OutsideError {
  const code = causeCode(cause);
  const done = code !== undefined && NEVER_LEFT.includes(code) ? 'no' : 'unknown';
  const why = code ?? (cause instanceof Error ? cause.message : 'no answer');
  return new OutsideError('TEAMS_UNREACHABLE', `Teams could not be reached for ${what}: ${why}`, {
    done,
    retry: 'later',
    cause,
  });
}
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

function causeCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function errorOf(text: string): { code: string; message: string } {
  try {
    const { error } = errorSchema.parse(JSON.parse(text));
    return { code: error.code.slice(0, 80), message: (error.message ?? '').slice(0, 200) };
  } catch {
    return { code: '', message: '' };
  }
}

/** Parses seconds or a date (RFC 9110 §10.2.3) into ms from now. */
function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
