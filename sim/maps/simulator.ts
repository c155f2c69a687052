import express, { type Express, type Request } from 'express';
import type { Clock } from '../../model/clock.ts';
import type { VirtualClock } from '../clock.ts';
import { goneSignal } from '../faulty.ts';
import { headersOf } from '../journal.ts';
import { listenOnLoopback, type Listening } from '../listen.ts';
import type { Answer } from '../graph/answer.ts';
import { faultPlan, type Faults } from '../graph/faults.ts';
import { faultAnswer } from '../graph/faulty.ts';
import { createJournal, type Journal } from '../graph/journal.ts';
import { matrixAnswer, refused } from './matrix.ts';

export interface MapsSimulatorOptions {
  readonly clock: Clock | VirtualClock;
  /** The valid value of the header `subscription-key`. */
  readonly subscriptionKey?: string;
  /** The account's client id. Requests with Entra tokens must send it as `x-ms-client-id`. */
  readonly clientId?: string;
  /** Whether an authorization header is valid for https://atlas.microsoft.com; the simulated Graph's `accepts`. */
  readonly accepts?: (authorization: string | undefined) => boolean;
  readonly journalSize?: number;
}

export interface MapsSimulator {
  readonly app: Express;
  /** On 127.0.0.1; the service is `<url>/route/matrix`. */
  listen(port?: number): Promise<Listening>;
  /** Faults match by path: `/route/matrix`. */
  readonly faults: Faults;
  readonly journal: Journal;
  /** How long every answer takes, ms. */
  latencyMs: number;
}

/**
 * Azure Maps' route matrix over HTTP (https://learn.microsoft.com/rest/api/maps/route/post-route-matrix, 2025-01-01):
 * drives in a simulated world, with the real service's errors and limits.
 */
export function createMapsSimulator(o: MapsSimulatorOptions): MapsSimulator {
  const { clock } = o;
  const virtual = 'middleware' in clock ? clock : undefined;
  const faults = faultPlan(clock);
  const journal = createJournal(o.journalSize ?? 200);
  let requests = 0;

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (virtual) app.use((req, res, next) => virtual.middleware(req, res, next));
  app.use(express.text({ type: () => true, limit: '4mb' }));
  app.post('/route/matrix', async (req, res) => {
    const text = typeof req.body === 'string' ? req.body : '';
    const ids = { requestId: `maps-${(requests += 1)}`, clientRequestId: '' };
    const apply = async (): Promise<Answer> => {
      if (simulator.latencyMs > 0) await clock.sleep(simulator.latencyMs);
      return serve(req, text);
    };
    const fault = faults.take('POST', '/route/matrix');
    const answer = fault ? await faultAnswer(clock, fault, ids, apply, goneSignal(res)) : await apply();
    journal.exchange({
      at: clock.now(),
      method: 'POST',
      url: `https://atlas.microsoft.com${req.originalUrl}`,
      headers: keptHeaders(req),
      body: jsonOf(text),
      ...(answer ? { response: { status: answer.status, headers: answer.headers ?? {}, body: answer.body } } : {}),
    });
    if (!answer) {
      req.socket.destroy();
      return;
    }
    for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
    res.status(answer.status);
    if (typeof answer.body === 'string') res.send(Buffer.from(answer.body));
    else res.type('application/geo+json').send(Buffer.from(JSON.stringify(answer.body ?? null)));
  });

  function serve(req: Request, text: string): Answer {
    const denied = refusal(req);
    if (denied) return denied;
    if (req.query['api-version'] !== '2025-01-01')
      return refused('The api-version is missing or not supported.', 400, 'UnsupportedApiVersion');
    if (!/^application\/(geo\+)?json\b/i.test(req.headers['content-type'] ?? ''))
      return refused('The content type must be application/geo+json.', 415, 'UnsupportedMediaType');
    return matrixAnswer(jsonOf(text), clock.now());
  }

  /** Accepts the account's key, or an Entra token together with the account's client id. */
  function refusal(req: Request): Answer | undefined {
    const key = req.headers['subscription-key'];
    if (key !== undefined)
      return key === o.subscriptionKey ? undefined : refused('The key is not valid.', 401, 'Unauthorized');
    if (o.accepts?.(req.headers.authorization) !== true)
      return refused('No valid key or token was provided.', 401, 'Unauthorized');
    return req.headers['x-ms-client-id'] === o.clientId
      ? undefined
      : refused('x-ms-client-id is missing or is not an account of yours.', 403, 'Forbidden');
  }

  const simulator: MapsSimulator = {
    app,
    listen: (port) => listenOnLoopback(app, port),
    faults,
    journal,
    latencyMs: 0,
  };
  return simulator;
}

function keptHeaders(req: Request): Record<string, string> {
  const kept = headersOf(req, ['authorization', 'content-type', 'x-ms-client-id']);
  return { ...kept, ...(req.headers['subscription-key'] === undefined ? {} : { 'subscription-key': '***' }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
