import { afterEach, describe, expect, it } from 'vitest';
import { MONDAY, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, isAskedAbout, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('a ticket changed by hand in HaloPSA', () => {
  it.each([
    ['assigned', (ticket: number) => msp.halo.people.assign(ticket, msp.agents.chris), 'Chris Lindqvist'],
    ['closed', (ticket: number) => msp.halo.people.close(ticket), 'losed'],
    ['merged', (ticket: number) => msp.halo.people.merge(ticket, msp.ticket('Another one')), 'No longer there'],
    ['deleted', (ticket: number) => msp.halo.people.remove(ticket), 'No longer there'],
    ['purged', (ticket: number) => msp.halo.people.purge(ticket), 'No longer there'],
  ])('%s while it is offered: card and queue follow within one poll', async (_what, change, words) => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'Monitor');
    change(ticket);
    await msp.clock.advance(35_000);
    expect(isAskedAbout(asked, 'Monitor')).toBe(false);
    expect(channelCard(msp.dana, 'Monitor').words).toContain(words);
  });

  it('wins over a racing claim; the claimant is told, and both are in the log', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const asked = whoIsAsked(msp, 'Monitor');
    const other = asked === msp.chris ? msp.ana : msp.chris;
    msp.halo.people.assign(ticket, msp.agents[other.person.key as 'ana']);
    await claims(msp, asked, myCard(asked, 'Monitor'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(other.person.name);
    expect(msp.haloNotes(ticket)).toEqual([]);
    const kinds = (await msp.history(ticket)).map((event) => event.kind);
    expect(kinds).toContain('claimed');
    expect(kinds).toContain('psa-won');
    expect(myCard(asked, 'Monitor').words).toContain(other.person.name);
  });
});

describe('HaloPSA down for an hour', () => {
  it('claims keep working, cards say so, one card catches up, and everything is written once', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    msp.halo.faults.down(62 * 60_000);
    const asked = whoIsAsked(msp, 'Monitor');
    await claims(msp, asked, myCard(asked, 'Monitor'));
    await msp.minutes(2);
    expect(myCard(asked, 'Monitor').words).toContain('ot yet in HaloPSA');
    await msp.minutes(58);
    const waiting = Array.from({ length: 5 }, (_, n) => msp.ticket(`Keyboard ${n + 1} is broken`));
    await msp.minutes(20);
    expect(msp.haloOwner(ticket)).toBe(asked.person.name);
    expect(msp.haloNotes(ticket)).toHaveLength(1);
    expect(myCard(asked, 'Monitor').words).not.toContain('ot yet in HaloPSA');
    const catchUps = msp.dana
      .channel()
      .filter(
        (message) =>
          message.words.includes('HaloPSA') && /answer|back|again/i.test(message.words) && message.words.includes('5'),
      );
    expect(catchUps.length).toBeGreaterThanOrEqual(1);
    for (const id of waiting) expect((await msp.history(id)).filter((event) => event.kind === 'heard')).toHaveLength(1);
  });
});

describe('HaloPSA down before the day begins', () => {
  it('one catch-up card follows, and tickets that came meanwhile are heard once', async () => {
    msp = await smallMsp({ at: MONDAY - 30 * 60_000 });
    await msp.minutes(2);
    msp.halo.faults.down(25 * 60_000);
    await msp.minutes(10);
    const tickets = Array.from({ length: 12 }, (_, n) => msp.ticket(`Monitor ${n + 1} stays black`));
    await msp.minutes(20);
    for (const id of tickets) expect((await msp.history(id)).filter((event) => event.kind === 'heard')).toHaveLength(1);
    const surfaces = (await msp.store.query('surfaces', { index: 'byState', eq: ['posted'], limit: 100 })).docs;
    expect(surfaces.filter((doc) => doc.data.kind === 'catch-up')).toHaveLength(1);
    expect(surfaces.filter((doc) => doc.data.kind === 'queue')).toHaveLength(1);
  });
});
