import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { ClientPages } from '../model/client-page.ts';
import type { Clock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import type { Log } from '../model/log.ts';
import type { Metrics } from '../model/metrics.ts';
import { graphHookRoutes, type NoticeHook } from './graph-hooks.ts';
import { hookRoutes, type PsaHook } from './hooks.ts';
import { rootPage, type RootPage } from './page.ts';
import { errorHandler, sendProblem } from './problem.ts';
import { startServer, type Listening } from './server.ts';
import { statusRoutes, type StatusOptions } from './status.ts';
import { visitPageRoutes } from './visit-page/index.ts';

export type { Check, Health } from './status.ts';
export type { HookAnswer, PsaHook } from './hooks.ts';
export type { NoticeHook } from './graph-hooks.ts';
export type { RootPage } from './page.ts';

export interface WebOptions extends Omit<StatusOptions, 'draining'> {
  /** Handles POST /api/messages. It reads the raw body itself, before the SDK does, and answers every request. */
  readonly bot: (req: Request, res: Response) => Promise<void>;
  /** Without it there is no webhook, only polling. `path` is the unguessable last part of the address. */
  readonly psa?: { readonly path: string; readonly hook: PsaHook };
  /**
   * Handles Graph's notifications of changed calendars. Without it, none are requested. `place` is the last part of the
   * address.
   */
  readonly graph?: { readonly place: string; readonly hook: NoticeHook };
  /** The client's page, at /v/<link>. Absent when this MSP arranges no visits. */
  readonly visits?: ClientPages;
  readonly page: RootPage;
  /** Middleware that runs first; the virtual clock's in the demo and in tests. */
  readonly before?: readonly RequestHandler[];
  readonly metrics: Metrics;
  readonly ids: Ids;
  /** The machine's own clock, even in the demo: stopping must not wait for a paused clock. */
  readonly clock: Clock;
  /**
   * The largest accepted push, in bytes. Default: 1 MB, far above anything a PSA sends. The bot's limit is set in
   * bot/.
   */
  readonly hookBytes?: number;
}

export interface Web {
  readonly app: Express;
  listen(at: { host: string; port: number }): Promise<Listening & { drain(): Promise<void> }>;
}

const HOOK_BYTES = 1_000_000;
/** How long requests in progress may take after a stop, in ms; nobody waits longer for an answer. */
const GRACE_MS = 9_000;

/**
 * Callboard's HTTP server: the bot endpoint, the PSA's webhook, Graph's notifications, health, metrics, the page on
 * which clients arrange their visit, and a root page for visitors. Errors are JSON of one shape, `{error: {code,
 * message, next, id}}`; every response carries an X-Request-Id.
 */
export function createWeb(o: WebOptions): Web {
  let draining = false;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(...(o.before ?? []), requestId(o.ids), counting(o.metrics, o.log));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
      },
    }),
  );

  app.get('/', rootPage(o.page));
  app.use(statusRoutes({ ...o, draining: () => draining }));
  app.post('/api/messages', (req, res) => o.bot(req, res));
  if (o.psa) {
    const maxBytes = o.hookBytes ?? HOOK_BYTES;
    app.use(hookRoutes({ secret: o.psa.path, hook: o.psa.hook, maxBytes, metrics: o.metrics }));
  }
  if (o.graph) {
    const maxBytes = o.hookBytes ?? HOOK_BYTES;
    app.use(graphHookRoutes({ place: o.graph.place, hook: o.graph.hook, maxBytes, clock: o.clock }));
  }
  if (o.visits) app.use('/v', visitPageRoutes({ pages: o.visits, clock: o.clock, log: o.log }));
  app.use((req, res) => {
    const next = 'GET / says what there is.';
    sendProblem(res, new CallboardError('INPUT_INVALID', `There is nothing here for ${req.method}.`, { next }), 404);
  });
  app.use(errorHandler(o.log));

  return {
    app,
    async listen(at) {
      const server = await startServer(app, { ...at, clock: o.clock, log: o.log });
      return {
        ...server,
        drain: () => {
          draining = true;
          return server.stop(GRACE_MS);
        },
      };
    },
  };
}

function requestId(ids: Ids): RequestHandler {
  return (_req, res, next) => {
    const id = ids.next('req');
    res.locals['requestId'] = id;
    res.set('x-request-id', id);
    next();
  };
}

/**
 * Counts by route, never by path: a webhook's path and a client's link are secrets, and unknown paths are unbounded.
 */
function counting(metrics: Metrics, log: Log): RequestHandler {
  return (req, res, next) => {
    res.once('close', () => {
      const route = routeOf(req.path);
      metrics.count('http_requests_total', { route, status: String(res.statusCode) });
      log.debug('http.request', {
        requestId: String(res.locals['requestId']),
        method: req.method,
        route,
        status: res.statusCode,
      });
    });
    next();
  };
}

const ROUTES = ['/', '/api/messages', '/healthz', '/readyz', '/metrics'];
function routeOf(path: string): string {
  if (ROUTES.includes(path)) return path;
  if (path.startsWith('/v/')) return '/v';
  if (path.startsWith('/hooks/graph/')) return '/hooks/graph';
  return path.startsWith('/hooks/psa/') ? '/hooks/psa' : 'other';
}
