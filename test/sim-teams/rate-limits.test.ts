import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RATE_LIMITS, rateLimiter } from '../../sim/teams/rate-limits.ts';
import { card } from './cards.ts';
import { world } from './world.ts';
import type { World } from './world.ts';

describe('the rate limiter', () => {
  test('allows exactly what the documented windows allow', () => {
    const requests = fc.array(
      fc.record({
        wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 40_000 })),
        chat: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 250 },
    );
    fc.assert(
      fc.property(requests, (list) => {
        const limiter = rateLimiter();
        const passed: { at: number; chat: string }[] = [];
        let now = 0;
        for (const { wait, chat: n } of list) {
          now += wait;
          const chat = String(n);
          const within = (ms: number, mine: boolean) =>
            passed.filter((one) => now - one.at < ms && (!mine || one.chat === chat)).length;
          const room =
            RATE_LIMITS.write.every(({ count, ms }) => within(ms, true) < count) &&
            RATE_LIMITS.all.every(({ count, ms }) => within(ms, false) < count);
          const answer = limiter.take('write', chat, now);
          expect(answer === 0).toBe(room);
          if (answer === 0) passed.push({ at: now, chat });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the connector’s rate limits', () => {
  let w: World;
  beforeEach(async () => {
    w = await world();
  });
  afterEach(() => w.close());

  test('allow seven writes per second, edits included, and answer 429 to the eighth', async () => {
    const statuses = await w.run(async () => {
      const id = await w.bot.sendCard(w.sim.channel.id, card('one'));
      const edits = [];
      for (let i = 0; i < 7; i += 1) edits.push(await w.bot.editCard(w.sim.channel.id, id, card(`edit ${i}`)));
      await w.clock.sleep(2_000);
      edits.push(await w.bot.editCard(w.sim.channel.id, id, card('later')));
      return edits;
    });
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 200]);
    expect(w.sim.log.entries.filter((entry) => entry.why === 'rate')).toHaveLength(1);
    expect(w.sim.log.aboveLimits()).toHaveLength(1);
  });

  test('send a Retry-After that is long enough', async () => {
    const path = `v3/conversations/${encodeURIComponent(w.sim.channel.id)}/activities`;
    await w.run(async () => {
      for (let i = 0; i < 200; i += 1) {
        const answer = await w.bot.call('POST', path, { type: 'message', text: `line ${i}` });
        if (answer.status === 201) continue;
        expect(answer.status).toBe(429);
        await w.clock.sleep(Number(answer.retryAfter) * 1_000);
        expect((await w.bot.call('POST', path, { type: 'message', text: `line ${i}` })).status).toBe(201);
      }
    });
    expect(w.sim.user('ana').channel()).toHaveLength(200);
  });

  test('allow fifty requests per second for the whole tenant, across all conversations', async () => {
    const many = await world({
      people: Array.from({ length: 60 }, (_, i) => ({ key: `p${i}`, name: `Person ${i}`, role: 'L1' })),
    });
    const statuses = await many.run(async () => {
      const all = [];
      for (const person of many.sim.people) all.push((await many.bot.openChat(person.aadObjectId)).status);
      return all;
    });
    await many.close();
    expect(statuses.filter((status) => status === 201)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  test('can be switched off for the benchmark', async () => {
    const free = await world({ withoutRateLimits: true });
    await free.run(async () => {
      for (let i = 0; i < 100; i += 1) await free.bot.sendCard(free.sim.channel.id, card('x'));
    });
    expect(free.sim.user('ana').channel()).toHaveLength(100);
    await free.close();
  });
});
