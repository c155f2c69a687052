import type { Clock } from '../../model/clock.ts';
import { planFaults, type FaultPlan, type Plannable, type Faults as PlannedFaults } from '../fault-plan.ts';
import type { Course } from '../faulty.ts';

/**
 * What goes wrong with a request: when the tenant applies it, and what the caller gets. The worst are a 504 after the
 * write was applied (docs/platform/graph.md, “A gateway may give up on a write that was done”), and a dropped
 * connection whose write lands ten seconds later.
 */
export interface Fault extends Plannable {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /**
   * Path below `/v1.0`, `*` for one segment and `**` for any rest: `/users/*` and then `/events`. `/token` is the
   * sign-in, `/$batch` the whole batch; requests inside a batch are met by their own paths. Absent: all but the sign-in.
   */
  readonly path?: string;
  /** ms until the request is applied; `never`: it is lost. 0 by default for `answer`, `never` for the others. */
  readonly applies?: Course<Misanswer>['applies'];
  readonly then: Course<Misanswer>['then'];
}

/** An answer that is not the one the handler would give. */
export interface Misanswer {
  readonly status: number;
  /** A string goes out as it is; absent: Graph's error envelope with `code`. */
  readonly body?: unknown;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Faults = PlannedFaults<Fault>;

type Where = Pick<Fault, 'method' | 'path' | 'times'>;

/** The faults that Graph is known for, by name; each with where it was seen. */
export const FAULTS = {
  /**
   * 429 with such a header, or without
   * (docs/platform/graph.md, “Retry-After is seconds, a fraction of a second or a date”).
   */
  throttled: (where: Where, retryAfter?: number | string): Fault => ({
    ...where,
    then: {
      status: 429,
      code: 'TooManyRequests',
      message: 'Too many requests.',
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    },
  }),
  /**
   * An empty 500 (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”). `applies: 0`: it was
   * done all the same.
   */
  unknownError: (where: Where, applies: Fault['applies'] = 'never'): Fault => ({
    ...where,
    applies,
    then: { status: 500, code: 'UnknownError', message: '' },
  }),
  /**
   * 503 or 504 after the write was applied, at once or `afterMs` later
   * (docs/platform/graph.md, “A gateway may give up on a write that was done”).
   */
  lateSuccess: (where: Where, afterMs = 0, status: 503 | 504 = 504): Fault => ({
    ...where,
    applies: afterMs,
    then: { status, code: status === 504 ? 'GatewayTimeout' : 'ServiceUnavailable', message: 'The request timed out.' },
  }),
  /** 504 of a request that never arrived. */
  gatewayTimeout: (where: Where): Fault => ({
    ...where,
    applies: 'never',
    then: { status: 504, code: 'GatewayTimeout', message: 'The request timed out.' },
  }),
  /** A proxy's page in place of JSON (docs/platform/graph.md, “The Graph client hides why a request failed”). */
  htmlGateway: (where: Where): Fault => ({
    ...where,
    then: {
      status: 502,
      body: '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
      headers: { 'content-type': 'text/html' },
    },
  }),
  /** An empty body that calls itself JSON (docs/platform/graph.md, “The Graph client hides why a request failed”). */
  emptyJson: (where: Where, status = 200): Fault => ({
    ...where,
    applies: 0,
    then: { status, body: '', headers: { 'content-type': 'application/json' } },
  }),
  /** An answer of so many bytes. */
  huge: (where: Where, bytes = 10_000_000): Fault => ({
    ...where,
    then: {
      status: 200,
      body: `{"value":[{"id":"${'x'.repeat(bytes)}"}]}`,
      headers: { 'content-type': 'application/json' },
    },
  }),
} as const;

/** The faults of a simulator, and the server's side of them. */
export function faultPlan(clock: Clock): FaultPlan<Fault> {
  return planFaults(clock, (path) => {
    const pattern = patternOf(path);
    return (requested) => pattern.test(requested);
  });
}

function patternOf(path: string | undefined): RegExp {
  if (path === undefined) return /^(?!\/token$)/;
  const source = path
    .split('**')
    .map((part) => part.split('*').map(quoted).join('[^/]+'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i');
}
const quoted = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
