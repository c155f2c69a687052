import type { Ticket } from '../../model/ticket.ts';
import type { Owner } from '../../model/desk-ticket.ts';
import { type Change, phaseWithoutOwner, raiseBarrier } from '../tickets/index.ts';
import { personIdOfAgent } from '../people/index.ts';
import { mayBePendingAssignment } from './pending-assignments.ts';
import type { Store, Write } from '../ports/store.ts';

export function psaOwner(personId: string, at: number): Owner {
  return { personId, at, via: 'psa', by: 'psa' };
}

/** Applies a change of assignee in the PSA. Our own write coming back is ignored. */
export async function reconcileAssignee(
  store: Store,
  change: Change,
  ticket: Ticket,
  now: number,
): Promise<Write | undefined> {
  // While our own assignment is pending, the PSA may not show it yet.
  if (!ticket.assignee && change.next.sync === 'pending') return undefined;
  // Perhaps our own earlier write, seen before its answer arrived or landing after people had decided again. The effect
  // that made it checks whose change it was and handles the result (psa-writes/late-write.ts).
  if (await mayBePendingAssignment(store, ticket.id, ticket.assignee?.id)) return undefined;
  return assignedByPeople(store, change, ticket, now);
}

/** Applies an assignment made by people in the PSA; it takes precedence over the desk's decision. */
export async function assignedByPeople(
  store: Store,
  change: Change,
  ticket: Ticket,
  now: number,
): Promise<Write | undefined> {
  const was = change.before.data;
  const personId = ticket.assignee ? await personIdOfAgent(store, ticket.assignee.id) : undefined;
  if (personId === was.owner?.personId) return undefined;
  if (personId !== undefined) {
    if (was.sync === 'pending' && was.owner) {
      change.log('psa-won', 'psa', { over: was.owner.personId, by: personId });
    }
    withdraw(change, now);
    change
      .set({
        phase: 'taken',
        owner: psaOwner(personId, now),
        before: undefined,
        proposal: undefined,
        coordinator: undefined,
        firstSlot: undefined,
        sync: 'clean',
        hops: was.owner ? was.hops + 1 : was.hops,
      })
      .log('changed-in-psa', 'psa', { what: 'assigned', owner: personId });
    return was.phase === 'waiting' ? raiseBarrier(store, -1) : undefined;
  }
  change
    .set({ phase: phaseWithoutOwner(was), owner: undefined, before: undefined, proposal: undefined })
    .log('changed-in-psa', 'psa', { what: 'unassigned', owner: null });
  return change.next.phase === 'waiting' ? raiseBarrier(store, 1) : undefined;
}

/** Withdraws the open offer. */
export function withdraw(change: Change, now: number): void {
  if (!change.next.asks.some((ask) => ask.outcome === 'open')) return;
  change.set({
    asks: change.next.asks.map((ask) =>
      ask.outcome === 'open' ? { ...ask, outcome: 'withdrawn', answeredAt: now } : ask,
    ),
  });
}
