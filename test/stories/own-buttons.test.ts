import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

/** What stands first on the card that somebody finds in the channel, before anything is unfolded. */
const offersFirst = (who: Parameters<typeof channelCard>[0], count = 2) =>
  channelCard(who, 'VPN drops')
    .actions.filter((title) => !/^\d+$/.test(title))
    .slice(0, count);

describe('one card in the channel with each person’s own buttons', () => {
  it('the dispatcher approves, the asked person takes it, the others take it with a reason', async () => {
    msp = await smallMsp();
    msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    const other = msp.technicians.find((person) => person !== asked)!;
    for (const person of [msp.dana, msp.mara, asked, other]) await msp.does(() => person.open('channel'));
    const approve = `Approve ${asked.person.name.split(' ')[0] ?? ''}`;
    expect(offersFirst(msp.dana)).toEqual([approve, 'Give to…']);
    expect(offersFirst(msp.mara)).toEqual([approve, 'Give to…']);
    expect(offersFirst(asked)).toEqual(['Take it', 'Give to…']);
    expect(offersFirst(other)).toEqual(['Take it', 'Give to…']);
    // Colleagues' minutes are the dispatcher's to see, and nobody else's.
    expect(channelCard(msp.dana, 'VPN drops').words).toContain('Next best');
    for (const person of [asked, other]) expect(channelCard(person, 'VPN drops').words).not.toContain('Next best');

    // The card follows for everybody, each in their own view, without anybody looking anew.
    await claims(msp, asked, channelCard(asked, 'VPN drops'));
    await msp.minutes(0.2);
    expect(offersFirst(asked, 1)).toEqual(['Undo']);
    expect(offersFirst(msp.dana, 1)).toEqual(['Undo']);
    expect(offersFirst(other, 1)).toEqual(['More']);
    await msp.minutes(2);
    for (const person of [asked, msp.dana]) expect(channelCard(person, 'VPN drops').actions).not.toContain('Undo');
  });

  it('an edit refreshes the card only for people who see a different card, and never fails them', async () => {
    msp = await smallMsp();
    msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    const card = channelCard(msp.ben, 'VPN drops').card as { refresh?: { userIds?: readonly string[] } } | undefined;
    expect(new Set(card?.refresh?.userIds)).toEqual(
      new Set([asked, msp.dana, msp.mara].map((user) => user.person.mri)),
    );
    await claims(msp, asked, myCard(asked, 'VPN drops'));
    await msp.minutes(1);
    for (const person of [asked, msp.dana, msp.mara]) {
      expect(channelCard(person, 'VPN drops')).toMatchObject({ stuck: false });
      expect(channelCard(person, 'VPN drops').words).toContain('took it');
    }
    expect(msp.teams.log.aboveLimits()).toEqual([]);
  });
});
