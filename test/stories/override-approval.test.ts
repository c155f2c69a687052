import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, fillsIn, isAskedAbout, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const phase = async (ticket: number) => (await msp.store.get('tickets', String(ticket)))?.data.phase;
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

/** A technician takes what is offered to another; policy lets a dispatcher decide. */
async function proposed() {
  msp = await smallMsp({ policy: { overrideNeedsApproval: true } });
  const ticket = msp.ticket('Monitor stays black');
  await msp.minutes(1);
  const first = whoIsAsked(msp, 'Monitor');
  const second = msp.technicians.find((person) => person !== first)!;
  await fillsIn(msp, second, channelCard(second, 'Monitor'), 'Take', { reason: 'knows-client' });
  return { ticket, first, second };
}

describe('while a dispatcher decides about an override', () => {
  it('the dispatcher is asked in their own chat with a notification, and a yes makes the override stand', async () => {
    const { ticket, first, second } = await proposed();
    await msp.clock.advance(10_000);
    const card = myCard(msp.dana, 'Monitor');
    expect(card.actions.some((title) => title.startsWith('Give to'))).toBe(true);
    expect(msp.dana.toasts().filter((toast) => toast.messageId === card.id)).toMatchObject([{ alert: true }]);
    expect(isAskedAbout(first, 'Monitor')).toBe(true);
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBeUndefined();
    expect(await phase(ticket)).toBe('approval');
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Monitor').id, 'accept-proposal'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(second.person.name);
    expect(await kinds(ticket)).toEqual(expect.arrayContaining(['override-proposed', 'overridden']));
  });

  it('a no leaves the offer as it was', async () => {
    const { ticket, first } = await proposed();
    await msp.clock.advance(5_000);
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Monitor').id, 'reject-proposal'));
    await msp.clock.advance(5_000);
    expect(await phase(ticket)).toBe('offered');
    expect(isAskedAbout(first, 'Monitor')).toBe(true);
  });

  it('an expired offer is over: after a no the next person is asked', async () => {
    const { ticket, first, second } = await proposed();
    await msp.minutes(15);
    expect(await phase(ticket)).toBe('approval');
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Monitor').id, 'reject-proposal'));
    await msp.minutes(1);
    expect(isAskedAbout(first, 'Monitor')).toBe(false);
    expect(await phase(ticket)).toBe('offered');
    expect(second.toasts().length).toBeGreaterThan(0);
    await msp.minutes(60);
    expect(await phase(ticket)).toBe('coordinator');
  });

  it('a decline by the asked person leaves the decision with the dispatcher', async () => {
    const { ticket, first, second } = await proposed();
    await msp.clock.advance(10_000);
    await fillsIn(msp, first, myCard(first, 'Monitor'), 'Not me', { reason: 'no-time' });
    await msp.minutes(1);
    expect(await phase(ticket)).toBe('approval');
    await msp.does(() => msp.dana.click(myCard(msp.dana, 'Monitor').id, 'accept-proposal'));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(second.person.name);
  });
});
