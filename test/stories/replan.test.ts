import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUSINESS } from '../helpers/graph-tenant.ts';
import { booked, visitOf, wall } from '../helpers/booked.ts';
import { smallMsp, type SmallMsp } from '../helpers/small-msp.ts';
import { myCard, saidTo } from '../helpers/trade.ts';

let msp: SmallMsp;
beforeEach(async () => {
  msp = await smallMsp({ visits: true });
});
afterEach(() => msp.close());

const tuesday = ({ start }: { start: number }) => wall(start).startsWith('Tue');
const appointments = () => [...(msp.graph?.sim.state.businesses.get(BUSINESS)?.appointments.values() ?? [])];
const idOf = (who: 'ana' | 'ben' | 'chris') => `agent:${msp.agents[who]}`;
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

/** Time goes on to Tuesday, seven in the morning in London. */
async function tuesdayMorning(): Promise<void> {
  const now = msp.clock.now();
  const seven = Date.UTC(2026, 10, 24, 7, 0);
  await msp.clock.advance(seven - now);
}

async function threeVisitsOfAna() {
  const first = await booked(msp, 'The reception printer is dead', 'ana', tuesday);
  const second = await booked(msp, 'The label printer is dead', 'ana', tuesday);
  const third = await booked(msp, 'The archive printer is dead', 'ana', tuesday);
  await tuesdayMorning();
  return [first, second, third] as const;
}

describe('Ana is sick', () => {
  test('one tap hands her visits over; each client keeps their time and is told who comes', async () => {
    const visits = await threeVisitsOfAna();
    const mails = () => msp.graph?.sim.human.inbox('erika@contoso.example').length ?? 0;
    await msp.does(() => msp.dana.say('sick Ana'));
    await msp.minutes(1);
    const card = myCard(msp.dana, 'Ana Moreau is out today');
    console.log(card.words, card.actions);
    expect(card.words).toContain('3 visits move');
    const before = mails();
    await msp.does(() => msp.dana.click(card.id, 'apply-replan'));
    await msp.minutes(3);
    for (const { ticket, start } of visits) {
      const visit = await visitOf(msp, ticket);
      expect(visit).toMatchObject({ state: 'confirmed', slot: { start } });
      expect(visit.personIds).not.toContain(idOf('ana'));
      expect(msp.haloOwner(ticket)).not.toBe('Ana Moreau');
      expect(await kinds(ticket)).toContain('visit-replanned');
    }
    expect(appointments().map(({ start }) => start).sort()).toEqual(visits.map(({ start }) => start).sort());
    expect(mails() - before).toBe(3);
    console.log(myCard(msp.dana, 'Ana Moreau is out today').words);
  });
});
