import type { DeskTicket } from '../../../model/desk-ticket.ts';
import { asCoded, OutsideError } from '../../../model/errors.ts';
import type { VisitKind } from '../../../model/visit.ts';
import { Change } from '../../tickets/index.ts';
import type { Timer } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import { coordinatorsOf, takesWork } from '../../people/index.ts';
import { firstStartAt, wasOwnedBeforeFirstStart } from '../../intake/index.ts';
import type { Doc, Write } from '../../ports/store.ts';
import { redrawCards, postedCardsOf } from '../../posts/index.ts';
import { triageTaken } from '../../triage/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { beginVisit } from './request.ts';
import { kindAskedFor, looksOnSite } from './visit-needed.ts';

/** The pause before asking a PSA again that did not answer, ms. */
const LOOK_AGAIN_MS = 60_000;

/**
 * A ticket has an owner: does it need a visit? By policy the client gets an offer, or a dispatcher is asked. While the
 * PSA does not answer the timer stays due and blocks nothing else.
 */
export async function onVisitDue(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  timer: Doc<Timer>,
  remove: Write,
): Promise<void> {
  const { store, clock, log, metrics } = deps;
  const offer = visitDeps.policy.offers === 'auto';
  const begin = async () => {
    const found = await wanted(deps, visitDeps, timer.data.ticketId ?? '');
    return found && beginVisit(deps, visitDeps, found.ticket, { kind: found.kind, by: 'callboard', offer });
  };
  try {
    const begun = await begin();
    if (begun && 'no' in begun && begun.no === 'no-mail') {
      await sayNoMail(deps, timer.data.ticketId ?? '', remove);
      return;
    }
    if (!begun || 'no' in begun) {
      await store.commit([remove]);
      return;
    }
    await begun.also(remove).commit(store, offer ? [] : await coordinatorsOf(deps, begun.ticket.next.category));
    metrics.count('visits_total', { step: begun.next.state });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    log.warn('visit.put-off', { ticketId: timer.data.ticketId, code: asCoded(error).code });
    const dueAt = clock.now() + LOOK_AGAIN_MS;
    await store.commit([{ op: 'put', c: 'timers', id: timer.id, data: { ...timer.data, dueAt }, expect: timer.v }]);
  }
}

/** Nobody can be asked for a time: a dispatcher has to call and gets a card about it. */
async function sayNoMail(deps: DeskDeps, ticketId: string, remove: Write): Promise<void> {
  const ticket = await deps.store.get('tickets', ticketId);
  if (!ticket) return deps.store.commit([remove]);
  const change = new Change(ticket, deps.clock.now());
  change.set({ visitWantsMail: true }).log('visit-wants-mail', 'callboard').also(remove);
  redrawCards(change, await postedCardsOf(deps.store, ticketId), await coordinatorsOf(deps, ticket.data.category));
  await deps.store.commit(change.writes());
}

/** The ticket, triaged again if its text has changed since, and the kind of visit that it needs. */
async function wanted(
  deps: DeskDeps,
  { policy }: VisitDeps,
  ticketId: string,
): Promise<{ readonly ticket: Doc<DeskTicket>; readonly kind: VisitKind } | undefined> {
  const { store } = deps;
  const ticket = await store.get('tickets', ticketId);
  if (!ticket?.data.open || !ticket.data.owner) return undefined;
  const asked = await kindAskedFor(store, policy, ticketId);
  if (asked) return { ticket, kind: asked };
  // A ticket whose visit was cancelled or is over gets another one only when somebody asks for it.
  if (ticket.data.visitId !== undefined || wasOwnedBeforeFirstStart(ticket.data, await firstStartAt(store)))
    return undefined;
  const owner = await store.get('people', ticket.data.owner.personId);
  if (!takesWork(owner?.data)) return undefined;
  const reread = ticket.data.triagedAt === undefined && (await triageTaken(deps, ticket));
  const known = reread ? await store.get('tickets', ticketId) : ticket;
  return known && (await looksOnSite(store, policy, ticketId)) ? { ticket: known, kind: 'on-site' } : undefined;
}
