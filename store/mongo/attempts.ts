import type { Claim } from '../../desk/ports/store.ts';
import { isDuplicate } from './errors.ts';
import { patiently } from './patience.ts';
import type { Collections, StoredAttempt } from './stored.ts';

/** How long an attempt is kept: the longest rate window that budgets look at (Teams counts an hour), and then some. */
export const ATTEMPTS_KEPT_MS = 2 * 3_600_000;

/** One attempt a claim, by its name: however often it is written down, it is counted once. */
export function attemptOf({ effect: { id, seq, dest }, fence }: Claim, at: number): StoredAttempt {
  return { _id: `${id}#${seq}.${fence}`, dest, at, expireAt: new Date(at + ATTEMPTS_KEPT_MS) };
}

/**
 * Begins an attempt without a transaction: one update of its lane decides whether the claim still holds, and beside it
 * the attempt is noted for the budgets. A crash in between counts an attempt that was none, which costs a budget its
 * place for an hour; the other way round a budget could be overdrawn.
 */
export async function beginAlone(
  at: Collections,
  claim: Claim,
  q: { now: number; deadline: number; leaseUntil: number },
): Promise<boolean> {
  const { lane, id, firstBegunAt } = claim.effect;
  const held = { _id: lane, 'head.id': id, 'head.owner': claim.owner, 'head.fence': claim.fence };
  const times = {
    'head.deadline': q.deadline,
    'head.leaseUntil': q.leaseUntil,
    'head.readyAt': Math.max(claim.effect.dueAt, q.deadline, q.leaseUntil),
  };
  const attempt = attemptOf(claim, q.now);
  const [first, noted] = await patiently(() =>
    Promise.all([
      at.lanes.updateOne(
        { ...held, 'head.state': 'waiting' },
        {
          $set: { ...times, 'head.state': 'begun', 'head.begunAt': q.now, 'head.firstBegunAt': firstBegunAt ?? q.now },
          $inc: { 'head.attempts': 1 },
        },
      ),
      note(at, attempt),
    ]),
  );
  if (first.matchedCount === 1) return true;
  const again = await patiently(() => at.lanes.updateOne({ ...held, 'head.state': 'begun' }, { $set: times }));
  if (again.matchedCount === 1) return true;
  if (noted) await patiently(() => at.attempts.deleteOne({ _id: attempt._id }));
  return false;
}

/** Gives whether it had not been noted before. */
async function note(at: Collections, attempt: StoredAttempt): Promise<boolean> {
  try {
    await at.attempts.insertOne(attempt);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
