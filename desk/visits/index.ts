import type { DeskDeps } from '../deps.ts';
import { clientMailHandler } from './effects/client-mail.ts';
import type { EffectHandler } from '../outbox/index.ts';
import { visitHandlers } from './effects/graph-steps.ts';
import { inTurn } from './effects/wait-for-lanes.ts';
import type { VisitEffectKind } from './booking/visit-effects.ts';
import type { VisitParts } from '../visit-deps.ts';
import { psaVisitHandlers } from './effects/psa-steps.ts';
import { releaseHandler } from './effects/release.ts';

export type { VisitEffectKind } from './booking/visit-effects.ts';
export type { VisitParts } from '../visit-deps.ts';
export { VISIT_DEFAULTS, type VisitPolicy } from '../visit-policy.ts';
export { visitLinks } from './client/links.ts';
export { type VisitLinks } from '../ports/links.ts';
export { withMemory } from './calendars/ttl-cache.ts';
export { checkStatuses } from './booking/statuses.ts';
export { checkPermissions, permissionsFound } from './calendars/graph-permissions.ts';
export { visitWatch } from './watch.ts';
export { clientPages } from './client/client-pages.ts';
export { createNotices, type Notices } from './calendars/graph-notifications.ts';
export { subscriptionKeeper } from './calendars/subscription-keeper.ts';

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
