import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../helpers/small-msp.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const SECOND = 1_000;

describe('a flood over three copies', () => {
  it('stays within Teams’ limits, in the channel and in the tenant, also when a copy leaves in the middle of it', async () => {
    msp = await smallMsp({
      copies: 3,
      extraTechnicians: 60,
      haloLimit: { requests: 20_000, windowMs: 300_000 },
      policy: { queueCardAbove: 1_000 },
    });
    const began = msp.clock.now();
    const sent = () => msp.teams.log.entries.filter(({ direction, at }) => direction === 'out' && at >= began);
    // One conversation: a card in the channel for each ticket; the whole tenant: an offer to each technician.
    const tickets = Array.from({ length: 120 }, (_, n) => msp.ticket(`Monitor ${n} stays black`));
    await msp.clock.advance(50 * SECOND);
    expect(sent().length).toBeGreaterThan(60);
    await msp.stops(msp.callboards[0]!);
    await msp.minutes(4);

    // The simulator counts what arrives, apart from what it lets pass.
    expect(msp.teams.log.aboveLimits()).toEqual([]);
    expect(sent().filter(({ status }) => status === 429)).toEqual([]);
    const channel = msp.dana.channel().map(({ words }) => words);
    for (const [n] of tickets.entries()) {
      expect(channel.filter((words) => words.includes(`Monitor ${n} stays`))).toHaveLength(1);
    }
    // Nearly as much as one copy alone would send: 54 in half a minute.
    const inChannel = sent().filter(
      ({ conversation, what }) => conversation === msp.teams.channel.id && what === 'send',
    );
    const took = inChannel.at(-1)!.at - inChannel[0]!.at;
    expect(took).toBeLessThan(((tickets.length + 60) / 54) * 30 * SECOND);
  });
});
