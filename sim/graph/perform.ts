import type { Clock } from '../../model/clock.ts';
import { badRequest, errorBody, Refusal, type Answer, type Call, type RequestIds } from './answer.ts';
import { EXCHANGE, overConcurrency, type Limiter } from './limits.ts';
import { insistOnPermission, type ExchangeAccess } from './permissions.ts';
import type { Found, Route } from './routes.ts';
import type { GraphState } from './state.ts';
import { GRAPH_AUDIENCE, type TokenIssuer } from './tokens.ts';
import { type Token } from './answer.ts';

/** A request as received, before any check. */
export interface Incoming {
  readonly method: string;
  /** Path and query below `/v1.0`, as written. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` if no body was sent. */
  readonly body: { readonly text: string } | { readonly json: unknown } | undefined;
}

export interface Performing {
  readonly state: GraphState;
  readonly clock: Clock;
  readonly tokens: TokenIssuer;
  readonly exchange: ExchangeAccess;
  readonly limiter: Limiter;
  readonly find: (method: string, segments: readonly string[]) => Found;
  /** Called with every write that was applied. */
  readonly wrote: (method: string, path: string, body: unknown) => void;
}

export const pathOf = (target: string): string => {
  const path = target.split('?')[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Performs a request if it is allowed. A refusal becomes Graph's error answer. */
export async function perform(p: Performing, incoming: Incoming, ids: RequestIds): Promise<Answer> {
  try {
    const token = authenticated(p, incoming);
    return await performAs(p, token, incoming, { counted: true });
  } catch (error) {
    return refusalAnswer(error, ids, p.clock.now());
  }
}

export function authenticated(p: Performing, { headers }: Incoming): Token {
  const token = p.tokens.read(headers['authorization'], GRAPH_AUDIENCE);
  if (token) return token;
  const words =
    headers['authorization'] === undefined
      ? 'Access token is empty.'
      : 'Lifetime validation failed, the token is expired.';
  throw new Refusal(401, 'InvalidAuthenticationToken', words, {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  });
}

export function refusalAnswer(error: unknown, ids: RequestIds, now: number): Answer {
  if (!(error instanceof Refusal)) throw error;
  return { status: error.status, body: errorBody(error, ids, now), headers: error.headers };
}

/** `counted: false`: the caller has already counted the request as in flight. Throws Refusal. */
export async function performAs(
  p: Performing,
  token: Token,
  incoming: Incoming,
  how: { counted: boolean },
): Promise<Answer> {
  const { route, params } = routeOf(p, incoming);
  const path = pathOf(incoming.target);
  const call: Call = {
    method: incoming.method,
    path,
    params,
    query: new URLSearchParams(incoming.target.split('?').slice(1).join('?')),
    headers: incoming.headers,
    body: bodyOf(incoming),
    token,
  };
  insist(p, token, route, params);
  const done = how.counted ? p.limiter.enter(route.area, call) : () => undefined;
  try {
    if (p.state.settings.latencyMs > 0) await p.clock.sleep(p.state.settings.latencyMs);
    const answer = await route.handle(call);
    if (incoming.method !== 'GET') p.wrote(incoming.method, path, call.body);
    return answer;
  } finally {
    done();
  }
}

/** Whether Exchange would serve this request of a batch. */
export function isExchange(p: Performing, incoming: Incoming): boolean {
  try {
    return EXCHANGE.has(routeOf(p, incoming).route.area);
  } catch {
    return false;
  }
}
export { overConcurrency };

function routeOf(p: Performing, incoming: Incoming): { route: Route; params: Readonly<Record<string, string>> } {
  const segments = (incoming.target.split('?')[0] ?? '').split('/').filter((segment) => segment !== '');
  let decoded: string[];
  try {
    decoded = segments.map(decodeURIComponent);
  } catch {
    throw badRequest('The request URI is not valid.');
  }
  if (decoded[0]?.toLowerCase() === 'me')
    throw badRequest('/me request is only valid with delegated authentication flow.');
  const found = p.find(incoming.method, decoded);
  if ('route' in found) return found;
  if (found.missing === 'method' && !('segment' in found))
    throw new Refusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  throw badRequest(`Resource not found for the segment '${found.missing}'.`);
}

function insist(p: Performing, token: Token, route: Route, params: Readonly<Record<string, string>>): void {
  const { settings } = p.state;
  if (token.kind === 'delegated' && route.needs.length === 0) throw badRequest('Not simulated.');
  const named = params['user'];
  const mailbox = named === undefined ? undefined : (p.state.userOf(named)?.mail ?? named);
  insistOnPermission(token, route.needs, route.area, mailbox, p.exchange);
  // docs/platform/bookings.md, “The larger permission does not contain the smaller one”.
  const touchesAppointments = /\{business\}\/(appointments|services|staffMembers)/.test(route.path);
  if (
    token.kind === 'app' &&
    settings.bookings.needsAppointmentPermission &&
    touchesAppointments &&
    !token.roles.has('BookingsAppointment.ReadWrite.All')
  )
    throw new Refusal(403, 'ErrorAccessDenied', 'Unauthorized');
}

function bodyOf({ method, headers, body }: Incoming): unknown {
  if (body === undefined) return undefined;
  if ('json' in body) return body.json;
  if (body.text === '') return undefined;
  if (method === 'GET' || method === 'DELETE') return undefined;
  if (!/\bjson\b/i.test(headers['content-type'] ?? '')) throw unreadable();
  try {
    return JSON.parse(body.text) as unknown;
  } catch {
    throw unreadable();
  }
}

export const unreadable = () =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
