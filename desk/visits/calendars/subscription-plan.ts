import type { Subscription } from '../../ports/subscriptions.ts';

const MINUTE = 60_000;
/**
 * Just below Outlook's limit. Graph may grant less, and then its answer counts (docs/platform/graph.md, “A subscription
 * to a calendar lives 4,230 minutes”).
 */
export const LIFE_MS = 4_200 * MINUTE;
/** Renewed at half of its life, so that more than a day of trouble loses no notification. */
export const RENEW_BEFORE_MS = LIFE_MS / 2;

export interface SubscriptionPlan {
  /** Mail addresses to subscribe to. */
  readonly make: readonly string[];
  readonly renew: readonly Subscription[];
  readonly end: readonly Subscription[];
}

/**
 * The changes needed so that every followed calendar has one subscription that notifies us. `known`: everything that
 * Graph lists, including subscriptions from before a restart. Only those that point to our own server are ended,
 * because an app registration may serve others.
 */
export function subscriptionPlan(q: {
  readonly now: number;
  readonly wanted: readonly string[];
  readonly known: readonly Subscription[];
  readonly notifyUrl: string;
  /** Graph asked for these to be renewed immediately. */
  readonly asked: ReadonlySet<string>;
}): SubscriptionPlan {
  const { now, notifyUrl } = q;
  // The same server, whatever the secret was when the address was registered.
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
