import type { DeskDeps } from '../../deps.ts';
import type { EffectHandler } from '../../outbox/index.ts';
import type { Effect, Write } from '../../ports/store.ts';

/** How long until it is looked at again, ms; one who is stuck waits for a person. */
const LOOK_AGAIN_MS = 3_000;
const STUCK_MS = 60_000;

/**
 * An effect whose payload names lanes in `after` waits until nothing is left in them: who comes in somebody's place looks at
 * a calendar that they have left. Waiting is no failure, so it asks for itself anew, a little later and in the same lane.
 */
export function waitForLanes({ store, clock }: DeskDeps, handler: EffectHandler): EffectHandler {
  async function wait(effect: Effect): Promise<number | undefined> {
    const after: unknown = effect.payload['after'];
    if (!Array.isArray(after)) return undefined;
    for (const lane of after.filter((one) => typeof one === 'string')) {
      if ((await store.listEffects({ state: 'dead', lane, limit: 1 })).length > 0) return STUCK_MS;
      for (const state of ['waiting', 'begun'] as const) {
        if ((await store.listEffects({ state, lane, limit: 1 })).length > 0) return LOOK_AGAIN_MS;
      }
    }
    return undefined;
  }

  return {
    deadlineMs: handler.deadlineMs,
    async perform(effect, context) {
      const ms = await wait(effect);
      if (ms === undefined) return handler.perform(effect, context);
      const looked = Number(effect.payload['looked'] ?? 0) + 1;
      const { kind, lane, dest, payload } = effect;
      const again: Write = {
        op: 'effect',
        effect: {
          id: `${effect.id.replace(/~\d+$/, '')}~${looked}`,
          kind,
          lane,
          dest,
          payload: { ...payload, looked },
          dueAt: clock.now() + ms,
        },
      };
      return { writes: async () => [again] };
    },
  };
}
