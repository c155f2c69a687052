import { afterEach, describe, expect, it } from 'vitest';
import { MONDAY, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const HOUR = 3_600_000;
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

describe('undo', () => {
  it('gives a claim back within a minute, and HaloPSA too; whoever undid is not asked again', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const ana = whoIsAsked(msp, 'Monitor');
    await claims(msp, ana, myCard(ana, 'Monitor'));
    await msp.clock.advance(20_000);
    expect(msp.haloOwner(ticket)).toBe(ana.person.name);
    await msp.does(() => ana.click(myCard(ana, 'Monitor').id, 'undo'));
    await msp.clock.advance(20_000);
    expect(msp.haloOwner(ticket)).toBeUndefined();
    expect(isAskedAbout(ana, 'Monitor')).toBe(false);
    expect(whoIsAsked(msp, 'Monitor')).not.toBe(ana);
  });

  it('is over after a minute, and its button is gone', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const ana = whoIsAsked(msp, 'Monitor');
    await claims(msp, ana, myCard(ana, 'Monitor'));
    const card = myCard(ana, 'Monitor');
    expect(card.actions).toContain('Undo');
    await msp.minutes(2);
    expect(myCard(ana, 'Monitor').actions).not.toContain('Undo');
    expect(await kinds(ticket)).not.toContain('undone');
  });

  it('is for whoever decided, or a dispatcher; a colleague is refused', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const ana = whoIsAsked(msp, 'Monitor');
    const other = msp.technicians.find((person) => person !== ana)!;
    await claims(msp, ana, myCard(ana, 'Monitor'));
    await msp.clock.advance(10_000);
    const answer = await msp.does(() => other.click(channelCard(other, 'Monitor').id, 'undo'));
    expect(saidTo(answer)).toContain('Ask a dispatcher');
    expect(await kinds(ticket)).not.toContain('undone');
  });
});

describe('an override that policy lets a dispatcher decide', () => {
  it('waits for a yes, and then stands', async () => {
    msp = await smallMsp({ policy: { overrideNeedsApproval: true } });
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Monitor');
    const second = msp.technicians.find((person) => person !== first)!;
    await fillsIn(msp, second, channelCard(second, 'Monitor'), 'Take', { reason: 'knows-client' });
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBeUndefined();
    expect((await msp.store.get('tickets', String(ticket)))?.data.phase).toBe('approval');
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Monitor').id, 'accept-proposal'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(second.person.name);
    expect(await kinds(ticket)).toEqual(expect.arrayContaining(['override-proposed', 'overridden']));
  });

  it('falls with a no, and the offer stands as before', async () => {
    msp = await smallMsp({ policy: { overrideNeedsApproval: true } });
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Monitor');
    const second = msp.technicians.find((person) => person !== first)!;
    await fillsIn(msp, second, channelCard(second, 'Monitor'), 'Take', { reason: 'knows-client' });
    await msp.clock.advance(5_000);
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Monitor').id, 'reject-proposal'));
    await msp.clock.advance(5_000);
    expect((await msp.store.get('tickets', String(ticket)))?.data.phase).toBe('offered');
    expect(isAskedAbout(first, 'Monitor')).toBe(true);
  });
});

describe('decline and release', () => {
  it('a reason, and the next person is asked; the reason stands in the log as a code', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Monitor');
    await fillsIn(msp, first, myCard(first, 'Monitor'), 'Not me', { reason: 'no-time' });
    await msp.minutes(1);
    expect(whoIsAsked(msp, 'Monitor')).not.toBe(first);
    const declined = (await msp.history(ticket)).find((event) => event.kind === 'declined');
    expect(declined?.data).toEqual({ reason: 'no-time' });
  });

  it('an owner who gives it back is not asked again, and HaloPSA shows nobody until the next takes it', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const first = whoIsAsked(msp, 'Monitor');
    await claims(msp, first, myCard(first, 'Monitor'));
    await msp.minutes(2);
    await fillsIn(msp, first, myCard(first, 'Monitor'), 'Release', { reason: 'missing-skill' });
    await msp.clock.advance(20_000);
    expect(msp.haloOwner(ticket)).toBeUndefined();
    const next = whoIsAsked(msp, 'Monitor');
    expect(next).not.toBe(first);
    await claims(msp, next, myCard(next, 'Monitor'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(next.person.name);
    expect(msp.haloNotes(ticket)).toHaveLength(3);
  });
});

