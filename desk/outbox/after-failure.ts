import { type CallboardError, type ErrorCode, OutsideError } from '../../model/errors.ts';
import type { Effect, Settlement } from '../ports/store.ts';
import { RETRY_RULES } from './retry-rules.ts';

type Failed = Exclude<Settlement, { as: 'done' }>;

/** Trouble with our own store: no bug, and it passes. */
const STORE_TROUBLE: ReadonlySet<ErrorCode> = new Set([
  'STORE_CONFLICT',
  'STORE_LOCKED',
  'STORE_UNREACHABLE',
  'STORE_BROKEN',
]);

/**
 * Decides what happens to an effect after a failed attempt. `effect` is as it was during that attempt: `attempts` and
 * `deadline` include it, and `error` is from the attempt before. An effect that was unclear once stays unclear until it
 * is settled: a later "no" only proves that the later attempt did not land.
 */
export function afterFailure(effect: Effect, error: CallboardError, q: { now: number; random: number }): Failed {
  const outside = error instanceof OutsideError ? error : undefined;
  const unclear = effect.unclear || mayHaveLanded(error);
  const said = { code: error.code, text: error.message };
  if (outside?.retry === 'never') return { as: 'dead', error: said, unclear };
  if (outside || STORE_TROUBLE.has(error.code)) {
    const rule = RETRY_RULES.trouble;
    if (q.now - (effect.firstBegunAt ?? q.now) >= rule.deadAfterMs) return { as: 'dead', error: said, unclear };
    return again(effect, said, unclear, q.now + Math.max(outside?.retryAfterMs ?? 0, pause(rule, effect, q.random)));
  }
  const rule = RETRY_RULES.mistake;
  const mistake = { code: 'INTERNAL', text: error.message };
  // Attempts lost to an outage say nothing about bugs: the attempt before must have failed by a bug, too.
  if (effect.attempts >= rule.deadAfterAttempts && wasOurMistake(effect))
    return { as: 'dead', error: mistake, unclear };
  return again(effect, mistake, unclear, q.now + pause(rule, effect, q.random));
}

/** Only an explicit “no” from the other side proves that nothing was written. */
export function mayHaveLanded(error: CallboardError): boolean {
  return !(error instanceof OutsideError) || error.done !== 'no';
}

function again(effect: Effect, error: { code: string; text: string }, unclear: boolean, at: number): Failed {
  return { as: 'retry', at: Math.ceil(unclear ? Math.max(at, effect.deadline ?? at) : at), unclear, error };
}

/** Exponential with full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function pause(rule: { floorMs: number; baseMs: number; capMs: number }, effect: Effect, random: number): number {
  const longest = Math.min(rule.capMs, rule.baseMs * 2 ** Math.max(0, effect.attempts - 1));
  return Math.max(rule.floorMs, random * longest);
}

function wasOurMistake(effect: Effect): boolean {
  return effect.error?.code === 'INTERNAL';
}
