import { afterEach, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

it('a message that Teams accepts twice without answering is sent a third time, and both copies are counted', async () => {
  msp = await smallMsp();
  const channel = msp.teams.channel.id;
  msp.teams.faults.add(
    { kind: 'error', status: 502, stored: true },
    { method: 'POST', conversation: channel, times: 2 },
  );
  msp.teams.faults.add({ kind: 'throttle', retryAfterS: 1 }, { method: 'POST', conversation: channel });
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(5);
  const cards = msp.mara.channel().filter((message) => message.words.includes('Printer jams again'));
  expect(cards).toHaveLength(3);
  // The attempt that Teams refused for certain left nothing and counts for nothing.
  expect((await msp.store.get('surfaces', `ticket:${ticket}`))?.data).toMatchObject({ copies: 2, state: 'posted' });
});
