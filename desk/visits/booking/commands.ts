import type { Command } from '../../../model/command.ts';
import type { DeskTicket } from '../../../model/desk-ticket.ts';
import type { Person } from '../../../model/person.ts';
import type { Visit } from '../../../model/visit.ts';
import type { CommandResult } from '../../../model/command.ts';
import type { DeskDeps } from '../../deps.ts';
import { leads } from '../../people/index.ts';
import type { Doc } from '../../ports/store.ts';
import { askNewTime } from './ask-new-time.ts';
import { unholdWrites } from '../calendars/index.ts';
import { tellOfDelay } from './late.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { beginVisit, offer, visitToBook, type NoVisit } from './request.ts';
import { checkSlot } from './slots.ts';
import { cancelled, choose } from './steps.ts';
import { VisitChange } from './visit-change.ts';

export type VisitCommand = Extract<
  Command,
  { do: 'offer-visit' | 'choose-slot' | 'cancel-visit' | 'give-visit' | 'visit-late' | 'ask-new-time' }
>;
const VISIT_COMMANDS: ReadonlySet<Command['do']> = new Set<VisitCommand['do']>([
  'offer-visit',
  'choose-slot',
  'cancel-visit',
  'give-visit',
  'visit-late',
  'ask-new-time',
]);
export function isVisitCommand(command: Command): command is VisitCommand {
  return VISIT_COMMANDS.has(command.do);
}

/**
 * Carries out a command about a ticket's visit. Technicians may arrange visits of their own tickets, dispatchers all
 * visits. Called again after a lost race; throws only what the store throws.
 */
export async function visitCommand(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  actor: Person,
  command: VisitCommand,
): Promise<CommandResult> {
  const { store } = deps;
  const ticket = await store.get('tickets', command.ticketId);
  if (!ticket) return { ok: false, code: 'TICKET_UNKNOWN', ticketId: command.ticketId };
  const no = refusalFor(actor, ticket.data, command);
  if (no) return no;
  const visit = ticket.data.visitId === undefined ? undefined : await store.get('visits', ticket.data.visitId);
  if (command.do === 'offer-visit') return offerVisit(deps, visitDeps, actor, ticket, visit, command);
  if (command.do === 'choose-slot') return chooseByPhone(deps, visitDeps, actor, ticket, command);
  if (!visit?.data.open) return { ok: false, code: 'TICKET_CHANGED', ticketId: ticket.id };
  const change = new VisitChange(visit, undefined, ticket, deps.clock.now());
  switch (command.do) {
    case 'cancel-visit':
      await (await cancelled(change, store, visitDeps, { by: actor.id, tellClient: true })).commit(store);
      deps.metrics.count('visits_total', { step: 'cancelled' });
      return { ok: true, said: 'visit-cancelled', ticketId: ticket.id };
    case 'give-visit':
      return giveVisit(deps, visitDeps, actor, change);
    case 'ask-new-time':
      if (visit.data.state !== 'confirmed') return { ok: false, code: 'TICKET_CHANGED', ticketId: ticket.id };
      await (await askNewTime(change, store, visitDeps, actor.id)).commit(store);
      return { ok: true, said: 'visit-offered', ticketId: ticket.id };
    case 'visit-late':
      return tellOfDelay(deps, actor, change, command.minutes);
  }
}

function refusalFor(actor: Person, ticket: DeskTicket, command: VisitCommand): CommandResult | undefined {
  const ticketId = ticket.ticketId;
  if (!ticket.open) return { ok: false, code: 'TICKET_CLOSED', ticketId };
  if (!ticket.owner) return { ok: false, code: 'TICKET_CHANGED', ticketId };
  if (!leads(actor) && ticket.owner.personId !== actor.id) {
    return { ok: false, code: 'TICKET_TAKEN', ticketId, owner: ticket.owner.personId };
  }
  if ('version' in command && command.version !== ticket.events) {
    return { ok: false, code: 'TICKET_CHANGED', ticketId };
  }
  return undefined;
}

