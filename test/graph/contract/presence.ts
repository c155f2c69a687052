import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PresenceUnderTest } from './under-test.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The contract of the port for presence, shifts and groups. */
export function describePresence(name: string, start: () => Promise<PresenceUnderTest>): void {
  describe(name, () => {
    let world: PresenceUnderTest;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());
    const presences = () => {
      const asked = [world.ana, world.ben, world.cleo];
      return world.does(async () => [...(await world.presence.presences(asked)).values()]);
    };
    const shifts = (from: number, to: number) => world.does(() => world.presence.shifts(from, to));

    it('reports current presence', async () => {
      expect(await presences()).toEqual(['available', 'out-of-office', 'unknown']);
      expect((await world.does(() => world.presence.presences([]))).size).toBe(0);
    });

    it('returns shared shifts and leave that overlap the window, but no drafts', async () => {
      const day = world.now() + DAY;
      world.people.shift(world.ana, { start: day, end: day + 8 * HOUR });
      world.people.shift(world.ana, { start: day + 2 * DAY, end: day + 2 * DAY + 8 * HOUR }, true);
      world.people.leave(world.ben, { start: day - 10 * DAY, end: day + 10 * DAY });
      const found = await shifts(day + 6 * HOUR, day + DAY);
      expect(found.get(world.ana)).toEqual({ shifts: [{ start: day, end: day + 8 * HOUR }], timeOff: [] });
      expect(found.get(world.ben)?.timeOff).toHaveLength(1);
      expect(found.has(world.cleo)).toBe(false);
      expect((await shifts(day + 2 * DAY, day + 3 * DAY)).has(world.ana)).toBe(false);
    });

    it('lists the members of a group, including nested groups', async () => {
      const members = await world.does(() => world.presence.members(world.group));
      expect([...members].sort()).toEqual([world.ana, world.ben].sort());
    });

    it('reports unknown presence and shifts without the permissions, but fails for groups', async () => {
      world.mayNot('presence');
      world.mayNot('shifts');
      world.mayNot('groups');
      expect(await presences()).toEqual(['unknown', 'unknown', 'unknown']);
      expect((await shifts(world.now(), world.now() + DAY)).size).toBe(0);
      // A missing permission must not cost anybody their role.
      await expect(world.does(() => world.presence.members(world.group))).rejects.toMatchObject({ code: 'GRAPH_AUTH' });
    });
  });
}
