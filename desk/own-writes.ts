import type { Store } from './ports/store.ts';

/** As many effects of one ticket as anybody looks through; a ticket has a handful on their way. */
const AT_MOST = 200;

/**
 * The agents to whom Callboard itself may have given this ticket without knowing it yet: an attempt was made, and how
 * it ended has not been found out. The PSA has no idempotency key to tell a write of ours from a person's choice
 * (psa.md §7.11), and ours, come back late, must not overrule what people here decided meanwhile.
 */
export async function maybeGivenTo(store: Store, ticketId: string): Promise<ReadonlySet<unknown>> {
  const lane = `psa:${ticketId}`;
  const begun = await store.listEffects({ state: 'begun', lane, limit: AT_MOST });
  const waiting = await store.listEffects({ state: 'waiting', lane, limit: AT_MOST });
  const tried = [...begun, ...waiting].filter((effect) => effect.attempts > 0);
  return new Set(tried.map((effect) => effect.payload['agentId']).filter((agentId) => agentId !== undefined));
}
