import type { DeskTicket } from '../../model/desk-ticket.ts';
import { VISIT_KINDS, type VisitKind } from '../../model/visit.ts';
import type { DeskDeps } from '../deps.ts';
import type { VisitParts } from './parts.ts';

/**
 * Whether a ticket that somebody has asks for a visit by itself: its status in the PSA says so (R123), or triage holds it
 * likely that somebody must go there.
 */
export async function wantedKind(
  { store }: DeskDeps,
  { policy }: VisitParts,
  ticket: DeskTicket,
): Promise<VisitKind | undefined> {
  if (!ticket.open || !ticket.owner) return undefined;
  const status = (await store.get('texts', ticket.ticketId))?.data.psa.status.name.toLowerCase();
  const asked = VISIT_KINDS.find((kind) => policy.requestStatuses[kind]?.toLowerCase() === status);
  if (asked) return asked;
  // A ticket whose visit was cancelled or is over gets another one only when somebody asks.
  if (ticket.visitId !== undefined) return undefined;
  const triage = (await store.get('triage', ticket.ticketId))?.data;
  return triage && triage.onSite >= policy.onSiteFrom ? 'on-site' : undefined;
}
