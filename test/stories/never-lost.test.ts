import { afterEach, describe, expect, it } from 'vitest';
import { seeded, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { withoutPlace } from '../helpers/place.ts';
import type { SeenMessage, TeamsUser } from '../../sim/teams/index.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const TITLES = [
  'Printer jams again',
  'Outlook will not open',
  'Server down, nobody in the company can work',
  'Question',
  'VPN drops every ten minutes',
  'New monitor for Tom, please',
];
const REASONS = { reason: 'other', words: 'because' };
/** What each dialog wants filled in, by the start of its button. */
const DIALOGS: Readonly<Record<string, (to: string) => Record<string, string>>> = {
  'Give to…': (to) => ({ to, ...REASONS }),
  'Not me': () => REASONS,
  'Hand over': (to) => ({ to, note: 'The cable is not in.' }),
  Release: () => REASONS,
};

/** Presses any button of any card they see, as somebody does who tries everything. */
async function tapsSomething(person: TeamsUser, pick: <T>(from: readonly T[]) => T | undefined, to: string) {
  const card: SeenMessage | undefined = pick(person.cards().filter((message) => message.actions.length > 0));
  const title = card && pick(card.actions.filter((action) => !/^(More|Open in|Answer|Pause)/.test(action)));
  if (card === undefined || title === undefined) return;
  const clicked = await person.click(card.id, title);
  if (clicked.kind !== 'dialog') return;
  const fill = Object.entries(DIALOGS).find(([start]) => title.startsWith(start))?.[1];
  await person.submitDialog(fill ? fill(to) : REASONS).catch(() => undefined);
}

describe('every open ticket has a place, whatever people do here and in HaloPSA', () => {
  it.each([
    [2, true],
    [4, false],
    [6, true],
  ])(
    'in a random afternoon (seed %i, a dispatcher decides on overrides: %s)',
    { timeout: 180_000 },
    async (seed, overrideNeedsApproval) => {
      msp = await smallMsp({ policy: { overrideNeedsApproval } });
      const random = seeded(seed);
      const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
      const people = [...msp.technicians, ...msp.technicians, msp.dana, msp.mara];
      const agents = Object.values(msp.agents);
      const tickets: number[] = [];
      for (let step = 0; step < 70; step += 1) {
        if (random() < 0.25) tickets.push(msp.ticket(pick(TITLES) ?? '', 'Please help.'));
        const ticket = pick(tickets);
        const byHand = random();
        if (ticket !== undefined && !msp.halo.state.tickets.get(ticket)?.deleted) {
          if (byHand < 0.06) msp.halo.people.assign(ticket, pick([undefined, ...agents]));
          else if (byHand < 0.08) msp.halo.people.close(ticket);
          else if (byHand < 0.1) msp.halo.people.reopen(ticket);
          else if (byHand < 0.11) msp.halo.people.remove(ticket);
          else if (byHand < 0.14) msp.halo.people.rename(ticket, `${pick(TITLES) ?? ''} and more`);
        }
        if (random() < 0.05)
          msp.halo.faults.add({
            method: 'POST',
            path: '/Tickets',
            applies: pick([0, 'never']) ?? 0,
            then: { status: 500 },
          });
        const person = pick(people);
        if (person) await msp.does(() => tapsSomething(person, pick, `agent:${pick(agents) ?? 0}`));
        await msp.clock.advance(Math.floor(random() * 90_000));
        expect(await withoutPlace(msp.store), `after step ${step}`).toEqual([]);
      }
      await msp.minutes(3);
      expect(await withoutPlace(msp.store)).toEqual([]);
      // They did get through to something, or the afternoon proves nothing.
      const kinds = new Set(
        (await Promise.all(tickets.map((id) => msp.history(id)))).flat().map((event) => event.kind),
      );
      expect(kinds.size).toBeGreaterThan(12);
    },
  );
});
