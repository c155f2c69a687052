import { afterEach, describe, expect, it } from 'vitest';
import type { PostedCard } from '../../desk/ports/collections.ts';
import { postOrRedraw } from '../../desk/posts/posted-cards.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const SECOND = 1_000;
const IN_CHANNEL = 150;
const EACH = 3;

/** Something to say there, all at once. */
async function flood(conversation: PostedCard['conversation'], times: number): Promise<void> {
  const name = conversation === 'channel' ? conversation : conversation.personId;
  const writes = Array.from({ length: times }, (_, n) =>
    postOrRedraw(undefined, {
      id: `said:flood:${name}:${n}`,
      surface: { kind: 'notice', conversation, content: { key: 'help', values: {} } },
      now: msp.clock.now(),
      effectId: '0',
    }),
  );
  await msp.store.commit(writes.flat());
}

describe('a flood of messages over three instances', () => {
  it('stays within Teams’ limits in the channel and the tenant, even when an instance leaves in the middle', async () => {
    msp = await smallMsp({ copies: 3, extraTechnicians: 40 });
    await msp.minutes(1);
    const people = (await msp.store.query('people', { index: 'byName', limit: 100 })).docs;
    const began = msp.clock.now();
    const sent = () =>
      msp.teams.log.entries.filter(({ direction, what, at }) => direction === 'out' && what === 'send' && at >= began);
    await flood('channel', IN_CHANNEL);
    for (const person of people) await flood({ personId: person.id }, EACH);
    await msp.clock.advance(20 * SECOND);
    expect(sent().length).toBeGreaterThan(people.length);
    await msp.stops(msp.callboards[0]!);
    await msp.minutes(3);

    // The simulator counts what arrives, apart from what it lets pass.
    expect(msp.teams.log.aboveLimits()).toEqual([]);
    expect(sent().filter(({ status }) => status === 429)).toEqual([]);
    expect(sent()).toHaveLength(IN_CHANNEL + people.length * EACH);
    // Nearly as fast as one copy alone: 54 in half a minute.
    const inChannel = sent().filter(({ conversation }) => conversation === msp.teams.channel.id);
    const took = inChannel.at(-1)!.at - inChannel[0]!.at;
    expect(took).toBeLessThan((IN_CHANNEL / 54 + 1) * 30 * SECOND);
  });
});
