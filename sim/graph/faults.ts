import type { Clock } from '../../model/clock.ts';
import { planFaults, type FaultPlan, type Plannable, type Faults as PlannedFaults } from '../fault-plan.ts';
import type { Course } from '../faulty.ts';

/**
 * A fault: when the tenant applies the request, and what the caller receives. The worst are a 504 after the write was
 * applied (docs/platform/graph.md, “A gateway may give up on a write that was done”), and a dropped connection whose
 * write is applied ten seconds later.
 */
export interface Fault extends Plannable {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /**
   * Path below `/v1.0`; `*` matches one segment and `**` any rest: `/users/*` and then `/events`. `/token` is the
   * sign-in, `/$batch` the whole batch; requests inside a batch match by their own paths. Absent: all but the sign-in.
   */
  readonly path?: string;
  /** ms until the request is applied; `never`: it is lost. The default is 0 for `answer`, otherwise `never`. */
  readonly applies?: Course<Misanswer>['applies'];
  readonly then: Course<Misanswer>['then'];
}

/** A wrong answer, instead of the handler's. */
export interface Misanswer {
  readonly status: number;
  /** A string is sent as it is; if absent, Graph's error envelope with `code` is sent. */
  readonly body?: unknown;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Faults = PlannedFaults<Fault>;

type Where = Pick<Fault, 'method' | 'path' | 'times'>;

/** Known faults of Graph by name, each with its source. */
export const FAULTS = {
  /**
   * 429, with or without a Retry-After header
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
   * An empty 500 (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”). With `applies: 0` the
   * request still took effect.
   */
  unknownError: (where: Where, applies: Fault['applies'] = 'never'): Fault => ({
    ...where,
    applies,
    then: { status: 500, code: 'UnknownError', message: '' },
  }),
  /**
   * 503 or 504 although the write is applied, immediately or `afterMs` later
   * (docs/platform/graph.md, “A gateway may give up on a write that was done”).
   */
  lateSuccess: (where: Where, afterMs = 0, status: 503 | 504 = 504): Fault => ({
    ...where,
    applies: afterMs,
    then: { status, code: status === 504 ? 'GatewayTimeout' : 'ServiceUnavailable', message: 'The request timed out.' },
  }),
  /** 504 for a request that never arrived. */
  gatewayTimeout: (where: Where): Fault => ({
    ...where,
    applies: 'never',
    then: { status: 504, code: 'GatewayTimeout', message: 'The request timed out.' },
  }),
  /** A proxy's error page instead of JSON (docs/platform/graph.md, “The Graph client hides why a request failed”). */
  htmlGateway: (where: Where): Fault => ({
    ...where,
    then: {
      status: 502,
      body: '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
      headers: { 'content-type': 'text/html' },
    },
  }),
  /** An empty body declared as JSON (docs/platform/graph.md, “The Graph client hides why a request failed”). */
  emptyJson: (where: Where, status = 200): Fault => ({
    ...where,
    applies: 0,
    then: { status, body: '', headers: { 'content-type': 'application/json' } },
  }),
  /** An answer of at least `bytes` bytes. */
  huge: (where: Where, bytes = 10_000_000): Fault => ({
    ...where,
    then: {
      status: 200,
      body: `{"value":[{"id":"${'x'.repeat(bytes)}"}]}`,
      headers: { 'content-type': 'application/json' },
    },
  }),
} as const;

/** The faults of a simulator, for tests and for its server. */
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
