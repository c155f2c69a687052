import express, { type Express, type Request, type Response } from 'express';
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';
import type { VirtualClock } from '../clock.ts';
import { goneSignal } from '../faulty.ts';
import { headersOf } from '../journal.ts';
import { listenOnLoopback, type Listening } from '../listen.ts';
import { badRequest, type Answer, type RequestIds } from './answer.ts';
import { performBatch } from './batch.ts';
import { faultPlan, type Faults } from './faults.ts';
import { faultAnswer } from './faulty.ts';
import { humansIn, type Humans } from './humans.ts';
import { guid } from './ids.ts';
import { createJournal, type Exchange, type Journal } from './journal.ts';
import { limiter } from './limits.ts';
import { calendarPages } from './calendar-page.ts';
import { mailboxPages } from './mailbox-page.ts';
import { postman, type Postman } from './notices.ts';
import {
  authenticated,
  pathOf,
  perform,
  refusalAnswer,
  unreadable,
  type Incoming,
  type Performing,
} from './perform.ts';
import type { ExchangeAccess } from './permissions.ts';
import { routeFinder, routesOf } from './routes.ts';
import { seeding, type Seeding } from './seed.ts';
import type { Grants, GraphSettings } from './settings.ts';
import { GraphState } from './state.ts';
import { GRAPH_AUDIENCE, tokenIssuer } from './tokens.ts';

export interface GraphSimulatorOptions {
  readonly clock: Clock | VirtualClock;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly log: Log;
  /** PEM. Client assertions signed with its private key are accepted. */
  readonly certificate?: string;
  /** The token that workload identity sends instead of a secret. */
  readonly federatedToken?: string;
  /** Application permissions with admin consent. Later changes apply to new tokens. */
  readonly granted?: Iterable<string>;
  /** Lifetime in seconds, 3,599 by default. */
  readonly tokenLife?: number;
  /** For sending notifications; by default the virtual clock's fetch. */
  readonly fetch?: typeof fetch;
  /** How many exchanges and writes the journal keeps. */
  readonly journalSize?: number;
  /** Time zone of the mailbox pages. Default UTC. */
  readonly timeZone?: string;
}

export interface GraphSimulator {
  readonly app: Express;
  /** On 127.0.0.1. Graph is `<url>/v1.0`, Entra `<url>/<tenant>/oauth2/v2.0/token`, mailboxes `<url>/mailbox`. */
  listen(port?: number): Promise<Listening>;
  readonly state: GraphState;
  readonly settings: GraphSettings;
  /** Sets up the tenant. */
  readonly seed: Seeding;
  /** Acts as people in Outlook, Teams and Bookings. */
  readonly human: Humans;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly notices: Postman;
  /** Entra's application permissions. Existing tokens do not reflect a change. */
  readonly granted: Grants;
  /** Exchange's own grants and access policy. They apply immediately and appear in no token. */
  readonly exchange: ExchangeAccess;
  /** Revokes all tokens. */
  revokeTokens(): void;
  readonly tokensGiven: number;
  /** A token of a signed-in user, for operations that treat users differently from applications. */
  delegatedToken(scopes: Iterable<string>): string;
  /** Whether an authorization header carries a valid token for this audience; for services other than Graph. */
  accepts(authorization: string | undefined, audience: string): boolean;
  /** Forgets all delta tokens: their next use is answered with 410. */
  forgetDeltas(): void;
  /** The largest number of concurrent requests to Exchange so far. */
  readonly mostAtOnce: number;
}

/** Graph rejects larger requests (https://learn.microsoft.com/graph/json-batching, size limits). */
const LARGEST = '4mb';
const KEPT_HEADERS = [
  'authorization',
  'content-type',
  'accept',
  'prefer',
  'if-match',
  'ms-app-acts-as',
  'client-request-id',
];

/**
 * A Microsoft 365 tenant behind Microsoft Graph v1.0, over real HTTP: users, calendars, presence, shifts, mail,
 * subscriptions and Bookings. It is never more lenient than the real Graph; each pitfall names its source in the code.
 */
