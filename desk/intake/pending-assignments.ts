import { psaLane } from '../outbox/index.ts';
import type { Store } from '../ports/store.ts';

/** As many effects of one ticket as anybody looks through; a ticket has a handful on their way. */
const AT_MOST = 200;

/**
 * May it be Callboard itself that gave this ticket to this agent (to nobody: undefined), without knowing it yet? True
 * while an attempt to do so was made whose end has not been found out. The PSA cannot tell such a write from a person's
 * choice (docs/platform/halopsa.md, “No write has an idempotency key or a version”), and a late write of ours must not
 * overrule what people decided meanwhile.
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
