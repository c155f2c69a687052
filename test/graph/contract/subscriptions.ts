import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubscriptionsUnderTest } from './under-test.ts';

const MINUTE = 60_000;

/** The contract of change notifications; the server really calls the notification addresses. */
export function describeSubscriptions(name: string, start: () => Promise<SubscriptionsUnderTest>): void {
  describe(name, () => {
    let world: SubscriptionsUnderTest;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());
    const subscribe = (minutes = 3_000) =>
      world.does(() =>
        world.subscriptions.subscribe(world.ana, world.notifyUrl, world.lifecycleUrl, world.now() + minutes * MINUTE),
      );
    const later = () => world.does(async () => {});
    const notices = () => world.heard.flatMap((one) => (one.ok && one.notice ? [one.notice] : []));

    it('is created after the validation handshake, with a lifetime within the limit', async () => {
      const now = world.now();
      const made = await subscribe(1_000_000);
      expect(made.mail).toBe(world.ana);
      expect(made.endsAt).toBeGreaterThan(now + 3_000 * MINUTE);
      expect(made.endsAt).toBeLessThanOrEqual(now + 4_230 * MINUTE + 2 * MINUTE);
      const listed = await world.does(() => world.subscriptions.list());
      expect(listed.map(({ id, mail }) => [id, mail])).toEqual([[made.id, world.ana]]);
    });

    it('sends a notification that names the changed calendar', async () => {
      await subscribe();
      world.change();
      await later();
      expect(notices()).toContainEqual({ mails: [world.ana], renew: [], missed: false });
    });

    it('can be renewed until it is deleted; then renew returns false', async () => {
      const { id, endsAt } = await subscribe(1_000);
      const renewed = await world.does(() => world.subscriptions.renew(id, endsAt + 1_000 * MINUTE));
      expect(renewed).toBeGreaterThan(endsAt);
      await world.does(() => world.subscriptions.unsubscribe(id));
      await world.does(() => world.subscriptions.unsubscribe(id));
      expect(await world.does(() => world.subscriptions.renew(id, endsAt))).toBe(false);
      expect(await world.does(() => world.subscriptions.list())).toEqual([]);
    });

    it.each([
      ['reauthorizationRequired', { mails: [], missed: false, again: true }],
      ['subscriptionRemoved', { mails: ['ana'], missed: true, again: true }],
      ['missed', { mails: ['ana'], missed: true, again: false }],
    ] as const)('handles the lifecycle event %s', async (event, told) => {
      const { id } = await subscribe();
      world.lifecycle(id, event);
      await later();
      const expected = {
        mails: told.mails.map(() => world.ana),
        renew: told.again ? [id] : [],
        missed: told.missed,
      };
      expect(notices()).toContainEqual(expected);
    });
  });
}
