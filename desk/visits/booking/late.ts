import type { Person } from '../../../model/person.ts';
import type { Visit } from '../../../model/visit.ts';
import type { CommandResult } from '../../../model/command.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Doc } from '../../ports/store.ts';
import { mailEffect } from './visit-effects.ts';
import { VisitChange } from './visit-change.ts';

const MINUTE = 60_000;
/** Clients are told of delays from this length on. */
const NOTICED_MINUTES = 10;
/** A technician's day has at most a handful of visits, so looking one day ahead is enough. */
const AHEAD_MS = 14 * 60 * MINUTE;

/**
 * "Running late": tells this client how late, and the later clients of the day whose visit the delay reaches, each by
 * what remains of it after the slack before them. One commit per visit: a race at one does not silence the others.
 */
export async function tellOfDelay(
  deps: DeskDeps,
  actor: Person,
  change: VisitChange,
  minutes: number,
): Promise<CommandResult> {
  const { store, clock } = deps;
  const { slot, state, ticketId } = change.next;
  if (state !== 'confirmed' || !slot) return { ok: false, code: 'TICKET_CHANGED', ticketId };
  late(change, actor, minutes);
  await change.commit(store);
  let from = slot.end;
  let left = minutes;
  for (const next of await laterToday(deps, change.next)) {
    const start = next.data.slot?.start ?? 0;
    // The time between two visits, travel included, absorbs part of the delay.
    const slack = Math.max(0, Math.floor((start - (next.data.slot?.beforeMinutes ?? 0) * MINUTE - from) / MINUTE));
    left -= slack;
    if (left < NOTICED_MINUTES) break;
    from = next.data.slot?.end ?? from;
    const ticket = await store.get('tickets', next.data.ticketId);
    if (!ticket) continue;
    await late(new VisitChange(next, undefined, ticket, clock.now()), actor, left).commit(store);
  }
  return { ok: true, said: 'visit-late-told', ticketId };
}

function late(change: VisitChange, actor: Person, minutes: number): VisitChange {
  // Reminders and the end stay: only the message to the client changes.
  return change
    .set({ lateMinutes: minutes })
    .log('visit-late', actor.id, { minutes })
    .effect(mailEffect(change.of, 'visit-late', { late: minutes }));
}

async function laterToday({ store }: DeskDeps, visit: Visit): Promise<readonly Doc<Visit>[]> {
  const { slot, personIds } = visit;
  if (!slot) return [];
  const found = await store.query('visits', {
    index: 'byState',
    eq: ['confirmed'],
    gte: slot.start + 1,
    lt: slot.start + AHEAD_MS,
    limit: 500,
  });
  return found.docs
    .filter((doc) => doc.data.visitId !== visit.visitId && doc.data.personIds.some((id) => personIds.includes(id)))
    .sort((a, b) => (a.data.slot?.start ?? 0) - (b.data.slot?.start ?? 0));
}
