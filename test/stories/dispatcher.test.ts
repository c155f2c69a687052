import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('a dispatcher', () => {
  it('approves the suggestion with one tap', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'VPN drops').id, 'approve'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(asked.person.name);
    expect(msp.haloNotes(ticket)[0]).toContain('approved by Dana Whitfield');
  });

  it('overrides it with a reason and can undo that for a minute; then the person who was passed over is asked again', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'VPN drops');
    const other = msp.technicians.find((person) => person !== asked)!;
    const id = `agent:${msp.agents[other.person.key as 'ana']}`;
    await fillsIn(msp, msp.dana, channelCard(msp.dana, 'VPN drops'), 'Give to', { to: id, reason: 'workload' });
    await msp.clock.advance(20_000);
    expect(msp.haloOwner(ticket)).toBe(other.person.name);
    expect(isAskedAbout(asked, 'VPN drops')).toBe(false);

    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'VPN drops').id, 'undo'));
    await msp.clock.advance(20_000);
    expect((await msp.history(ticket)).map((event) => event.kind)).toContain('undone');
    expect(msp.haloOwner(ticket)).toBeUndefined();
    expect(isAskedAbout(asked, 'VPN drops')).toBe(true);
  });

  it('is told when an action is for technicians only', async () => {
    msp = await smallMsp();
    msp.ticket('VPN drops every ten minutes');
    await msp.minutes(1);
    const answer = await msp.does(() => msp.ben.click(channelCard(msp.ben, 'VPN drops').id, 'approve'));
    expect(saidTo(answer)).toContain('Ask a dispatcher');
  });

  it('pauses all offers, which everybody sees, and resumes them', async () => {
    msp = await smallMsp();
    await msp.does(() => msp.dana.say('pause'));
    msp.ticket('Scanner does not scan');
    await msp.minutes(2);
    expect(msp.technicians.some((person) => isAskedAbout(person, 'Scanner'))).toBe(false);
    expect(msp.ana.channel().some((message) => message.words.includes('paused'))).toBe(true);
    // And not that everybody is busy.
    expect(channelCard(msp.ana, 'Scanner').words).toContain('All offers are paused');
    await msp.does(() => msp.dana.say('resume'));
    await msp.minutes(1);
    expect(whoIsAsked(msp, 'Scanner')).toBeDefined();
  });

  it('gets a card for a ticket that nobody took, with who was asked for ten minutes each', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'second floor');
    await msp.minutes(10);
    expect(whoIsAsked(msp, 'second floor')).not.toBe(first);
    expect(myCard(first, 'second floor').actions.some((title) => title.startsWith('Take'))).toBe(false);
    await msp.minutes(60);
    const kinds = (await msp.history(ticket)).map((event) => event.kind);
    expect(kinds.filter((kind) => kind === 'unanswered').length).toBeGreaterThanOrEqual(2);
    expect(kinds).toContain('to-coordinator');
    expect(myCard(msp.dana, 'second floor').words).toContain(first.person.name);
    expect(myCard(msp.dana, 'second floor').words).toMatch(/coordinator|look/i);
    expect(msp.haloOwner(ticket)).toBeUndefined();
  });

  it('sees an owner hand a ticket over with a note', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Scanner does not scan');
    await msp.minutes(1);
    const owner = whoIsAsked(msp, 'Scanner');
    await claims(msp, owner, myCard(owner, 'Scanner'));
    await msp.minutes(1);
    const other = msp.technicians.find((person) => person !== owner)!;
    const id = `agent:${msp.agents[other.person.key as 'ana']}`;
    await fillsIn(msp, owner, myCard(owner, 'Scanner'), 'Hand', { to: id, note: 'Driver is installed, cable is not.' });
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(other.person.name);
    expect(msp.haloNotes(ticket).join()).toContain('cable is not');
    expect(myCard(other, 'Scanner').words).toContain('Scanner');
  });
});
