import type { Effect, Write } from '../ports/store.ts';

/** The result of a successful attempt. */
export interface Performance {
  /**
   * What the attempt learned from the outside system (an activity id, the PSA's new version), committed together with
   * the effect's settlement. It is called again when that commit loses a race, so it must reread its input each time.
   * It is called only after the effect has landed. Its result is never lost: if the commit fails for good, the effect
   * is repeated as unclear, and the handler checks, finds its work done and learns the result again.
   */
  readonly writes?: () => Promise<readonly Write[]>;
}

/** Performs one kind of effect. */
export interface EffectHandler {
  /**
   * How long after its start an attempt may still take effect in the outside system, including the wait for its answer,
   * ms. After a crash or an unclear failure, the effect is not repeated before then.
   */
  readonly deadlineMs: number;
  /**
   * Makes one attempt. With `unclear`, an earlier attempt may have landed: check before repeating, where the outside
   * system allows it. Throws OutsideError when the outside system failed; any other error counts as a bug of ours.
   */
  perform(effect: Effect, context: { readonly now: number; readonly unclear: boolean }): Promise<Performance>;
}
