import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLimiter } from '../../psa/halopsa/limiter.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { PsaPort } from '../../desk/ports/psa.ts';
import { haloWorld, MONDAY, type HaloWorld } from './halo-world.ts';

const DAY = 86_400_000;

describe('access to HaloPSA', () => {
  let world: HaloWorld;
  let psa: PsaPort;
  beforeEach(async () => {
    world = await haloWorld();
    psa = world.psa;
  });
  afterEach(() => world.stop());

  describe('the access token', () => {
    it('is fetched once for many concurrent requests', async () => {
      await Promise.all(Array.from({ length: 20 }, () => psa.listTickets({ openOnly: true })));
      expect(world.halo.tokensGiven).toBe(1);
    });

    it('is renewed before it expires', async () => {
      await psa.connect();
      await world.clock.advance(3_600_000 - 59_000);
      await psa.connect();
      expect(world.halo.tokensGiven).toBe(2);
      const refused = world.halo.journal.exchanges.filter((one) => one.response?.status === 401);
      expect(refused).toEqual([]);
    });

    it('is renewed after it was revoked, and the request repeated once', async () => {
      const id = world.newTicket('Printer jams');
      await psa.connect();
      world.halo.revokeTokens();
      await psa.addNote({ ticketId: id, opId: 'n-1', text: 'Why Ana', visibility: 'internal' });
      expect(world.halo.state.actions.get(Number(id))).toHaveLength(1);
      expect(world.halo.tokensGiven).toBe(2);
    });

    it('is renewed only once when every token is refused', async () => {
      await psa.connect();
      world.halo.faults.add({ path: '/Agent', applies: 'never', then: { status: 401 }, times: 10 });
      await expect(psa.connect()).rejects.toMatchObject({ code: 'PSA_AUTH', done: 'no', status: 401 });
      expect(world.halo.faults.waiting).toBe(1);
      expect(world.halo.tokensGiven).toBe(2);
    });
  });

  describe('the request budget', () => {
    it('is paused longer after each 429, and normally again after an answer', async () => {
      await psa.connect();
      world.halo.faults.add({ path: '/Agent/me', applies: 'never', then: { status: 429 }, times: 6 });
      const waits: unknown[] = [];
      for (let n = 0; n < 6; n += 1) {
        await world.clock.advance(60_000);
        await psa.connect().catch((error: unknown) => waits.push((error as { retryAfterMs: number }).retryAfterMs));
      }
      expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
      await world.clock.advance(60_000);
      await expect(psa.connect()).resolves.toBeDefined();
    });

    it('is never exceeded in any five minutes, whatever the load', async () => {
      const arrivals = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 100, maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(arrivals, fc.integer({ min: 20, max: 80 }), async (gaps, rate) => {
          const clock = virtualClock(MONDAY, () => {});
          const limiter = createLimiter(clock, rate);
          const passed: number[] = [];
          const all = clock.enter(async () => {
            for (const gap of gaps) {
              await clock.sleep(gap % 7 === 0 ? gap : 0);
              await limiter.pass(30_000).then(
                () => passed.push(clock.now()),
                () => clock.sleep(1_000),
              );
            }
          });
          await clock.advance(DAY);
          await all;
          for (const [n, at] of passed.entries()) {
            expect(passed.slice(n).filter((later) => later < at + 300_000).length).toBeLessThanOrEqual(rate);
          }
        }),
        { numRuns: 50 },
      );
    });

    it('rejects a request that would wait too long, and reports when to retry', async () => {
      const limiter = createLimiter(world.clock, 10);
      await limiter.pass(0);
      await limiter.pass(0);
      await expect(limiter.pass(10_000)).rejects.toMatchObject({
        code: 'PSA_THROTTLED',
        done: 'no',
        retryAfterMs: 37_500,
      });
      await world.clock.advance(37_500);
      await limiter.pass(0);
    });
  });
});
