import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResends } from '../../bot/resends.ts';
import { virtualClock } from '../../sim/clock.ts';

const MINUTE = 60_000;

describe('a resent activity', () => {
  it('runs once within 15 minutes and again after that', async () => {
    const clock = virtualClock(0, () => {});
    const resends = createResends<number>(clock);
    let n = 0;
    const work = async () => (n += 1);
    expect(await Promise.all([resends.once('a', work), resends.once('a', work)])).toEqual([1, 1]);
    await clock.advance(14 * MINUTE);
    expect(await resends.once('a', work)).toBe(1);
    await clock.advance(2 * MINUTE);
    expect(await resends.once('a', work)).toBe(2);
  });

  it('runs again after a failure', async () => {
    const resends = createResends<string>(virtualClock(0, () => {}));
    await expect(resends.once('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await resends.once('a', async () => 'yes')).toBe('yes');
  });

  it('is remembered only among the newest 2,000', async () => {
    const resends = createResends<number>(virtualClock(0, () => {}));
    for (let i = 0; i <= 2_000; i += 1) await resends.once(String(i), async () => i);
    expect(await resends.once('2000', async () => -1)).toBe(2_000);
    expect(await resends.once('0', async () => -1)).toBe(-1);
  });

  it('never gets the answer of another activity, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 9 }), { maxLength: 40 }), async (keys) => {
        const resends = createResends<number>(virtualClock(0, () => {}));
        const done: number[] = [];
        const answers = await Promise.all(
          keys.map((key) => resends.once(String(key), async () => (done.push(key), key))),
        );
        expect(answers).toEqual(keys);
        expect(done).toHaveLength(new Set(keys).size);
      }),
    );
  });
});
