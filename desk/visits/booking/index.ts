export { type VisitCommand, isVisitCommand, visitCommand } from './commands.ts';
export { onVisitDue } from './on-visit-due.ts';
export { newReplanId, replanEnds, replanSurfaces, replanTimer } from './replan-records.ts';
export { type NoVisit, statusEffect, visitToBook } from './request.ts';
export { checkSlot, offerableSlots, serviceRules, slotsForDispatcher, travelTable } from './slots.ts';
export { checkStatuses, statusNamed } from './statuses.ts';
export { cancelled, choose, confirmed, held, slotGone } from './steps.ts';
export { VisitChange, stepOf } from './visit-change.ts';
export { type VisitEffectKind, guestMailEffect, mailEffect, psaVisitEffect } from './visit-effects.ts';
