import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('two people claim the same ticket', () => {
  it('the first gets it and the second is politely told who has it', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Printer on the second floor');
    const second = msp.technicians.find((person) => person !== first)!;

    await msp.does(() => second.openDialog(channelCard(second, 'Printer').id, 'Take it'));
    await claims(msp, first, myCard(first, 'Printer on the second floor'));
    const answer = await msp.does(() => second.submitDialog({ reason: 'nearer' }));
    await msp.minutes(1);

    expect(saidTo(answer)).toContain(first.person.name);
    expect(msp.haloOwner(ticket)).toBe(first.person.name);
    expect(msp.haloNotes(ticket)).toHaveLength(1);
  });

  it('a person who takes a colleague’s offer is asked for one reason, which is logged', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Printer on the second floor');
    const second = msp.technicians.find((person) => person !== first)!;

    await fillsIn(msp, second, channelCard(second, 'Printer'), 'Take', { reason: 'knows-client' });
    await msp.minutes(1);

    expect(msp.haloOwner(ticket)).toBe(second.person.name);
    expect(isAskedAbout(first, 'Printer')).toBe(false);
    const claimed = (await msp.history(ticket)).find((event) => event.kind === 'claimed');
    expect(claimed?.data['reason']).toBe('knows-client');
    expect(msp.haloNotes(ticket)[0]).toContain('knows the client');
  });
});
