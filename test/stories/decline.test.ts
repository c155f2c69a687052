import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('declining and releasing a ticket', () => {
  it('asks the next person and logs the reason as a code', async () => {
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

  it('does not ask an owner again who released the ticket, and HaloPSA shows nobody until somebody takes it', async () => {
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