describe('policy', () => {
  it('shadow mode records a decision and asks nobody', async () => {
    msp = await smallMsp({ policy: { mode: 'shadow' } });
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(5);
    expect(await kinds(ticket)).toEqual(['heard', 'triaged', 'decided']);
    expect(msp.technicians.some((person) => isAskedAbout(person, 'Monitor'))).toBe(false);
  });

  it('quiet hours hold back what can wait, and nothing that cannot', async () => {
    msp = await smallMsp({ policy: { quietHours: { from: '08:00', to: '09:00' } } });
    const calm = msp.ticket('Monitor stays black');
    const urgent = msp.ticket('Nobody in the company can work, the internet is down', 'Everything is down.');
    await msp.minutes(3);
    expect(await kinds(calm)).not.toContain('offered');
    expect(await kinds(urgent)).toContain('offered');
    await msp.minutes(31);
    expect(await kinds(calm)).toContain('offered');
  });

  it('sends what nobody understands to the coordinator of its kind, who is told what was tried', async () => {
    msp = await smallMsp({
      policy: { coordinators: { default: ['dana@northwind-msp.example'], unclear: ['mara@northwind-msp.example'] } },
    });
    const ticket = msp.ticket('Question', 'Could you have a look?');
    await msp.minutes(2);
    expect(await kinds(ticket)).toContain('to-coordinator');
    expect(myCard(msp.mara, String(ticket)).words).toMatch(/coordinator/i);
    expect(msp.dana.inbox().some((message) => message.words.includes(String(ticket)))).toBe(false);
  });

  it('one person can hold only so many open offers; the rest waits and follows when they answer', async () => {
    msp = await smallMsp();
    const tickets = Array.from({ length: 9 }, (_, n) => msp.ticket(`Monitor ${n + 1} stays black`));
    await msp.minutes(1);
    const offered = async () => {
      let count = 0;
      for (const ticket of tickets) if ((await kinds(ticket)).includes('offered')) count += 1;
      return count;
    };
    expect(await offered()).toBeLessThanOrEqual(6);
    const before = await offered();
    const ana = whoIsAsked(msp, 'Monitor');
    await claims(
      msp,
      ana,
      ana.inbox().find((m) => m.actions.some((a) => a.startsWith('Take')))!,
    );
    await msp.minutes(1);
    expect(await offered()).toBeGreaterThan(before);
  });
});

describe('people whom no card reaches', () => {
  it('do not keep an offer: the next person is asked at once, and the dispatcher hears of it', async () => {
    msp = await smallMsp();
    for (const person of [msp.ana, msp.ben]) person.block();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    expect(isAskedAbout(msp.chris, 'second floor')).toBe(true);
    expect((await kinds(ticket)).filter((kind) => kind === 'unanswered').length).toBeGreaterThan(0);
    expect(
      msp.dana
        .channel()
        .some((message) => message.words.includes('Ana Moreau') || message.words.includes('Ben Okafor')),
    ).toBe(true);
  });
});

describe('our own standstill', () => {
  it('ends with one catch-up card, and what came meanwhile is heard once', async () => {
    msp = await smallMsp({ at: MONDAY - HOUR / 2 });
    await msp.minutes(2);
    msp.halo.faults.down(25 * 60_000);
    await msp.minutes(10);
    const tickets = Array.from({ length: 12 }, (_, n) => msp.ticket(`Monitor ${n + 1} stays black`));
    await msp.minutes(20);
    for (const ticket of tickets) expect((await kinds(ticket)).filter((kind) => kind === 'heard')).toHaveLength(1);
    const surfaces = (await msp.store.query('surfaces', { index: 'byState', eq: ['posted'], limit: 100 })).docs;
    expect(surfaces.filter((doc) => doc.data.kind === 'catch-up')).toHaveLength(1);
    expect(surfaces.filter((doc) => doc.data.kind === 'queue')).toHaveLength(1);
  });
});
