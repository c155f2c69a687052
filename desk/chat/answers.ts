import {
  queueCard,
  replanCard,
  ticketCard,
  troubleCard,
  type Drawn,
  type NoticeKey,
  type NoticeValues,
} from '../../cards/index.ts';
import type { Command, DialogRequest } from '../../model/command.ts';
import type { DecisionRecord } from '../../model/decision.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { Person } from '../../model/person.ts';
import type { DialogView } from '../../model/view.ts';
import type { CommandResult } from '../../model/command.ts';
import type { DeskDeps } from '../deps.ts';
import { leads, namesOf, techniciansWhoTakeWork } from '../people/index.ts';
import { forReader, queueView, ticketDrawn, ticketView, troubleView } from '../views/index.ts';
import { refreshUserOf, readerOf } from '../posts/index.ts';
import type { ChatIdentity } from '../ports/chat.ts';
import { replanView } from '../visits/views/index.ts';
import { slotsForDispatcher, visitToBook } from '../visits/booking/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

/** The notice for each refusal, for the person who tapped. */
export const REFUSALS: Readonly<Partial<Record<ErrorCode, NoticeKey>>> = {
  TICKET_TAKEN: 'lost-race',
  TICKET_CHANGED: 'changed',
  TICKET_CLOSED: 'closed',
  TICKET_UNKNOWN: 'old-card',
  NOT_ALLOWED: 'not-allowed',
  UNDO_TOO_LATE: 'undo-too-late',
  REASON_NEEDED: 'reason-needed',
  VERB_UNKNOWN: 'old-card',
  INPUT_INVALID: 'old-card',
  PERSON_UNKNOWN: 'stranger',
  SLOT_GONE: 'slot-gone',
  CONTACT_UNKNOWN: 'no-contact',
  VISITS_OFF: 'visits-off',
  REPLAN_STALE: 'replan-stale',
  REPLAN_OVER: 'replan-over',
  REPLAN_BUSY: 'replan-busy',
};

/** The card shown after a tap: of the same kind as the one tapped, but up to date. */
export async function freshCard(
  deps: DeskDeps,
  person: Person,
  who: ChatIdentity,
  command: Command,
  ticketId: string | undefined,
): Promise<Drawn | undefined> {
  const reader = await readerOf(deps, person.id);
  if ('replanId' in command) {
    const view = await replanView(deps, command.replanId);
    return view && replanCard(view, reader);
  }
  if (ticketId !== undefined) {
    const view = await ticketView(deps, ticketId);
    if (!view) return undefined;
    return who.conversation.kind === 'personal'
      ? ticketDrawn(view, person, reader, refreshUserOf(person))
      : ticketCard(forReader(view, person), reader, refreshUserOf(person));
  }
  if (command.do === 'retry-effect' || command.do === 'dismiss-effect')
    return troubleCard(await troubleView(deps), reader);
  if (command.do === 'look' || command.do === 'resume' || command.do === 'pause')
    return queueCard(await queueView(deps), reader, refreshUserOf(person));
  return undefined;
}

/** The notice that explains a failure: text key and values. */
export async function noticeFor(
  { store, psa }: DeskDeps,
  result: Extract<CommandResult, { ok: false }>,
  command: Command,
): Promise<{ key: NoticeKey; values: NoticeValues }> {
  const doc = result.ticketId === undefined ? undefined : await store.get('tickets', result.ticketId);
  const owner = result.owner ?? doc?.data.owner?.personId;
  const who = owner === undefined ? undefined : (await namesOf(store, [owner])).get(owner);
  // The person who tapped is known; the person they named is not.
  const key = result.code === 'PERSON_UNKNOWN' ? 'nobody-there' : (REFUSALS[result.code] ?? 'failed');
  return {
    key: key === 'lost-race' && command.do !== 'claim' ? 'taken' : key,
    values: {
      psa: psa.name,
      ...(who === undefined ? {} : { who }),
      ...(doc ? { number: doc.data.number } : {}),
      ...(doc?.data.owner ? { at: doc.data.owner.at } : {}),
    },
  };
}

/** Times for the dialog that books by phone, signed for this visit, or the reason why there are none. */
async function slotsFor(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  dialog: DialogRequest,
): Promise<Pick<DialogView, 'slots' | 'noSlots'>> {
  const ticket = await deps.store.get('tickets', dialog.ticketId ?? '');
  if (!ticket) return {};
  const change = await visitToBook(deps, visitDeps, ticket, dialog.kind ?? 'on-site', 'callboard');
  if ('no' in change) return { noSlots: change.no };
  const visit = change.next;
  const { slots, noSlots } = await slotsForDispatcher(deps, visitDeps, visit, change.text);
  const names = await namesOf(
    deps.store,
    slots.flatMap((slot) => slot.personIds),
  );
  return {
    slots: slots.map((slot) => ({
      value: visitDeps.links.slotValue(visit, slot),
      start: slot.start,
      end: slot.end,
      who: slot.personIds.map((id) => names.get(id) ?? ''),
    })),
    ...(slots.length > 0 ? {} : { noSlots: noSlots.map((one) => one.why ?? one.code).join(' ') }),
  };
}

/** The people a dialog lists: the ticket's ranked candidates first, then everybody else by name. */
export async function dialogView(
  deps: DeskDeps,
  person: Person,
  dialog: DialogRequest,
): Promise<DialogView | undefined> {
  if (dialog.ticketId === undefined) {
    const people = dialog.dialog === 'call-in-sick' ? await techniciansWhoTakeWork(deps.store) : [];
    return { people: people.map((doc) => ({ id: doc.id, name: doc.data.name })), ranked: false };
  }
  const view = await ticketView(deps, dialog.ticketId);
  if (!view) return undefined;
  const ranked = await lastRanking(deps, dialog.ticketId);
  const order = new Map(ranked.map((candidate, at) => [candidate.personId, at]));
  const people = (await techniciansWhoTakeWork(deps.store))
    .filter((doc) => doc.id !== view.owner?.who.id)
    .sort((a, b) => (order.get(a.id) ?? 999) - (order.get(b.id) ?? 999) || (a.data.name < b.data.name ? -1 : 1))
    .slice(0, 40)
    .map((doc) => {
      const candidate = leads(person) ? ranked[order.get(doc.id) ?? -1] : undefined;
      return { id: doc.id, name: doc.data.name, ...(candidate && costOf(candidate)) };
    });
  const slots = deps.visits && dialog.dialog === 'choose-slot' ? await slotsFor(deps, deps.visits, dialog) : {};
  return { ticket: forReader(view, person), people, ranked: ranked.length > 0, ...slots };
}

/** The candidates of the ticket's last decision, which is kept after its offer has ended. */
async function lastRanking({ store }: DeskDeps, ticketId: string): Promise<DecisionRecord['ranked']> {
  const decisionId = (await store.get('tickets', ticketId))?.data.decisionId;
  return (decisionId === undefined ? undefined : (await store.get('decisions', decisionId))?.data.ranked) ?? [];
}

function costOf({
  gate,
  total,
}: DecisionRecord['ranked'][number]): Pick<DialogView['people'][number], 'minutes' | 'gate'> {
  return gate === undefined ? { minutes: total / 100 } : { gate };
}
