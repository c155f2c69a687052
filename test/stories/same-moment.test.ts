import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../helpers/small-msp.ts';
import { channelCard, claims, myCard, whoIsAsked } from '../helpers/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('somebody changes a ticket in Halo while our assignment is on its way', () => {
  it('closed: the assignment does not hide it, the next poll closes it here', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer jams again');
    await msp.minutes(1);
    // Halo takes its time: the ticket was read open, and is closed before the assignment is applied.
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 3_000, then: 'answer' });
    const asked = whoIsAsked(msp, 'Printer jams');
    await claims(msp, asked, myCard(asked, 'Printer jams'));
    await msp.clock.advance(1_000);
    msp.halo.people.close(ticket);
    await msp.minutes(1);
    expect((await msp.history(ticket)).map((event) => event.kind)).toContain('psa-confirmed');
    expect((await msp.store.get('tickets', String(ticket)))?.data.phase).toBe('closed');
    expect(channelCard(msp.mara, 'Printer jams').words).toContain('Closed');
  });

  it('renamed: its new words are read', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer jams again');
    await msp.minutes(1);
    msp.halo.faults.add({ method: 'POST', path: '/Tickets', applies: 3_000, then: 'answer' });
    const asked = whoIsAsked(msp, 'Printer jams');
    await claims(msp, asked, myCard(asked, 'Printer jams'));
    await msp.clock.advance(1_000);
    msp.halo.people.rename(ticket, 'Printer is on fire');
    await msp.minutes(1);
    expect((await msp.store.get('texts', String(ticket)))?.data.psa.title).toBe('Printer is on fire');
  });
});
