import { afterEach, describe, expect, it } from 'vitest';
import { notices } from '../../cards/words/en-notices.ts';
import type { ClickResult } from '../../sim/teams/index.ts';
import { changingOver } from '../helpers/changing-over.ts';
import { seeded, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, myCard, saidTo } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const SECOND = 1_000;
/** docs/platform/mongodb.md, “An election takes about ten seconds”. */
const FAILOVER_MS = 11 * SECOND;

describe('during a database failover', () => {
  it.each([1, 2, 3, 4, 5])(
    'everybody gets a true answer in time, and nothing is lost or doubled (%i)',
    async (seed) => {
      const state = { down: false, random: seeded(seed) };
      msp = await smallMsp({ copies: 3, each: (_, parts) => ({ ...parts, store: changingOver(parts.store, state) }) });
      const tickets = Array.from({ length: 6 }, (_, n) => msp.ticket(`Monitor ${n} stays black`));
      await msp.minutes(2);
      const offers = tickets.flatMap((ticket, n) => {
        const words = `Monitor ${n} stays`;
        const who = msp.technicians.find((person) =>
          person.inbox().some((card) => card.words.includes(words) && card.actions.includes('Take it')),
        );
        return who ? [{ ticket, words, who }] : [];
      });
      expect(offers.length).toBeGreaterThan(2);

      const answers: { ticket: number; tookMs: number; result: ClickResult; who: string }[] = [];
      state.down = true;
      for (const { ticket, words, who } of offers) {
        const began = msp.clock.now();
        void msp.clock
          .enter(() => who.click(myCard(who, words).id, 'Take it'))
          .then((result) => {
            answers.push({ ticket, tookMs: msp.clock.now() - began, result, who: who.person.name });
          });
        await msp.clock.advance((FAILOVER_MS - SECOND) / offers.length);
      }
      void msp.clock.enter(() => msp.dana.say('pause'));
      await msp.clock.advance(SECOND);
      state.down = false;
      await msp.minutes(5);

      expect(answers).toHaveLength(offers.length);
      for (const { ticket, tookMs, result, who } of answers) {
        expect(tookMs).toBeLessThan(10 * SECOND);
        const claimed = (await msp.history(ticket)).filter((event) => event.kind === 'claimed').length;
        expect(claimed).toBeLessThanOrEqual(1);
        const said = saidTo(result);
        if (result.kind === 'card') expect(claimed).toBe(1);
        else expect(said).toContain(notices.busy.text().slice(0, 30));
        if (claimed === 1) {
          expect(msp.haloOwner(ticket)).toBe(who);
          expect(msp.haloNotes(ticket)).toHaveLength(1);
        }
      }
      const statuses = msp.teams.log.entries.filter(({ direction }) => direction === 'in').map(({ status }) => status);
      expect(statuses.every((status) => status === 200)).toBe(true);
      // What was asked in time for the new leader was done; whoever was told to try again can.
      expect(answers.some(({ result }) => result.kind === 'card')).toBe(true);
      expect(msp.teams.log.aboveLimits()).toEqual([]);
      expect(channelCard(msp.dana, 'Monitor 0').words).toContain('Monitor 0');
    },
  );
});
