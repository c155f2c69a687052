import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesAndHistory } from './contract/notes.ts';
import { peopleAndTime } from './contract/people.ts';
import { pushes } from './contract/pushes.ts';
import { readingTickets } from './contract/reading.ts';
import { changingTickets } from './contract/writing.ts';
import type { PsaUnderTest } from './psa-under-test.ts';

/** What every PSA must do behind the port, whatever its own ways are. */
export function describePsa(name: string, start: () => Promise<PsaUnderTest>): void {
  describe(name, () => {
    let current: PsaUnderTest;
    const world = () => current;
    beforeEach(async () => {
      current = await start();
    });
    afterEach(() => current.stop());

    it('says who it acts as and what it can do', async () => {
      const { actingAs, capabilities } = await world().psa.connect();
      expect(actingAs.name).not.toBe('');
      expect(capabilities.history).toBeTypeOf('boolean');
    });

    it('tells an open status from a closed one, and ranks priorities from 1', async () => {
      const reference = await world().psa.reference();
      expect(reference.queues.length).toBeGreaterThan(0);
      expect(new Set(reference.statuses.map((status) => status.closed))).toEqual(new Set([true, false]));
      expect(Math.min(...reference.priorities.map((priority) => priority.rank))).toBe(1);
    });

    readingTickets(world);
    changingTickets(world);
    notesAndHistory(world);
    peopleAndTime(world);
    pushes(world);
  });
}
