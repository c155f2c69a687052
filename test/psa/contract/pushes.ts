import { describe, expect, it } from 'vitest';
import type { World } from '../psa-under-test.ts';

/** Pushes: hints from a sender that must authenticate. */
export function pushes(world: World): void {
  describe('pushes', () => {
    it('name the tickets that they are about', () => {
      const id = world().newTicket('Printer jams');
      const { headers, raw } = world().hook([id], false);
      expect(world().psa.readHook(headers, raw)).toEqual({ ok: true, ticketIds: [id] });
    });

    it('are rejected without the secret, and never make the reader throw', () => {
      const { headers, raw } = world().hook([world().newTicket('Printer jams')], true);
      expect(world().psa.readHook(headers, raw)).toEqual({ ok: false, ticketIds: [] });
      for (const junk of ['', '[', '{"ticket":{"id":"../../etc"}}', '\u0000\u00ff', '[[[[]]]]', 'null', '1e999']) {
        expect(world().psa.readHook({}, new TextEncoder().encode(junk))).toEqual({ ok: false, ticketIds: [] });
        const right = world().hook([], false).headers;
        expect(world().psa.readHook(right, new TextEncoder().encode(junk)).ticketIds).toEqual([]);
      }
    });

    it('are registered once per address', async () => {
      const first = await world().psa.subscribe('https://callboard.example/hooks/psa/f3a9');
      expect(await world().psa.subscribe('https://callboard.example/hooks/psa/f3a9')).toEqual(first);
    });
  });
}
