import type { DeskTicket } from '../../../model/desk-ticket.ts';
import type { Visit, VisitKind, VisitText } from '../../../model/visit.ts';
import type { DeskDeps } from '../../deps.ts';
import { clientOf } from '../../people/index.ts';
import type { Doc } from '../../ports/store.ts';
import { serviceFor } from '../appointments/index.ts';
import { mailEffect, psaStatusEffect } from './visit-effects.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { VisitChange } from './visit-change.ts';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

/** Why no visit can be arranged with the client. */
export type NoVisit = 'no-owner' | 'no-mail' | 'closed' | 'exists';

/**
 * Begins a visit. The ticket's owner comes; length, place and contact are what triage and the PSA know. With `offer`
 * the mail to the client is part of the same commit; otherwise a dispatcher is asked first.
 */
export async function beginVisit(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  ticket: Doc<DeskTicket>,
  q: { kind: VisitKind; by: string; offer: boolean },
): Promise<VisitChange | { readonly no: NoVisit }> {
  const { store, clock } = deps;
  const { policy } = visitDeps;
  const desk = ticket.data;
  if (!desk.open) return { no: 'closed' };
  if (!desk.owner) return { no: 'no-owner' };
  const last = desk.visitId === undefined ? undefined : (await store.get('visits', desk.visitId))?.data;
  if (last?.open) return { no: 'exists' };
  const words = await store.get('texts', ticket.id);
  // In some PSAs, lists of tickets name the contact without an address; a single ticket includes it.
  const known = words?.data.psa.contact;
  const contact = (known?.email ?? '') === '' ? (await deps.psa.getTicket(ticket.id))?.contact : known;
  if (contact?.email === undefined || contact.email === '') return { no: 'no-mail' };
  const triage = (await store.get('triage', ticket.id))?.data;
  const siteId = words?.data.psa.site?.id;
  const site = siteId === undefined ? undefined : await deps.psa.getSite(siteId).catch(() => undefined);
  const client = await clientOf(deps, desk.clientId).catch(() => undefined);
  const needed = Math.max(policy.leastMinutes, roundUp(triage?.effort ?? 0));
  const business = await visitDeps.bookings.business().catch(() => undefined);
  const service = business && serviceFor(business, policy.services[q.kind], needed);
  const now = clock.now();
  const ordinal = (await store.count('visits', { index: 'byTicket', eq: [ticket.id] })) + 1;
  const visit: Visit = {
    visitId: `${ticket.id}.v${ordinal}`,
    ticketId: ticket.id,
    clientId: desk.clientId,
    kind: q.kind,
    state: 'wanted',
    open: true,
    personIds: [desk.owner.personId],
    people: triage && policy.twoPeople.includes(triage.category) && q.kind === 'on-site' ? 2 : 1,
    // As long as its service in Bookings, which accepts no other length.
    minutes: service?.minutes ?? needed,
    requestedAt: now,
    requestedBy: q.by,
    assignedAt: desk.owner.at,
    link: 0,
    outside: { holdEvents: {}, psaEntryIds: [] },
    moves: 0,
    chased: 0,
    n: 0,
  };
  const text: VisitText = {
    contactName: contact.name,
    contactMail: contact.email,
    timeZone: site?.timeZone ?? client?.timeZone ?? deps.policy.timeZone,
    language: visitDeps.policy.language,
    guests: [],
    answers: {},
    ...(site?.phone === undefined ? {} : { contactPhone: site.phone }),
    ...(site?.address === undefined || q.kind !== 'on-site'
      ? {}
      : { place: { address: site.address, ...(site.point ? { point: site.point } : {}) } }),
  };
  const change = new VisitChange(undefined, visit, ticket, now);
  change.text = text;
  change.also({ op: 'insert', c: 'visitTexts', id: visit.visitId, data: text });
  change.log('visit-asked-for', q.by, { kind: q.kind, minutes: visit.minutes });
  return q.offer ? offer(change, visitDeps) : change.set({ state: 'asking' });
}

/**
 * The open visit of a ticket, or a new one that is not committed yet: dialogs show times for it, and a choice books it.
 */
export async function visitToBook(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  ticket: Doc<DeskTicket>,
  kind: VisitKind,
  by: string,
): Promise<VisitChange | { readonly no: NoVisit }> {
  const { visitId } = ticket.data;
  const known = visitId === undefined ? undefined : await deps.store.get('visits', visitId);
  if (known?.data.open) return new VisitChange(known, undefined, ticket, deps.clock.now());
  return beginVisit(deps, visitDeps, ticket, { kind, by, offer: false });
}

/** Sends the client a link with times; silence is followed up. */
export function offer(
  change: VisitChange,
  { policy }: VisitDeps,
  message: 'visit-offer' | 'visit-slot-gone' | 'visit-new-time' = 'visit-offer',
  more: Record<string, unknown> = {},
): VisitChange {
  const [firstChase] = policy.chaseAfterHours;
  change.set({
    state: 'offered',
    offeredAt: change.next.offeredAt ?? change.at,
    link: change.next.link + 1,
    linkUntil: change.at + policy.linkDays * DAY,
    chased: 0,
    unanswered: undefined,
    slot: undefined,
    stuck: undefined,
    missed: undefined,
  });
  change.effect(mailEffect(change.of, message, more));
  if (message === 'visit-offer') {
    change.log('visit-offered', 'callboard', { link: change.next.link }).note();
    change.effect(statusEffect(change, policy.statuses.offered));
  }
  if (firstChase !== undefined) change.timer('visit-chase', change.at + firstChase * HOUR);
  return change;
}

/** Sets the ticket's status in the PSA, where the MSP named one for this step. */
export function statusEffect(change: VisitChange, status: string | undefined) {
  return status === undefined ? undefined : psaStatusEffect(change.of, status);
}

function roundUp(minutes: number): number {
  return Math.ceil(minutes / 15) * 15;
}
