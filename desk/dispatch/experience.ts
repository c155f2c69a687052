import type { DeskDeps } from '../deps.ts';
import { agentPersonId } from '../people/index.ts';
import { keepMeta } from '../records/index.ts';

const WEEKS_MS = 8 * 7 * 24 * 3_600_000;

/**
 * Counts the tickets that each person solved per client in the last eight weeks, from the PSA's closed tickets. Routing
 * gives a bonus in minutes for knowing the client. The first run reads all of them; later runs read only what has
 * changed.
 */
export async function countExperience(deps: DeskDeps): Promise<void> {
  const { store, psa, clock } = deps;
  const known = await store.get('meta', 'experience');
  const last = known?.data.is === 'experience' ? known.data : undefined;
  const now = clock.now();
  const byClient = new Map<string, Map<string, number>>();
  for (const [client, counts] of Object.entries(last?.byClient ?? {}))
    byClient.set(client, new Map(Object.entries(counts)));
  let cursor: string | undefined;
  do {
    const page = await psa.listTickets({
      openOnly: false,
      updatedSince: last?.countedUntil ?? now - WEEKS_MS,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const ticket of page.items) {
      if (ticket.open || !ticket.assignee || ticket.deleted === true || ticket.mergedInto !== undefined) continue;
      const counts = byClient.get(ticket.client.id) ?? new Map<string, number>();
      const personId = agentPersonId(ticket.assignee.id);
      counts.set(personId, (counts.get(personId) ?? 0) + 1);
      byClient.set(ticket.client.id, counts);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  const data = {
    is: 'experience' as const,
    countedUntil: now,
    byClient: Object.fromEntries([...byClient].map(([client, counts]) => [client, Object.fromEntries(counts)])),
  };
  await keepMeta(store, data);
}
