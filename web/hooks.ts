import express, { Router } from 'express';
import { CallboardError } from '../model/errors.ts';
import type { Metrics } from '../model/metrics.ts';
import { sameSecret } from './compare.ts';
import { sendProblem } from './problem.ts';

/**
 * Handles a push from the PSA. `ok: false`: its credentials or format were refused. `accepted`: how many tickets it
 * named. It should only record the ids and return (docs/platform/halopsa.md, “Pushes are unsigned, and repeats are not
 * documented”).
 */
export type PsaHook = (
  headers: Readonly<Record<string, string | undefined>>,
  raw: Uint8Array,
) => HookAnswer | Promise<HookAnswer>;
export interface HookAnswer {
  readonly ok: boolean;
  readonly accepted: number;
}

/** Serves POST /hooks/psa/:secret. A push is only a hint; the next poll finds anything lost here. */
export function hookRoutes(o: { secret: string; hook: PsaHook; maxBytes: number; metrics: Metrics }): Router {
  const router = Router();
  router.post(
    '/hooks/psa/:secret',
    (req, res, next) => {
      if (sameSecret(req.params.secret, o.secret)) {
        next();
        return;
      }
      o.metrics.count('hooks_total', { outcome: 'wrong-path' });
      sendProblem(res, new CallboardError('NOT_ALLOWED', 'There is nothing at this address.'), 404);
    },
    // Any content type, uncompressed: the body is read once, as bytes, and the PSA's adapter validates it.
    express.raw({ type: () => true, limit: o.maxBytes, inflate: false }),
    async (req, res) => {
      const raw: unknown = req.body;
      const headers = Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
      );
      const answer = await o.hook(headers, raw instanceof Uint8Array ? raw : new Uint8Array());
      o.metrics.count('hooks_total', { outcome: answer.ok ? 'accepted' : 'refused' });
      if (answer.ok) res.status(202).json({ accepted: answer.accepted });
      else
        sendProblem(res, new CallboardError('NOT_SIGNED_IN', 'The push was not accepted: wrong credentials or form.'));
    },
  );
  return router;
}
