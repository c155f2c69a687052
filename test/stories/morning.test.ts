import { afterEach, describe, expect, test } from 'vitest';
import { booked, wall } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { myCard } from '../../harness/msp/trade.ts';
import type { TeamsUser } from '../../sim/teams/index.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const today = ({ start }: { start: number }) => wall(start).startsWith('Mon');
const days = (person: TeamsUser) => person.inbox().filter((message) => message.words.startsWith('Your day'));

describe('the day card', () => {
  test.each([1, 2])('comes once in the morning and follows the day, with %i instances', async (copies) => {
    msp = await smallMsp({ visits: true, at: Date.UTC(2026, 10, 23, 5, 30), copies });
    await booked(msp, 'The reception printer is dead', 'ana', today);
    expect(days(msp.ana)).toEqual([]);
    await msp.clock.advance(Date.UTC(2026, 10, 23, 7, 3) - msp.clock.now());
    expect(days(msp.ana)).toHaveLength(1);
    expect(days(msp.ana)[0]?.words).toMatch(/1 visit, the first at .*Contoso Dental/s);
    expect(days(msp.ben)).toEqual([]);

    await booked(msp, 'The label printer is dead', 'ana', today);
    await msp.minutes(3);
    expect(days(msp.ana)).toHaveLength(1);
    expect(days(msp.ana)[0]?.words).toContain('2 visits');

    await client(msp, 'erika@contoso.example').cancels('We bought a new one');
    await msp.minutes(5);
    expect(days(msp.ana)).toHaveLength(1);
    expect(days(msp.ana)[0]?.words).toContain('1 visit,');
  });
});

describe('the dispatcher’s visits card', () => {
  test('shows who waits, who is where today, who is out, and Bookings appointments without a ticket', async () => {
    msp = await smallMsp({ visits: true, at: Date.UTC(2026, 10, 23, 7, 0) });
    const { start } = await booked(msp, 'The reception printer is dead', 'ana', today);
    const business = msp.graph?.sim.state.businesses.get(BUSINESS);
    const made = msp.graph!.sim.human.bookOnPage({
      business: BUSINESS,
      serviceId: [...business!.services.values()][0]!.id,
      start: start + 24 * 3_600_000,
      customer: { name: 'Somebody Else', mail: 'else@fabrikam.example' },
    });
    await msp.minutes(5);
    const reads: string[] = [];
    msp.graph!.sim.journal.listen(({ url }) => {
      if (decodeURIComponent(url).includes(made.id)) reads.push(url);
    });
    await msp.minutes(10);
    expect(reads).toEqual([]);

    await msp.does(() => msp.dana.say('sick Ben'));
    await msp.does(() => msp.dana.say('visits'));
    await msp.minutes(1);
    const { words } = myCard(msp.dana, 'Open visits');
    expect(words).toMatch(/1 today.*Contoso Dental/s);
    expect(words).toContain('else@fabrikam.example');
    expect(words).toContain('Ben Okafor is out until');

    msp.graph!.sim.human.cancelAppointment(made.id);
    await msp.minutes(3);
    await msp.does(() => msp.dana.say('visits'));
    await msp.minutes(1);
    expect(msp.dana.inbox().at(-1)?.words).not.toContain('else@fabrikam.example');
  });
});
