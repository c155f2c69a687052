import express, { Router, type RequestHandler } from 'express';
import type { Clock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';
import { sameSecret } from './compare.ts';
import { sendProblem } from './problem.ts';
import { rate } from './rate.ts';

/**
 * Handles a request to Graph's notification address; returns the text to echo (the handshake). Must return immediately
 * (docs/platform/graph.md, “A notice address must answer at once”).
 */
export type NoticeHook = (query: Readonly<Record<string, unknown>>, body: unknown) => string | undefined;

/**
 * Requests per minute from one address. Generous, because Graph batches notifications and a proxy makes all callers one
 * address.
 */
const MOST_A_MINUTE = 3_000;

/**
 * Serves POST /hooks/graph/:place and …/lifecycle: the handshake, notifications of changed calendars, and lifecycle
 * events of the subscriptions. A notification is only a hint; the next calendar poll finds anything lost here.
 */
export function graphHookRoutes(o: { place: string; hook: NoticeHook; maxBytes: number; clock: Clock }): Router {
  const router = Router();
  const perAddress = rate(MOST_A_MINUTE, () => o.clock.now());

  const known: RequestHandler<{ place: string }> = (req, res, next) => {
    if (!sameSecret(req.params.place, o.place)) {
      sendProblem(res, new CallboardError('NOT_ALLOWED', 'There is nothing at this address.'), 404);
    } else if (perAddress.allows(req.socket.remoteAddress ?? '')) next();
    else res.status(429).set('retry-after', '60').end();
  };
  // Any content type, uncompressed: the handshake arrives as text/plain, and a body that is not JSON is ignored.
  const body = express.raw({ type: () => true, limit: o.maxBytes, inflate: false });

  router.post(['/hooks/graph/:place', '/hooks/graph/:place/lifecycle'], known, body, (req, res) => {
    const raw: unknown = req.body;
    const answer = o.hook(req.query, raw instanceof Uint8Array ? json(raw) : undefined);
    if (answer !== undefined) res.status(200).type('text/plain').send(answer);
    // Unknown notifications are accepted too: Graph would keep resending those of an old secret for four hours.
    else res.status(202).end();
  });
  return router;
}

function json(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
