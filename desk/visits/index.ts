import type { DeskDeps } from '../deps.ts';
import { clientMailHandler, inTurn, psaVisitHandlers, releaseHandler, visitHandlers } from './effects/index.ts';
import type { EffectHandler } from '../outbox/index.ts';
import type { VisitEffectKind } from './booking/index.ts';
import type { VisitParts } from '../visit-deps.ts';

/** How each kind of effect of a visit is carried out. */
export function visitEffects(deps: DeskDeps, parts: VisitParts): Record<VisitEffectKind, EffectHandler> {
  const handlers = visitHandlers(deps, parts);
  return {
    ...handlers,
    'visit.hold': inTurn(deps, handlers['visit.hold']),
    'visit.release': releaseHandler(deps, parts),
    ...psaVisitHandlers(deps, parts),
    'client.mail': clientMailHandler(deps, parts),
  };
}

export { visitTimers } from './timers.ts';
export { visitWatch } from './watch.ts';
