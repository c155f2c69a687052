import type { Clock } from '../../model/clock.ts';
import { playFault } from '../faulty.ts';
import { errorBody, type Answer, type RequestIds } from './answer.ts';
import type { Fault } from './faults.ts';

/** Plays a fault around `apply`. Returns `undefined` when no answer is sent. `gone` aborts when the caller disconnects. */
export function faultAnswer(
  clock: Clock,
  fault: Fault,
  ids: RequestIds,
  apply: () => Promise<Answer>,
  gone?: AbortSignal,
): Promise<Answer | undefined> {
  const { then, applies = then === 'answer' ? 0 : 'never' } = fault;
  return playFault(
    { applies, then },
    {
      clock,
      apply,
      name: 'graph',
      gone,
      wrong: ({ status, headers, code = '', message = '', ...given }) => ({
        status,
        body: 'body' in given ? given.body : errorBody({ code, message }, ids, clock.now()),
        ...(headers ? { headers } : {}),
      }),
    },
  );
}
