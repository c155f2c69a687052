import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, isAskedAbout, myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

describe('undo', () => {
  it('gives a claim back within a minute, also in HaloPSA, and does not ask the same person again', async () => {
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

  it('ends after a minute, and its button disappears', async () => {
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

  it('is allowed for the person who decided and for dispatchers, and refused for colleagues', async () => {
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
