import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withDeadline } from '../../model/deadline.ts';
import type { Fault } from '../../sim/teams/index.ts';
import { card, execute, messageAnswer } from './cards.ts';
import { START, world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

const path = () => `v3/conversations/${encodeURIComponent(w.sim.channel.id)}/activities`;
const post = (signal?: AbortSignal) => w.bot.call('POST', path(), { type: 'message', text: 'hello' }, signal);
const words = () =>
  w.sim
    .user('ana')
    .channel()
    .map((message) => message.words);

describe('a planned connector fault', () => {
  const table: [Fault, number, string | null, string[]][] = [
    [{ kind: 'throttle', retryAfterS: 7 }, 429, '7', []],
    [{ kind: 'throttle' }, 429, null, []],
    [{ kind: 'precondition' }, 412, null, []],
    [{ kind: 'error', status: 503, stored: false }, 503, null, []],
    [{ kind: 'error', status: 502, stored: true }, 502, null, ['hello']],
    [{ kind: 'refuse', status: 403, code: 'BotDisabledByAdmin' }, 403, null, []],
  ];
  test.each(table)('answers as specified: %o', async (fault, status, retryAfter, stored) => {
    w.sim.faults.add(fault);
    const answer = await w.run(() => post());
    expect(answer).toMatchObject({ status, retryAfter });
    expect(words()).toEqual(stored);
    expect((await w.run(() => post())).status).toBe(201);
  });

  test.each([
    [false, []],
    [true, ['hello']],
  ])('hangs until the caller disconnects (stored: %s)', async (stored, expected) => {
    w.sim.faults.add({ kind: 'hang', stored });
    const asked = w.clock.now();
    await expect(w.run(() => withDeadline(w.clock, 10_000, post))).rejects.toThrow();
    expect(w.clock.now() - asked).toBeGreaterThanOrEqual(10_000);
    await w.clock.advance(60_000);
    expect(words()).toEqual(expected);
    expect(w.sim.log.entries.at(-1)).toMatchObject({ status: undefined, why: 'fault: hang' });
  });

  test('of kind "late" delivers the message after the caller has disconnected', async () => {
    w.sim.faults.add({ kind: 'late', afterMs: 4_000 });
    await expect(w.run(() => post())).rejects.toThrow();
    await w.clock.runUntil(START + 3_999);
    expect(words()).toEqual([]);
    await w.clock.runUntil(START + 4_000);
    expect(words()).toEqual(['hello']);
    expect(() => w.sim.faults.add({ kind: 'late', afterMs: 6_000 })).toThrow(/5000/);
  });

  test('can be limited to one conversation, one method and a number of requests', async () => {
    w.sim.faults.add({ kind: 'precondition' }, { method: 'PUT', conversation: w.sim.channel.id, times: 2 });
    const statuses = await w.run(async () => {
      const id = await w.bot.sendCard(w.sim.channel.id, card('x'));
      const edit = () => w.bot.editCard(w.sim.channel.id, id, card('y'));
      return [await edit(), await edit(), await edit()];
    });
    expect(statuses).toEqual([412, 412, 200]);
  });
});

describe('a slow or resent activity', () => {
  test('is resent with the same id when it is a message without an answer for 15 s', async () => {
    let turns = 0;
    w.bot.answer = async () => {
      turns += 1;
      if (turns === 1) await w.clock.sleep(20_000);
      return undefined;
    };
    await w.run(() => w.sim.user('ana').say('help'));
    expect(w.bot.received.map((activity) => activity.text)).toEqual(['help', 'help']);
    expect(new Set(w.bot.received.map((activity) => activity.id)).size).toBe(1);
  });

  test('shows an error instead of being resent when it is a button press', async () => {
    w.bot.answer = async () => {
      await w.clock.sleep(20_000);
      return messageAnswer('too late');
    };
    const result = await w.run(async () => {
      const id = await w.bot.sendCard(w.sim.channel.id, card('x', { actions: [execute('Take it', 'claim')] }));
      return w.sim.user('ana').click(id, 'Take it');
    });
    expect(result).toMatchObject({ kind: 'failed', text: 'Unable to reach app. Please try again.' });
    expect(w.bot.received).toHaveLength(1);
  });

  test('reaches the bot twice after a planned resend, and the person sees the first answer', async () => {
    let n = 0;
    w.bot.answer = () => messageAnswer(`answer ${++n}`);
    w.sim.faults.resend();
    const result = await w.run(async () => {
      const id = await w.bot.sendCard(w.sim.channel.id, card('x', { actions: [execute('Take it', 'claim')] }));
      return w.sim.user('ana').click(id, 'Take it');
    });
    expect(result).toEqual({ kind: 'message', text: 'answer 1' });
    expect(w.bot.received.map((activity) => activity.id)).toEqual([w.bot.received[0]!.id, w.bot.received[0]!.id]);
  });
});
