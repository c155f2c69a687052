import type { Clock } from '../../model/clock.ts';
import { errorBody, type Answer, type RequestIds } from './answer.ts';
import type { Fault } from './faults.ts';

/** A caller that hangs on is let go after this long, ms. */
const PATIENCE = 600_000;

/** Plays a fault around `apply`. `undefined`: no answer comes. `gone` aborts when the caller has left. */
export async function faultAnswer(
  clock: Clock,
  fault: Fault,
  ids: RequestIds,
  apply: () => Promise<Answer>,
  gone?: AbortSignal,
): Promise<Answer | undefined> {
  const { then } = fault;
  const delay = fault.applies ?? (then === 'answer' ? 0 : 'never');
  if (then === 'answer') {
    if (delay !== 'never') await clock.sleep(delay);
    return apply();
  }
  // The caller is told (or cut off) at once; the write lands later, whether anybody still waits or not.
  if (delay === 0) await apply();
  else if (delay !== 'never') {
    clock.spawn('graph late write', async () => {
      await clock.sleep(delay);
      await apply();
    });
  }
  if (then === 'drop') return undefined;
  if (then === 'hang') {
    if (gone) await clock.sleep(PATIENCE, gone);
    return undefined;
  }
  const body = 'body' in then ? then.body : envelope(then.code ?? '', then.message ?? '', ids, clock.now());
  return { status: then.status, body, ...(then.headers ? { headers: then.headers } : {}) };
}

const envelope = (code: string, message: string, ids: RequestIds, now: number) =>
  errorBody({ code, message }, ids, now);
