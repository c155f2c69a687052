import type { DeskDeps } from '../deps.ts';
import { clientMailHandler } from '../messages/client-mail.ts';
import type { EffectHandler } from '../outbox/index.ts';
import { visitHandlers } from './effects.ts';
import { inTurn } from './in-turn.ts';
import type { VisitEffectKind } from './lanes.ts';
import type { VisitParts } from './parts.ts';
import { psaVisitHandlers } from './psa-effects.ts';
import { releaseHandler } from './release.ts';

export type { VisitEffectKind } from './lanes.ts';
export type { VisitParts } from './parts.ts';
export { VISIT_DEFAULTS, type VisitPolicy } from './policy.ts';
export { visitLinks, type VisitLinks } from './links.ts';
export { withMemory } from './remembered.ts';
export { checkStatuses } from './statuses.ts';
export { checkPermissions, permissionsFound } from './permitted.ts';
export { visitWatch } from './watch.ts';
export { clientPages } from './client-pages.ts';
export { createNotices, type Notices } from './notices.ts';
export { subscriptionKeeper } from './subscribed.ts';

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