export function createGraphSimulator(o: GraphSimulatorOptions): GraphSimulator {
  const { clock, log } = o;
  const virtual = 'middleware' in clock ? clock : undefined;
  const state = new GraphState(clock);
  const granted: Grants = new Set(o.granted ?? []);
  const exchange: ExchangeAccess = { roles: [], policy: undefined };
  const faults = faultPlan(clock);
  const journal = createJournal(o.journalSize ?? 500);
  const limits = limiter(clock, () => state.settings.outlookAtOnce);
  const tokens = tokenIssuer({
    clock,
    tenant: o.tenant,
    clientId: o.clientId,
    clientSecret: o.clientSecret,
    certificate: o.certificate,
    federatedToken: o.federatedToken,
    tokenLife: o.tokenLife ?? 3_599,
    roles: () => granted,
  });
  const notices = postman({ state, clock, fetch: o.fetch ?? virtual?.fetch ?? fetch, log, tenant: o.tenant });
  state.onChange = (change) => notices.changed(change);
  const performing: Performing = {
    state,
    clock,
    tokens,
    exchange,
    limiter: limits,
    find: routeFinder(routesOf(state, notices, log)),
    wrote: (method, path, body) => journal.write(clock.now(), method, path, body),
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (virtual) app.use((req, res, next) => virtual.middleware(req, res, next));
  mailboxPages(app, state, o.timeZone ?? 'UTC');
  calendarPages(app, state, o.timeZone ?? 'UTC');
  app.use(express.text({ type: () => true, limit: LARGEST }));

  app.post('/:tenant/oauth2/v2.0/token', async (req, res) => {
    const form = new URLSearchParams(textOf(req));
    const address = `${req.protocol}://${req.headers.host ?? 'localhost'}${req.path}`;
    const apply = () => tokens.token(req.params.tenant, form, address);
    const fault = faults.take('POST', '/token');
    const answer = fault ? await faultAnswer(clock, fault, idsOf(req), apply, goneSignal(res)) : await apply();
    journal.signIn(exchangeOf(req, `https://login.microsoftonline.com${req.path}`, textOf(req), answer));
    send(req, res, answer, idsOf(req));
  });

  app.use('/v1.0', async (req: Request, res: Response) => {
    const target = req.originalUrl.slice('/v1.0'.length);
    const ids = idsOf(req);
    const incoming: Incoming = {
      method: req.method,
      target,
      headers: headersOf(req, KEPT_HEADERS),
      body: { text: textOf(req) },
    };
    const path = pathOf(target);
    const apply = () => (path === '/$batch' ? batch(incoming, ids) : perform(performing, incoming, ids));
    const fault = faults.take(req.method, path);
    const answer = fault ? await faultAnswer(clock, fault, ids, apply, goneSignal(res)) : await apply();
    journal.exchange(exchangeOf(req, `https://graph.microsoft.com${req.originalUrl}`, jsonOf(textOf(req)), answer));
    send(req, res, answer, ids);
  });

  async function batch(incoming: Incoming, ids: RequestIds): Promise<Answer> {
    try {
      const token = authenticated(performing, incoming);
      if (incoming.method !== 'POST') throw badRequest('Only POST is allowed for $batch.');
      const text = incoming.body && 'text' in incoming.body ? incoming.body.text : '';
      const body = jsonOf(text);
      if (typeof body !== 'object' || !/\bjson\b/i.test(incoming.headers['content-type'] ?? '')) throw unreadable();
      return await performBatch(performing, token, body, ids, faults);
    } catch (error) {
      return refusalAnswer(error, ids, clock.now());
    }
  }

  // Bodies over the limit, and other errors before a handler runs.
  app.use((error: unknown, _req: Request, res: Response, next: (error?: unknown) => void) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const large = typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
    if (!large) log.error('sim.graph.failed', { message: error instanceof Error ? error.message : String(error) });
    res.status(large ? 413 : 500).json({
      error: { code: large ? 'RequestEntityTooLarge' : 'InternalServerError', message: 'The request failed.' },
    });
  });

  function idsOf(req: Request): RequestIds {
    const given = req.headers['client-request-id'];
    const requestId = guid(0xf0, state.count('request'));
    return { requestId, clientRequestId: typeof given === 'string' ? given : requestId };
  }
  function exchangeOf(req: Request, url: string, body: unknown, answer: Answer | undefined): Exchange {
    const response = answer ? { status: answer.status, headers: answer.headers ?? {}, body: answer.body } : undefined;
    return {
      at: clock.now(),
      method: req.method,
      url,
      headers: headersOf(req, KEPT_HEADERS),
      ...(body === undefined || body === '' ? {} : { body }),
      ...(response ? { response } : {}),
    };
  }

  return {
    app,
    listen: (port) => listenOnLoopback(app, port),
    state,
    settings: state.settings,
    seed: seeding(state),
    human: humansIn(state),
    faults,
    journal,
    notices,
    granted,
    exchange,
    revokeTokens: () => tokens.revoke(),
    get tokensGiven() {
      return tokens.given;
    },
    delegatedToken: (scopes) => tokens.mint(GRAPH_AUDIENCE, 'delegated', new Set(scopes)),
    accepts: (authorization, audience) => tokens.read(authorization, audience) !== undefined,
    forgetDeltas() {
      state.deltaGeneration += 1;
    },
    get mostAtOnce() {
      return limits.mostAtOnce;
    },
  };
}

function send(req: Request, res: Response, answer: Answer | undefined, ids: RequestIds): void {
  if (!answer) {
    req.socket.destroy();
    return;
  }
  res.status(answer.status).set({ 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId });
  // `set` would add a charset; these headers are sent unchanged.
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
  if (typeof answer.body === 'string') res.send(Buffer.from(answer.body));
  else if (answer.body === undefined) res.end();
  else {
    res.set('content-type', 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8');
    res.send(Buffer.from(JSON.stringify(answer.body)));
  }
}

const textOf = (req: Request): string => (typeof req.body === 'string' ? req.body : '');
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text === '' ? undefined : text;
  }
}
