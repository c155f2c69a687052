import type { DeskTicket, PsaSync } from '../../model/desk-ticket.ts';
import { psaLane, psaLanesOf } from '../outbox/index.ts';
import type { Effect, Store } from '../ports/store.ts';

/** The ticket's sync state after one of its dead letters is retried (`retry`) or dismissed. */
export async function syncAfter(store: Store, ticket: DeskTicket, settled: Effect, retry: boolean): Promise<PsaSync> {
  if (!settled.kind.startsWith('psa.')) return ticket.sync;
  const lanes = psaLanesOf(ticket);
  const dead = await Promise.all(lanes.map((lane) => store.listEffects({ state: 'dead', lane, limit: 5 })));
  if (dead.flat().some(({ id }) => id !== settled.id)) return 'refused';
  // Cards show “not yet” only for the assignee.
  const waiting = await store.listEffects({ state: 'waiting', lane: psaLane(ticket.ticketId), limit: 50 });
  const assigns = [...waiting, ...(retry ? [settled] : [])].some(({ kind }) => kind === 'psa.assign');
  return assigns ? 'pending' : 'clean';
}
