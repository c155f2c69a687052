import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { Ticket } from '../../model/ticket.ts';
import type { Change } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { agentIdOfPerson } from '../people/index.ts';
import { assignedByPeople } from '../intake/index.ts';
import { assignEffect } from '../outbox/index.ts';
import type { Effect, Store } from '../ports/store.ts';

/**
 * Whether the ticket still has the owner that this effect assigns. If the desk has decided again since, a later effect
 * writes that.
 */
export function stillWanted(ticket: DeskTicket, { payload }: Effect): boolean {
  if (ticket.phase === 'closed' || ticket.phase === 'gone') return false;
  if (ticket.owner?.personId !== payload['personId']) return false;
  return payload['restores'] === true ? ticket.sync === 'pending' : ticket.owner?.via !== 'psa';
}

/**
 * Handles an assignment of ours in the PSA against which people may have decided before it landed. Adds the
 * consequences to `change`, which settles the effect:
 *
 * - People decided again at the desk: the next effect in the lane may revert it.
 * - People had chosen someone else in the PSA, and our write overwrote that: their choice is restored.
 * - Somebody in the PSA assigned the same agent by hand: their assignment counts.
 *
 * Only the PSA's history can tell the last two apart. If it names nobody, the write is taken for ours: our attempt is
 * certain, an identical change by hand is not.
 *
 * @throws OutsideError when the history cannot be read. The effect is then repeated and checks again.
 */
export async function settleLateWrite(
  { store, psa }: DeskDeps,
  effect: Effect,
  current: Ticket,
  change: Change,
): Promise<void> {
  const ticket = change.before.data;
  if (stillWanted(ticket, effect)) return;
  change.set({ psaAgentId: current.assignee?.id });
  // Otherwise the desk's own decision is still on its way to the PSA.
  if (!ticket.open || ticket.sync !== 'clean') return;
  if (await isByHand(psa, current)) {
    const barrier = await assignedByPeople(store, change, current, change.at);
    if (barrier) change.also(barrier);
    return;
  }
  await putBack(store, change, current);
}

async function isByHand(psa: DeskDeps['psa'], current: Ticket): Promise<boolean> {
  const last = (await psa.history(current.id)).findLast(({ field }) => field === 'assignee');
  if (last?.by === undefined || last.to?.id !== current.assignee?.id) return false;
  return last.by.id !== (await psa.connect()).actingAs.id;
}

async function putBack(store: Store, change: Change, current: Ticket): Promise<void> {
  const personId = change.next.owner?.personId;
  const agentId = personId === undefined ? undefined : await agentIdOfPerson(store, personId);
  if (agentId === current.assignee?.id) return;
  change.set({ sync: 'pending' }).log('psa-restored', 'callboard', { owner: personId ?? null });
  change.effect(
    assignEffect({
      ticketId: change.before.id,
      n: change.eventCount,
      now: change.at,
      restores: true,
      ...(personId === undefined ? {} : { personId }),
      ...(agentId === undefined ? {} : { agentId }),
      ...(current.assignee ? { from: current.assignee.id } : {}),
    }),
  );
}
