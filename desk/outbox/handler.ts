import type { Effect, Write } from '../ports/store.ts';

/** What came of an attempt that did what it should. */
export interface Performance {
  /**
   * What was learnt outside (an activity id, the PSA's new version), to be committed together with the end of the
   * effect. Called again when that commit loses a race, so it must read anew each time what it builds on; it is
   * never called without the effect having landed, and what it gives is never lost: should it fail for good, the
   * effect is repeated as an unclear one, whose handler looks, finds its work done and learns it again.
   */
  readonly writes?: () => Promise<readonly Write[]>;
}

/** How one kind of effect is carried out. */
export interface EffectHandler {
  /**
   * How long after its beginning an attempt's write may still land outside, waiting for the answer included, in ms.
   * Nobody repeats the effect before that, after a crash or an unclear failure.
   */
  readonly deadlineMs: number;
  /**
   * Makes one attempt. With `unclear`, an earlier one may have landed: look before repeating, where the outside
   * world lets one look. Throws OutsideError when it failed there; any other error counts as a mistake of ours.
   */
  perform(effect: Effect, context: { readonly now: number; readonly unclear: boolean }): Promise<Performance>;
}
