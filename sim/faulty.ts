import type { Response } from 'express';
import type { Clock } from '../model/clock.ts';

/** How long a hanging request stays open, ms, unless the caller leaves first. */
const PATIENCE = 600_000;

/**
 * The course of a faulty request, on two axes, because the worst cases are those where they disagree: answered with an
 * error after the write was applied, or cut off at once and applied seconds later.
 */
export interface Course<Wrong> {
  /** The ms until the request is applied; with `never` it is lost. */
  readonly applies: number | 'never';
  /** `answer` waits until the request is applied; `drop` cuts the connection immediately; `hang` never answers. */
  readonly then: 'answer' | 'drop' | 'hang' | Wrong;
}

/** Plays a fault around `apply`. Returns `undefined` when no answer may be sent and the connection must be cut. */
export async function playFault<Answer, Wrong extends object>(
  { applies, then }: Course<Wrong>,
  q: {
    readonly clock: Clock;
    readonly apply: () => Answer | Promise<Answer>;
    readonly wrong: (answer: Wrong) => Answer;
    /** The simulator's name, for the clock's report of a late write. */
    readonly name: string;
    /** Aborts when the caller disconnects. Absent when there is no caller that could hang. */
    readonly gone?: AbortSignal | undefined;
  },
): Promise<Answer | undefined> {
  const { clock, apply } = q;
  if (then === 'answer') {
    if (applies !== 'never') await clock.sleep(applies);
    return apply();
  }
  // The caller is answered or cut off immediately; the write is applied later, whether or not anybody still waits.
  if (applies === 0) await apply();
  else if (applies !== 'never') {
    clock.spawn(`${q.name} late write`, async () => {
      await clock.sleep(applies);
      await apply();
    });
  }
  if (then === 'drop') return undefined;
  if (then === 'hang') {
    if (q.gone) await clock.sleep(PATIENCE, q.gone);
    return undefined;
  }
  return q.wrong(then);
}

/** A signal that aborts when the caller of a request disconnects. */
export function goneSignal(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return gone.signal;
}
