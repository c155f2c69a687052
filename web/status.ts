import { Router, type Request } from 'express';
import { CallboardError, asCoded } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import { fromThisMachine, sameSecret } from './compare.ts';
import { sendProblem } from './problem.ts';

/**
 * The state of one dependency: the store, Teams' keys, Microsoft Graph's permissions. `detail` is read by operators and
 * contains no secrets; it says what does not work. A failed check alone does not stop traffic: `Health.ok` decides
 * that.
 */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}
export interface Health {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export interface StatusOptions {
  /**
   * Whether the process itself works. `false` asks the platform for a restart, so report no trouble of other systems
   * here.
   */
  readonly health: () => Promise<Health>;
  /** Whether traffic should be routed here. */
  readonly ready: () => Promise<Health>;
  readonly draining: () => boolean;
  readonly registry: { readonly contentType: string; metrics(): Promise<string> };
  readonly metricsToken: string | undefined;
  readonly log: Log;
}

/** Serves GET /healthz, /readyz and /metrics for platforms and monitoring. */
export function statusRoutes(o: StatusOptions): Router {
  const router = Router();
  const ask = async (question: () => Promise<Health>): Promise<Health> => {
    try {
      return await question();
    } catch (error) {
      o.log.error('health.failed', { cause: error });
      return { ok: false, checks: [{ name: 'check', ok: false, detail: asCoded(error).code }] };
    }
  };
  // Only operators see details; a load balancer needs the status alone.
  const shown = (req: Request, health: Health) => (mayRead(req) ? health : { ok: health.ok });
  const mayRead = (req: Request): boolean => {
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
    if (o.metricsToken === undefined) return fromThisMachine(req);
    return token !== undefined && sameSecret(token, o.metricsToken);
  };
  router.get('/healthz', async (req, res) => {
    const health = await ask(o.health);
    res.status(health.ok ? 200 : 503).json(shown(req, health));
  });
  router.get('/readyz', async (req, res) => {
    const draining: Health = {
      ok: false,
      checks: [{ name: 'draining', ok: false, detail: 'this server is stopping' }],
    };
    const ready = o.draining() ? draining : await ask(o.ready);
    res.status(ready.ok ? 200 : 503).json(shown(req, ready));
  });
  router.get('/metrics', async (req, res) => {
    if (!mayRead(req)) {
      const next = 'Send METRICS_TOKEN as a bearer token, or ask from this machine.';
      sendProblem(res, new CallboardError('NOT_SIGNED_IN', 'Metrics are not public.', { next }));
      return;
    }
    res.set('content-type', o.registry.contentType).send(await o.registry.metrics());
  });
  return router;
}
