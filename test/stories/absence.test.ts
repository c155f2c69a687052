import { afterEach, describe, expect, it } from 'vitest';
import { MONDAY, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const HOUR = 3_600_000;

describe('a sick call', () => {
  it('stops offers to the sick technician and lets the dispatcher move their work', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Printer on the second floor jams', 'It jams every time.');
    await msp.minutes(1);
    const ill = whoIsAsked(msp, 'second floor');
    await claims(msp, ill, myCard(ill, 'second floor'));
    await msp.minutes(1);
    const illAgent = msp.agents[ill.person.key as 'ana'];

    // Ten to nine, on the phone: "I am in bed." Somebody enters it in Halo.
    msp.halo.seed.holiday({
      agent_id: illAgent,
      date: MONDAY - HOUR,
      end_date: MONDAY + 12 * HOUR,
      name: 'Sick',
    });
    await msp.minutes(12);
    const later = Array.from({ length: 4 }, (_, n) => msp.ticket(`Printer ${n + 1} is offline`, 'Nobody can print.'));
    await msp.minutes(5);
    expect(later.some((_, n) => isAskedAbout(ill, `Printer ${n + 1} is offline`))).toBe(false);

    const other = msp.technicians.find((person) => person !== ill)!;
    await fillsIn(msp, msp.dana, channelCard(msp.dana, 'second floor'), 'Give to', {
      to: `agent:${msp.agents[other.person.key as 'ana']}`,
      reason: 'workload',
    });
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(other.person.name);
    expect(myCard(other, 'second floor').words).toContain('Contoso Dental');
    expect((await msp.history(ticket)).at(-1)?.kind).toBe('psa-confirmed');
  });
});

describe('an offer that nobody answers', () => {
  it('passes on a P1 after two minutes', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket(
      'Server down, nobody in the company can work',
      'Everything is down since 8:20. Please hurry!',
    );
    await msp.minutes(1);
    expect((await msp.store.get('tickets', String(ticket)))?.data.priority).toBe(1);
    await msp.minutes(3);
    const offers = (await msp.history(ticket)).filter((event) => event.kind === 'offered');
    expect(offers.length).toBeGreaterThanOrEqual(2);
    expect((offers[1]?.at ?? 0) - (offers[0]?.at ?? 0)).toBeLessThanOrEqual(2 * 60_000 + 5_000);
  });
});

describe('at night', () => {
  it('Callboard asks the on-call list for urgent tickets and gives the rest their first slot, and the card says so', async () => {
    msp = await smallMsp({ at: MONDAY + 13 * HOUR });
    const urgent = msp.ticket('Server down, nobody in the company can work', 'Everything is down. Please hurry!');
    const calm = msp.ticket('Printer on the second floor jams', 'It jams now and then.');
    await msp.minutes(2);
    expect(isAskedAbout(msp.chris, 'Server down')).toBe(true);
    expect((await msp.history(urgent)).map((event) => event.kind)).toContain('offered');
    expect((await msp.store.get('tickets', String(calm)))?.data.firstSlot).toBeDefined();
    expect(channelCard(msp.dana, 'second floor').words).toMatch(/Tue/);
  });

  it('Callboard offers a ticket that waited for its first slot when the shift begins', async () => {
    msp = await smallMsp({ at: MONDAY + 22.5 * HOUR });
    const calm = msp.ticket('Printer on the second floor jams', 'It jams now and then.');
    await msp.minutes(5);
    expect((await msp.history(calm)).some((event) => event.kind === 'offered')).toBe(false);
    await msp.minutes(61);
    expect((await msp.history(calm)).some((event) => event.kind === 'offered')).toBe(true);
  });
});
