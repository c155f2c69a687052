import { DETAILS } from './booked.ts';
import type { SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, fillsIn } from '../../harness/msp/trade.ts';

export const MALLORY = 'mallory@client.example';

/**
 * A client with these words in every field, and their ticket, given to Ana, so that times have been sent. `notes`: what the
 * PSA notes of them, too.
 */
export async function malloryWrites(
  msp: SmallMsp,
  words: string,
  o: { notes: boolean; details: string },
): Promise<number> {
  const noted = o.notes ? { notes: words, callhandlingnotes: words } : {};
  const row = msp.halo.seed.client({ name: `Client ${words}`, ...noted });
  if (o.notes) row.popup_notes.push(words);
  const site = msp.halo.seed.site({
    client_id: row.id,
    name: words,
    address: `1 High Street ${words}`,
    ...(o.notes ? { phonenumber: words } : {}),
  });
  const user = msp.halo.seed.user({
    name: `Mallory ${words}`,
    emailaddress: MALLORY,
    client_id: row.id,
    site_id: site.id,
  });
  const about = { client_id: row.id, user_id: user.id };
  const ticket = msp.ticket(`The reception printer is dead ${words}`, `${DETAILS}${o.details}`, about);
  await msp.minutes(2);
  await fillsIn(msp, msp.dana, channelCard(msp.dana, 'printer'), 'Give to', {
    to: `agent:${msp.agents.ana}`,
    reason: 'workload',
  });
  await msp.minutes(3);
  return ticket;
}
