import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, isAskedAbout, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

describe('the desk’s policy', () => {
  it('records decisions in shadow mode and asks nobody, and the card says so', async () => {
    msp = await smallMsp({ policy: { mode: 'shadow' } });
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(5);
    expect(await kinds(ticket)).toEqual(['heard', 'triaged', 'decided']);
    expect(msp.technicians.some((person) => isAskedAbout(person, 'Monitor'))).toBe(false);
    expect(channelCard(msp.ana, 'Monitor').words).toContain('asks nobody for now');
  });

  it('holds back what can wait in quiet hours and nothing urgent, and the card says so', async () => {
    msp = await smallMsp({ policy: { quietHours: { from: '08:00', to: '09:00' } } });
    const calm = msp.ticket('Monitor stays black');
    const urgent = msp.ticket('Nobody in the company can work, the internet is down', 'Everything is down.');
    await msp.minutes(3);
    expect(await kinds(calm)).not.toContain('offered');
    expect(channelCard(msp.ana, 'Monitor').words).toContain('quiet time');
    expect(await kinds(urgent)).toContain('offered');
    await msp.minutes(31);
    expect(await kinds(calm)).toContain('offered');
  });

  it('limits a person’s open offers; the rest follow when they answer', async () => {
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
