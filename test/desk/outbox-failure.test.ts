import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure } from '../../desk/outbox/after-failure.ts';
import type { Effect } from '../../desk/ports/store.ts';
import { asCoded, CallboardError, OutsideError } from '../../model/errors.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 100 * HOUR;

function attempted(more: Partial<Effect> = {}): Effect {
  return {
    id: 'note:T1:1',
    lane: 'psa:T1',
    dest: 'psa',
    kind: 'psa.note',
    payload: {},
    dueAt: NOW,
    state: 'begun',
    seq: 1,
    attempts: 1,
    unclear: false,
    firstBegunAt: NOW,
    begunAt: NOW,
    deadline: NOW + 15_000,
    ...more,
  };
}
const outside = (done: 'no' | 'unknown', retry: 'never' | 'later', retryAfterMs?: number) =>
  new OutsideError('PSA_UNREACHABLE', 'said no', {
    done,
    retry,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
const bug = asCoded(new TypeError('x is undefined'));
const wasBug = { error: { code: 'INTERNAL', text: '' } };

describe('the retry rules after a failed attempt', () => {
  it.each<[string, Partial<Effect>, CallboardError, object]>([
    ['a final no is a dead letter', {}, outside('no', 'never'), { as: 'dead', unclear: false }],
    ['a final no that may have landed says so', {}, outside('unknown', 'never'), { as: 'dead', unclear: true }],
    ['a passing no is tried again', {}, outside('no', 'later'), { as: 'retry', unclear: false }],
    ['no answer is unclear', {}, outside('unknown', 'later'), { as: 'retry', unclear: true }],
    [
      'unclear stays unclear after a later no',
      { unclear: true },
      outside('no', 'later'),
      { as: 'retry', unclear: true },
    ],
    [
      'twenty hours of outage kill nothing',
      { attempts: 900, firstBegunAt: NOW - 20 * HOUR },
      outside('no', 'later'),
      { as: 'retry' },
    ],
    ['a day of outage does', { attempts: 900, firstBegunAt: NOW - 24 * HOUR }, outside('no', 'later'), { as: 'dead' }],
    [
      'our store in trouble is not a mistake',
      { attempts: 50, ...wasBug },
      new CallboardError('STORE_BROKEN', 'disk'),
      { as: 'retry', unclear: true },
    ],
    [
      'a mistake of ours is tried again, and may have landed',
      { attempts: 4, ...wasBug },
      bug,
      { as: 'retry', unclear: true, error: { code: 'INTERNAL' } },
    ],
    [
      'a mistake of ours is dead at the fifth attempt',
      { attempts: 5, ...wasBug },
      bug,
      { as: 'dead', error: { code: 'INTERNAL' } },
    ],
    [
      'attempts that an outage took are not held against it',
      { attempts: 50, error: { code: 'PSA_UNREACHABLE', text: '' } },
      bug,
      { as: 'retry' },
    ],
  ])('%s', (_what, effect, error, end) => {
    expect(afterFailure(attempted(effect), error, { now: NOW, random: 0.5 })).toMatchObject(end);
  });

  it('wait at least as long as the other side asks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 3 * HOUR }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.boolean(),
        (attempts, retryAfterMs, random, unclear) => {
          const effect = attempted({ attempts });
          const end = afterFailure(effect, outside(unclear ? 'unknown' : 'no', 'later', retryAfterMs), {
            now: NOW,
            random,
          });
          if (end.as !== 'retry') throw new Error('a passing failure is retried');
          expect(end.at).toBeGreaterThanOrEqual(NOW + Math.max(500, retryAfterMs));
          expect(end.at).toBeLessThanOrEqual(NOW + Math.max(2 * MINUTE, retryAfterMs));
          expect(Number.isInteger(end.at)).toBe(true);
          if (unclear) expect(end.at).toBeGreaterThanOrEqual(effect.deadline!);
        },
      ),
    );
  });

  it('back off up to two minutes', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 2_000].map((attempts) => {
      const end = afterFailure(attempted({ attempts }), outside('no', 'later'), { now: NOW, random: 0.9999999 });
      return end.as === 'retry' ? Math.round((end.at - NOW) / 1_000) : undefined;
    });
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 120, 120, 120]);
  });
});
