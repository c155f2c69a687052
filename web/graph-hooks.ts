import express, { Router, type RequestHandler } from 'express';
import type { Clock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';
import { sameSecret } from './compare.ts';
import { sendProblem } from './problem.ts';
import { rate } from './rate.ts';

/**
 * Hears what came to Graph's address; gives what is to be echoed (the handshake). Must come back at once
 * (docs/platform/graph.md, “A notice address must answer at once”).
 */
export type NoticeHook = (query: Readonly<Record<string, unknown>>, body: unknown) => string | undefined;

/** Requests in a minute from one address. Graph gathers notices; behind a proxy, everybody is one address. */
const MOST_A_MINUTE = 3_000;

/**
 * POST /hooks/graph/:place and …/lifecycle: the handshake, notices of changed calendars, and what becomes of the
 * subscriptions. A notice is a hint; whatever is lost here, the next look at the calendars finds.
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
  // Any content type, uncompressed: the handshake comes as text/plain, and what is no JSON is nobody's notice.
  const body = express.raw({ type: () => true, limit: o.maxBytes, inflate: false });

  router.post(['/hooks/graph/:place', '/hooks/graph/:place/lifecycle'], known, body, (req, res) => {
    const raw: unknown = req.body;
    const answer = o.hook(req.query, raw instanceof Uint8Array ? json(raw) : undefined);
    if (answer !== undefined) res.status(200).type('text/plain').send(answer);
    // Also for what nobody understood: an old secret's notices would be sent again for four hours.
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
