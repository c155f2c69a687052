import type { DeskDeps } from '../../deps.ts';
import type { EffectHandler } from '../../outbox/index.ts';
import type { Effect, Write } from '../../ports/store.ts';

/** The pause before the next look, ms; longer behind a dead letter, which waits for a person. */
const LOOK_AGAIN_MS = 3_000;
const STUCK_MS = 60_000;

/**
 * Delays an effect whose payload names lanes in `after` until those lanes are empty. The replacement's calendar is
 * checked only after the original booking is released. Waiting is not a failure, so the effect adds itself again, a
 * little later and in the same lane.
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
