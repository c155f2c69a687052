import { psaLane } from '../outbox/index.ts';
import type { Store } from '../ports/store.ts';

/** At most this many effects of one ticket are checked. A ticket has only a handful pending. */
const AT_MOST = 200;

/**
 * Whether Callboard itself may have assigned this ticket to this agent (or unassigned it: undefined) without knowing
 * yet: an attempt to do so was made and its result is still unknown. The PSA cannot tell such a write from a person's
 * choice (docs/platform/halopsa.md, “No write has an idempotency key or a version”), and a late write of ours must not
 * override a later decision by people.
 */
export async function mayBePendingAssignment(
  store: Store,
  ticketId: string,
  agentId: string | undefined,
): Promise<boolean> {
  const lane = psaLane(ticketId);
  const begun = await store.listEffects({ state: 'begun', lane, limit: AT_MOST });
  const waiting = await store.listEffects({ state: 'waiting', lane, limit: AT_MOST });
  return [...begun, ...waiting].some(
    ({ kind, attempts, payload }) => kind === 'psa.assign' && attempts > 0 && payload['agentId'] === agentId,
  );
}
