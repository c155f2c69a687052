import type { DeskTicket } from '../../model/desk-ticket.ts';
import { OutsideError } from '../../model/errors.ts';
import type { Ticket } from '../../model/ticket.ts';
import type { Change } from '../change.ts';
import type { DeskDeps } from '../deps.ts';
import { agentIdOfPerson } from '../directory.ts';
import { assignedByPeople } from '../follow-assignee.ts';
import { assignEffect } from '../lanes.ts';
import type { Effect } from '../ports/store.ts';

/** The desk may have moved on while an assignment waited in its lane; then the later effect speaks. */
export function stillWanted(ticket: DeskTicket, { payload }: Effect): boolean {
  if (ticket.phase === 'closed' || ticket.phase === 'gone') return false;
  if (ticket.owner?.personId !== payload['personId']) return false;
  return payload['restores'] === true ? ticket.sync === 'pending' : ticket.owner?.via !== 'psa';
}

/**
 * An assignment of ours stands in the PSA that people had decided against before it landed. Gives what that does to
 * the ticket, to be called with its change in the commit that ends the effect.
 *
 * - People at the desk decided anew: the effect that follows in the lane may take it back.
 * - People in the PSA had chosen somebody, and our write landed on top of it: their choice is put back.
 * - It only looks like ours, and somebody in the PSA gave it to the same agent by hand: that counts.
 *
 * The last two can be told apart by the PSA's own history alone, so that is read before the commit. Without an answer
 * there (nobody named) it is taken for ours: our attempt is certain, a hand that does the very same is not.
 */
export async function afterLateWrite(
  { store, psa }: DeskDeps,
  effect: Effect,
  current: Ticket | undefined,
): Promise<(change: Change) => Promise<void>> {
  const doc = await store.get('tickets', String(effect.payload['ticketId']));
  const asked = doc !== undefined && current !== undefined && isOvertaken(doc.data, effect);
  const byHand = asked && (await isByHand(psa, current));
  return async (change) => {
    const ticket = change.before.data;
    if (current === undefined || stillWanted(ticket, effect)) return;
    change.set({ psaAgentId: current.assignee?.id });
    if (!isOvertaken(ticket, effect)) return;
    if (!asked) {
      const how = { done: 'unknown', retry: 'later' } as const;
      throw new OutsideError('PSA_CHANGED', `Ticket ${ticket.ticketId} was given away in ${psa.name} meanwhile.`, how);
    }
    if (byHand) {
      const barrier = await assignedByPeople(store, change, current, change.at);
      if (barrier) change.also(barrier);
      return;
    }
    await putBack({ store }, change, current);
  };
}

/** What the ticket says comes from the PSA, after this was asked for: a decision of the desk's would be on its way there. */
function isOvertaken(ticket: DeskTicket, effect: Effect): boolean {
  return ticket.open && ticket.sync === 'clean' && !stillWanted(ticket, effect);
}

async function isByHand(psa: DeskDeps['psa'], current: Ticket): Promise<boolean> {
  const last = (await psa.history(current.id)).findLast(({ field }) => field === 'assignee');
  if (last?.by === undefined || last.to?.id !== current.assignee?.id) return false;
  return last.by.id !== (await psa.connect()).actingAs.id;
}

async function putBack({ store }: Pick<DeskDeps, 'store'>, change: Change, current: Ticket): Promise<void> {
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
