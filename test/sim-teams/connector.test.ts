import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

describe('smoke', () => {
  test('a card sent to the channel is seen and clicked', async () => {
    w.bot.answer = (activity) =>
      activity.name === 'adaptiveCard/action'
        ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'ok' }
        : undefined;
    const result = await w.run(async () => {
      const id = await w.bot.sendCard(w.sim.channel.id, {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'TextBlock', text: 'Printer is out' }],
        actions: [{ type: 'Action.Execute', title: 'Take it', verb: 'claim', data: { ticketId: '7' } }],
      });
      expect(w.sim.user('ana').sees('Printer is out')).toBe(true);
      return w.sim.user('ana').click(id, 'Take it');
    });
    expect(result).toEqual({ kind: 'message', text: 'ok' });
  });
});
