import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, isAskedAbout, saidTo } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('a hundred people claim one ticket at the same time', () => {
  it('one becomes the owner, ninety-nine are told who, and the PSA gets one assignment and one note', async () => {
    msp = await smallMsp({ extraTechnicians: 97 });
    await msp.does(() => msp.dana.say('pause'));
    const ticket = msp.ticket('Keyboard is broken');
    await msp.minutes(1);
    const card = channelCard(msp.dana, 'Keyboard').id;
    const people = msp.technicians;
    expect(people).toHaveLength(100);

    const answers = await msp.does(() =>
      Promise.all(people.map((person) => person.click(card, 'Take it').then(saidTo, String))),
    );
    await msp.minutes(2);

    const owner = msp.haloOwner(ticket);
    expect(owner).toBeDefined();
    const history = await msp.history(ticket);
    expect(history.filter((event) => event.kind === 'claimed')).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes(`${owner ?? ''} took`))).toHaveLength(99);
    expect(msp.haloNotes(ticket)).toHaveLength(1);
    const assigned = (msp.halo.state.audits.get(ticket) ?? []).filter((entry) =>
      JSON.stringify(entry).includes('agent'),
    );
    expect(assigned).toHaveLength(1);
    expect(channelCard(msp.dana, 'Keyboard').words).toContain(owner);
    expect(people.some((person) => isAskedAbout(person, 'Keyboard'))).toBe(false);
  });
});
