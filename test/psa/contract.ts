import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesAndHistory } from './contract/notes.ts';
import { peopleAndTime } from './contract/people.ts';
import { pushes } from './contract/pushes.ts';
import { readingTickets } from './contract/reading.ts';
import { changingTickets } from './contract/writing.ts';
import type { PsaUnderTest } from './psa-under-test.ts';

/** The contract that every PSA port must satisfy. */
export function describePsa(name: string, start: () => Promise<PsaUnderTest>): void {
  describe(name, () => {
    let current: PsaUnderTest;
    const world = () => current;
    beforeEach(async () => {
      current = await start();
    });
    afterEach(() => current.stop());

    it('reports which user it acts as and its capabilities', async () => {
      const { actingAs, capabilities } = await world().psa.connect();
      expect(actingAs.name).not.toBe('');
      expect(capabilities.history).toBeTypeOf('boolean');
    });

    it('tells open statuses from closed ones, and ranks priorities from 1', async () => {
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
