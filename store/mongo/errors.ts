import {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoStalePrimaryError,
  MongoTopologyClosedError,
} from 'mongodb';
import { CallboardError, OutsideError } from '../../model/errors.ts';

/** docs/platform/mongodb.md, “Some server errors pass by themselves”. */
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;
const MAX_TIME_EXPIRED = 50;
const WRITE_CONCERN_TIMEOUT = 64;
const DUPLICATE_KEY = 11_000;
/** A member that has just started, or has just become primary, does not know yet what a majority has. */
const MAJORITY_UNKNOWN = 134;
/** The member that served the read was restarted in between. */
const CURSOR_GONE = 43;
const TOO_LARGE = 10_334;
const OUT_OF_DISK = 14_031;
/** A repeated request may succeed. */
const PASSING = new Set([CURSOR_GONE, MAX_TIME_EXPIRED, WRITE_CONCERN_TIMEOUT, MAJORITY_UNKNOWN]);
/** The member is not the primary, steps down, shuts down, or was interrupted by one of these. */
const NOT_PRIMARY = new Set([91, 189, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436]);

const NOBODY_THERE = [
  MongoServerSelectionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoStalePrimaryError,
  MongoServerClosedError,
  MongoTopologyClosedError,
  MongoClientClosedError,
];

/** docs/platform/mongodb.md, “The driver lets socket errors through”. */
const SOCKET = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_SOCKET_CLOSED',
]);

export function isSocketError(thrown: unknown): thrown is Error {
  if (!(thrown instanceof Error) || thrown instanceof MongoError || !('code' in thrown)) return false;
  return typeof thrown.code === 'string' && SOCKET.has(thrown.code);
}

/** docs/platform/mongodb.md, “A transient error means that nothing happened”. */
export const TRANSIENT = MongoErrorLabel.TransientTransactionError;
/** docs/platform/mongodb.md, “A commit can be asked for again”. */
export const UNCLEAR_COMMIT = MongoErrorLabel.UnknownTransactionCommitResult;

export function hasLabel(thrown: unknown, label: MongoErrorLabel): boolean {
  return thrown instanceof MongoError && thrown.hasErrorLabel(label);
}

export function isDuplicate(thrown: unknown): thrown is MongoServerError {
  return thrown instanceof MongoServerError && thrown.code === DUPLICATE_KEY;
}

/** Nobody answered, or the member that answered is not the primary. */
function isUnreachable(error: MongoError): boolean {
  if (NOBODY_THERE.some((kind) => error instanceof kind) || error.name === 'MongoWaitQueueTimeoutError') return true;
  if (error.hasErrorLabel(MongoErrorLabel.RetryableWriteError) || hasLabel(error, TRANSIENT)) return true;
  const code = Number(error.code);
  return PASSING.has(code) || NOT_PRIMARY.has(code);
}

/** The database did not answer in time. `unknown`: the request may have been carried out, or may still be. */
export function unreachable(message: string, done: 'no' | 'unknown', cause?: unknown): OutsideError {
  return new OutsideError('STORE_UNREACHABLE', message, { done, retry: 'later', cause });
}

/** docs/platform/mongodb.md, “A bulk write without an answer looks refused”. */
function undressed(thrown: unknown): unknown {
  const within: unknown = thrown instanceof MongoBulkWriteError ? thrown.errorResponse : undefined;
  return within instanceof MongoError ? within : thrown;
}

/** Turns every error of the driver into one with our code; other errors are passed on unchanged. */
export function asStoreError(caught: unknown): unknown {
  const thrown = undressed(caught);
  if (isSocketError(thrown)) return unreachable(`MongoDB: ${thrown.message}`, 'unknown', thrown);
  if (!(thrown instanceof MongoError)) return thrown;
  const cause = thrown;
  if (isDuplicate(thrown)) return new CallboardError('STORE_DUPLICATE', duplicateOf(thrown), { cause });
  if (isUnreachable(thrown)) return unreachable(`MongoDB: ${thrown.message}`, 'unknown', cause);
  if (thrown.code === UNAUTHORIZED || thrown.code === AUTHENTICATION_FAILED) {
    const next = 'Check the user and the password in MONGODB_URI, and the user’s rights (docs/guides/operate.md).';
    return new CallboardError('STORE_BROKEN', `MongoDB: ${thrown.message}`, { cause, next });
  }
  if (thrown.code === OUT_OF_DISK) {
    const next = 'Free some disk space of the database; what was committed is safe.';
    return new CallboardError('STORE_BROKEN', `MongoDB: ${thrown.message}`, { cause, next });
  }
  if (thrown.code === TOO_LARGE) return new CallboardError('INPUT_TOO_LARGE', `MongoDB: ${thrown.message}`, { cause });
  return new CallboardError('INTERNAL', `MongoDB: ${thrown.message}`, { cause });
}

/** The collection and index, without the values, which may be mail addresses. */
function duplicateOf(error: MongoServerError): string {
  const said = /collection: (?:[^.\s]+\.)?(\S+) index: (\S+)/.exec(error.message);
  return said
    ? `${said[1] ?? ''}: the index ${said[2] ?? ''} has this document already.`
    : 'This document exists already.';
}

/** Runs one request and turns the driver's errors into ours. */
export async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStoreError(error);
  }
}
