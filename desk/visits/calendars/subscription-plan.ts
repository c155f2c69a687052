import type { Subscription } from '../../ports/subscriptions.ts';

const MINUTE = 60_000;
/**
 * Just below Outlook's limit; Graph may give less, and then its answer counts
 * (docs/platform/graph.md, “A subscription to a calendar lives 4,230 minutes”).
 */
export const LIFE_MS = 4_200 * MINUTE;
/** Renewed at half of its life, so that a day and more of trouble costs no notice. */
export const RENEW_BEFORE_MS = LIFE_MS / 2;

export interface SubscriptionPlan {
  /** Mail addresses to subscribe to. */
  readonly make: readonly string[];
  readonly renew: readonly Subscription[];
  readonly end: readonly Subscription[];
}

/**
 * What has to be done so that everybody whose calendar we keep has one subscription that brings notices to us. `known`:
 * all that Graph lists, also those of a life before this one. Only those that go to our own server are ever ended: an
 * app registration may serve others.
 */
export function subscriptionPlan(q: {
  readonly now: number;
  readonly wanted: readonly string[];
  readonly known: readonly Subscription[];
  readonly notifyUrl: string;
  /** Graph asked for these to be renewed at once. */
  readonly asked: ReadonlySet<string>;
}): SubscriptionPlan {
  const { now, notifyUrl } = q;
  // The same server, whatever the secret was when it was told our address.
  const server = notifyUrl.slice(0, notifyUrl.lastIndexOf('/') + 1);
  const wanted = new Set(q.wanted.map((mail) => mail.toLowerCase()));
  const best = new Map<string, Subscription>();
  const end: Subscription[] = [];
  for (const one of q.known) {
    if (!one.notifyUrl.startsWith(server) || one.endsAt <= now) continue;
    const mail = one.mail.toLowerCase();
    const other = best.get(mail);
    if (!wanted.has(mail) || one.notifyUrl !== notifyUrl) end.push(one);
    else if (!other) best.set(mail, one);
    else {
      const longer = other.endsAt >= one.endsAt ? other : one;
      best.set(mail, longer);
      end.push(longer === one ? other : one);
    }
  }
  return {
    make: [...wanted].filter((mail) => !best.has(mail)),
    renew: [...best.values()].filter(({ id, endsAt }) => q.asked.has(id) || endsAt - now <= RENEW_BEFORE_MS),
    end,
  };
}