async function offerVisit(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  actor: Person,
  ticket: Doc<DeskTicket>,
  visit: Doc<Visit> | undefined,
  command: Extract<VisitCommand, { do: 'offer-visit' }>,
): Promise<CommandResult> {
  const { store } = deps;
  if (!visit?.data.open) {
    const begun = await beginVisit(deps, visitDeps, ticket, { kind: command.kind, by: actor.id, offer: true });
    if ('no' in begun) return refusedTo(begun.no, ticket.id);
    await begun.commit(store);
  } else {
    // A tap never discards a time that is confirmed or being booked: it must be moved or cancelled.
    const standing = !['wanted', 'asking', 'offered', 'wishes'].includes(visit.data.state);
    if (standing && visit.data.stuck === undefined) {
      return { ok: false, code: 'TICKET_CHANGED', ticketId: ticket.id };
    }
    const change = new VisitChange(visit, undefined, ticket, deps.clock.now());
    // A stuck attempt gives back its hold, and the client chooses again.
    change.also(...(await unholdWrites(store, visit.id)));
    await offer(change.set({ kind: command.kind }), visitDeps).commit(store);
  }
  deps.metrics.count('visits_total', { step: 'offered' });
  return { ok: true, said: 'visit-offered', ticketId: ticket.id };
}

/** Whether it is being booked or moved and has not been given up. */
function isUnderWay({ state, stuck }: Visit): boolean {
  return (state === 'held' || state === 'moving') && stuck === undefined;
}

function refusedTo(no: NoVisit, ticketId: string): CommandResult {
  return { ok: false, code: no === 'no-mail' ? 'CONTACT_UNKNOWN' : 'TICKET_CHANGED', ticketId };
}

/** The dispatcher has the client on the phone: the same hold, the same booking, the same mail. */
async function chooseByPhone(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  actor: Person,
  ticket: Doc<DeskTicket>,
  command: Extract<VisitCommand, { do: 'choose-slot' }>,
): Promise<CommandResult> {
  const ticketId = ticket.id;
  const change = await visitToBook(deps, visitDeps, ticket, command.kind, actor.id);
  if ('no' in change) return refusedTo(change.no, ticketId);
  // A booking in progress comes first: the time can be moved once it is confirmed.
  if (isUnderWay(change.next)) return { ok: false, code: 'TICKET_CHANGED', ticketId };
  const wanted = visitDeps.links.readSlot({ visitId: change.next.visitId, link: change.next.link }, command.slot);
  if (!wanted) return { ok: false, code: 'TICKET_CHANGED', ticketId };
  const slot = await checkSlot(deps, visitDeps, change.next, wanted, { text: change.text });
  if (!slot) return { ok: false, code: 'SLOT_GONE', ticketId };
  await (
    await choose(change, deps.store, visitDeps, { slot, by: actor.id, bookedBy: 'dispatcher' })
  ).commit(deps.store);
  deps.metrics.count('visits_total', { step: 'held' });
  return { ok: true, said: 'visit-held', ticketId };
}

/**
 * The present owner of the ticket comes instead, at the same time if they can; otherwise the client gets fresh times.
 */
async function giveVisit(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  actor: Person,
  change: VisitChange,
): Promise<CommandResult> {
  const { store } = deps;
  const { slot, personIds, ticketId, state } = change.next;
  const owner = change.ticket.next.owner?.personId;
  if (owner === undefined || personIds[0] === owner) return { ok: false, code: 'TICKET_CHANGED', ticketId };
  // A step in progress must end first, because its effects belong to it.
  if (isUnderWay(change.next)) return { ok: false, code: 'TICKET_CHANGED', ticketId };
  const people = [owner, ...personIds.slice(1).filter((id) => id !== owner)];
  if (state !== 'confirmed' || !slot) {
    change.set({ personIds: people }).log('visit-given', actor.id, { to: owner });
    await change.commit(store, [owner]);
    return { ok: true, said: 'done', ticketId };
  }
  const given = { ...change.next, personIds: people };
  const wanted = await checkSlot(deps, visitDeps, given, { ...slot, personIds: people }, { keepsTime: true });
  if (!wanted) return { ok: false, code: 'SLOT_GONE', ticketId };
  change.log('visit-given', actor.id, { to: owner });
  await (
    await choose(change, store, visitDeps, { slot: wanted, by: actor.id, bookedBy: 'dispatcher' })
  ).commit(store, [owner]);
  return { ok: true, said: 'visit-held', ticketId };
}
