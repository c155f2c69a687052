import { describe, expect, it } from 'vitest';
import type { World } from '../psa-under-test.ts';

/** Pushes: hints from somebody who must prove who they are. */
export function pushes(world: World): void {
  describe('pushes', () => {
    it('names the tickets a push is about', () => {
      const id = world().newTicket('Printer jams');
      const { headers, raw } = world().hook([id], false);
      expect(world().psa.readHook(headers, raw)).toEqual({ ok: true, ticketIds: [id] });
    });

    it('believes nobody without the secret, and survives anything', () => {
      const { headers, raw } = world().hook([world().newTicket('Printer jams')], true);
      expect(world().psa.readHook(headers, raw)).toEqual({ ok: false, ticketIds: [] });
      for (const junk of ['', '[', '{"ticket":{"id":"../../etc"}}', '\u0000\u00ff', '[[[[]]]]', 'null', '1e999']) {
        expect(world().psa.readHook({}, new TextEncoder().encode(junk))).toEqual({ ok: false, ticketIds: [] });
        const right = world().hook([], false).headers;
        expect(world().psa.readHook(right, new TextEncoder().encode(junk)).ticketIds).toEqual([]);
      }
    });

    it('registers one address once', async () => {
      const first = await world().psa.subscribe('https://callboard.example/hooks/psa/f3a9');
      expect(await world().psa.subscribe('https://callboard.example/hooks/psa/f3a9')).toEqual(first);
    });
  });
}
