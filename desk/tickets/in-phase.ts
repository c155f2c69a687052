import type { Doc, Store } from '../ports/store.ts';
import { type DeskTicket } from '../../model/desk-ticket.ts';

/** All tickets in these phases, most urgent first. */
export async function ticketsInPhase(
  store: Store,
  ...phases: readonly DeskTicket['phase'][]
): Promise<Doc<DeskTicket>[]> {
  const all: Doc<DeskTicket>[] = [];
  for (const phase of phases) {
    let after: string | undefined;
    do {
      const page = await store.query('tickets', {
        index: 'byPhase',
        eq: [phase],
        limit: 500,
        ...(after === undefined ? {} : { after }),
      });
      all.push(...page.docs);
      after = page.next;
    } while (after !== undefined);
  }
  return all.sort((a, b) => a.data.rank - b.data.rank || (a.id < b.id ? -1 : 1));
}
