import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { Ticket } from '../../model/ticket.ts';
import type { Change } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { agentIdOfPerson } from '../people/index.ts';
import { assignedByPeople } from '../intake/index.ts';
import { assignEffect } from '../outbox/index.ts';
import type { Effect, Store } from '../ports/store.ts';

/** The desk may have moved on while an assignment waited in its lane; then the later effect speaks. */
export function stillWanted(ticket: DeskTicket, { payload }: Effect): boolean {
  if (ticket.phase === 'closed' || ticket.phase === 'gone') return false;
  if (ticket.owner?.personId !== payload['personId']) return false;
  return payload['restores'] === true ? ticket.sync === 'pending' : ticket.owner?.via !== 'psa';
}

/**
 * An assignment of ours stands in the PSA that people may have decided against before it landed. Adds to `change`, which
 * ends the effect, what that does to the ticket:
 *
 * - People at the desk decided anew: the effect that follows in the lane may take it back.
 * - People in the PSA had chosen somebody, and our write landed on top of it: their choice is put back.
 * - It only looks like ours, and somebody in the PSA gave it to the same agent by hand: that counts.
 *
 * The last two can be told apart by the PSA's own history alone. Without an answer there (nobody named) it is taken for
 * ours: our attempt is certain, a hand that does the very same is not.
 *
 * @throws OutsideError when the history cannot be read: the effect is repeated then, and looks again.
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
  // A decision of the desk's would be on its way to the PSA, and not yet clean.
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
