import type { DeskDeps } from '../deps.ts';
import { clientMailHandler, waitForLanes, psaVisitHandlers, releaseHandler, visitHandlers } from './effects/index.ts';
import type { EffectHandler } from '../outbox/index.ts';
import type { VisitEffectKind } from './booking/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

/** The handler of each kind of visit effect. */
export function visitEffects(deps: DeskDeps, visitDeps: VisitDeps): Record<VisitEffectKind, EffectHandler> {
  const handlers = visitHandlers(deps, visitDeps);
  return {
    ...handlers,
    'visit.hold': waitForLanes(deps, handlers['visit.hold']),
    'visit.release': releaseHandler(deps, visitDeps),
    ...psaVisitHandlers(deps, visitDeps),
    'client.mail': clientMailHandler(deps, visitDeps),
  };
}

export { visitTimers } from './timers.ts';
export { visitWatch } from './watch.ts';
