/** A Graph change-notification subscription for one person's calendar. */
export interface Subscription {
  readonly id: string;
  readonly mail: string;
  readonly endsAt: number;
  /** Where its notifications go. Subscriptions with another address are not ours to remove. */
  readonly notifyUrl: string;
}

/**
 * The content of a notification, after its clientState was compared in constant time. A hint only: the calendars are
 * authoritative.
 */
export interface GraphNotice {
  /** Mail addresses of calendars that changed, or may have changed. */
  readonly mails: readonly string[];
  /** Subscriptions that must be renewed or created again. */
  readonly renew: readonly string[];
  /** Notifications about these people were missed or have ended: read their calendars in full. */
  readonly missed: boolean;
}

export interface SubscriptionPort {
  /**
   * The last path segment of our notification addresses, derived from our secret. Nobody else can guess the address,
   * and subscriptions made under an older secret can be told from those whose notifications we still accept.
   */
  readonly place: string;
  /** Lasts at most 4,200 minutes; rely on the returned `endsAt`. An address that cannot be subscribed to is refused. */
  subscribe(mail: string, notifyUrl: string, lifecycleUrl: string, endsAt: number): Promise<Subscription>;
  /**
   * Returns the new end, which may be earlier than requested. `false`: the subscription is gone and must be created
   * again.
   */
  renew(id: string, endsAt: number): Promise<number | false>;
  unsubscribe(id: string): Promise<void>;
  list(): Promise<readonly Subscription[]>;
  /** Never throws on hostile input. `answer` is the validation token to echo as text/plain (the handshake). */
  readNotice(
    query: Readonly<Record<string, unknown>>,
    body: unknown,
  ): { readonly answer?: string; readonly notice?: GraphNotice; readonly ok: boolean };
}
