import type { Candidate, DecisionRecord, PassSnapshot } from '../model/decision.ts';
import { CallboardError } from '../model/errors.ts';
import { contentHash } from '../model/hash.ts';
import { decide, type Verdict } from './decide.ts';
import { ENGINE } from './policy.ts';

/** What a record needs in addition to the verdict. */
export interface RecordSource {
  readonly id: string;
  readonly snapshot: PassSnapshot;
  /** contentHash of the snapshot, computed once per pass by the code that stores the snapshot under it. */
  readonly snapshotHash: string;
}

/** The record of a verdict: ids, numbers and hashes. */
export function record(verdict: Verdict, { id, snapshot, snapshotHash }: RecordSource): DecisionRecord {
  const { at, policy } = snapshot;
  return {
    id,
    ticketId: verdict.ticketId,
    at,
    snapshot: snapshotHash,
    policy: `${ENGINE}/${policy.version}`,
    outcome: verdict.outcome,
    ...(verdict.because === undefined ? {} : { because: verdict.because }),
    ...(verdict.chosen === undefined ? {} : { chosen: verdict.chosen }),
    ...(verdict.startAt === undefined ? {} : { startAt: verdict.startAt }),
    ranked: kept(verdict, policy.keepCandidates),
  };
}

/** The chosen one and the best `keep` others; deciding the snapshot again finds the rest. */
function kept(verdict: Verdict, keep: number): readonly Candidate[] {
  let others = 0;
  return verdict.ranked.filter((candidate) => candidate.personId === verdict.chosen || others++ < keep);
}

/**
 * Decides a ticket again from the snapshot that its record points to. Compare with canonicalJson: equal bytes prove
 * that the answer follows from the recorded facts. Throws INPUT_INVALID when the snapshot does not contain the ticket
 * (it was erased, or is another snapshot).
 */
export function replay(made: DecisionRecord, snapshot: PassSnapshot): DecisionRecord {
  const verdict = decide(snapshot).find((candidate) => candidate.ticketId === made.ticketId);
  if (verdict === undefined) {
    throw new CallboardError(
      'INPUT_INVALID',
      `The snapshot of decision ${made.id} does not hold ticket ${made.ticketId}.`,
    );
  }
  return record(verdict, { id: made.id, snapshot, snapshotHash: contentHash(snapshot) });
}
