import type { Response } from 'express';
import type { Clock } from '../model/clock.ts';

/** A caller that hangs on is let go after this long, ms. */
const PATIENCE = 600_000;

/**
 * What becomes of a request. Two axes, because the worst cases are those where they disagree: answered with an error
 * after the write was applied, or cut off at once and applied seconds later.
 */
export interface Course<Wrong> {
  /** ms until the request is applied; `never`: it is lost. */
  readonly applies: number | 'never';
  /** `answer` waits for the application; `drop` cuts the connection at once; `hang` never answers. */
  readonly then: 'answer' | 'drop' | 'hang' | Wrong;
}

/** Plays a fault around `apply`. `undefined`: no answer comes, and the connection is to be cut. */
export async function playFault<Answer, Wrong extends object>(
  { applies, then }: Course<Wrong>,
  q: {
    readonly clock: Clock;
    readonly apply: () => Answer | Promise<Answer>;
    readonly wrong: (answer: Wrong) => Answer;
    /** Whose late write it is, for the clock's report. */
    readonly name: string;
    /** Aborts when the caller has left; absent: nobody is there who could hang on. */
    readonly gone?: AbortSignal | undefined;
  },
): Promise<Answer | undefined> {
  const { clock, apply } = q;
  if (then === 'answer') {
    if (applies !== 'never') await clock.sleep(applies);
    return apply();
  }
  // The caller is told (or cut off) at once; the write lands later, whether anybody still waits or not.
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

/** Aborts when the caller of a request has left. */
export function goneSignal(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return gone.signal;
}
