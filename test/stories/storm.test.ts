import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

describe('a storm of a thousand tickets', () => {
  it(
    'is triaged and offered once each, without losses or doubles, within every limit of Teams',
    { timeout: 900_000 },
    async () => {
      msp = await smallMsp({ extraTechnicians: 37, haloRate: 5_000 });
      const kinds = ['Printer jams again', 'Outlook will not open', 'Cannot log in to Windows', 'Wifi is slow'];
      const tickets = Array.from({ length: 1_000 }, (_, n) =>
        msp.ticket(`${kinds[n % 4] ?? ''} (${n + 1})`, 'Please help.'),
      );
      // Everybody takes what they are offered and is quick about it; closing happens in Halo, as people do it.
      for (let minute = 0; minute < 600; minute += 1) {
        await msp.minutes(1);
        for (const person of msp.technicians) {
          for (const message of person.inbox()) {
            const take = message.actions.find((title) => title.startsWith('Take'));
            if (take) await msp.does(() => person.click(message.id, take));
          }
        }
        const owned = [...msp.halo.state.tickets.all()].filter((t) => t.agent_id > 1 && t.status_id !== 9);
        for (const ticket of owned) if (msp.haloNotes(ticket.id).length > 0) msp.halo.people.close(ticket.id);
        if (tickets.every((id) => msp.halo.state.tickets.get(id)?.status_id === 9)) break;
      }

      for (const id of tickets) {
        const kinds = (await msp.history(id)).map((event) => event.kind);
        expect(kinds.filter((kind) => kind === 'triaged')).toHaveLength(1);
        expect(kinds.filter((kind) => kind === 'offered')).toHaveLength(1);
        expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
        expect(msp.haloNotes(id)).toHaveLength(1);
        expect(msp.haloOwner(id)).toBeDefined();
      }
      expect(msp.teams.log.aboveLimits()).toEqual([]);
      expect(msp.teams.log.entries.filter((entry) => entry.status === 429)).toEqual([]);
      const cards = msp.dana.channel().filter((message) => message.card);
      expect(
        cards.filter((message) => message.words.includes('queue') || message.words.includes('waiting')).length,
      ).toBeGreaterThan(0);
    },
  );
});
