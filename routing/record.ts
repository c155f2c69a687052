import type { Candidate, DecisionRecord, PassSnapshot } from '../model/decision.ts';
import { CallboardError } from '../model/errors.ts';
import { contentHash } from '../model/hash.ts';
import { decide, type Verdict } from './decide.ts';
import { ENGINE } from './policy.ts';

/**
 * The record of a verdict, for keeping: ids, numbers and hashes. `snapshotHash` is contentHash(snapshot), made once per
 * pass by whoever stores the snapshot under it.
 */
export function record(
  verdict: Verdict,
  from: { readonly id: string; readonly snapshot: PassSnapshot; readonly snapshotHash: string },
): DecisionRecord {
  const { policy, at } = from.snapshot;
  return {
    id: from.id,
    ticketId: verdict.ticketId,
    at,
    snapshot: from.snapshotHash,
    policy: `${ENGINE}/${policy.version}`,
    outcome: verdict.outcome,
    ...(verdict.because === undefined ? {} : { because: verdict.because }),
    ...(verdict.chosen === undefined ? {} : { chosen: verdict.chosen }),
    ...(verdict.startAt === undefined ? {} : { startAt: verdict.startAt }),
    ranked: kept(verdict, policy.keepCandidates),
  };
}

/** The chosen one and the best `keep` others; the rest is found again by deciding the snapshot anew. */
function kept(verdict: Verdict, keep: number): readonly Candidate[] {
  let others = 0;
  return verdict.ranked.filter((candidate) => candidate.personId === verdict.chosen || others++ < keep);
}

/**
 * Decides a ticket again from the snapshot its record points to. Compare with canonicalJson: equal bytes prove that
 * the answer follows from what was known. Throws INPUT_INVALID when the snapshot does not hold the ticket (it was
 * erased, or is another one).
 */
export function replay(kept: DecisionRecord, snapshot: PassSnapshot): DecisionRecord {
  const verdict = decide(snapshot).find((candidate) => candidate.ticketId === kept.ticketId);
  if (verdict === undefined) {
    throw new CallboardError(
      'INPUT_INVALID',
      `The snapshot of decision ${kept.id} does not hold ticket ${kept.ticketId}.`,
    );
  }
  return record(verdict, { id: kept.id, snapshot, snapshotHash: contentHash(snapshot) });
}
