/** A change-notification subscription at Graph, for one person's calendar. */
export interface Subscription {
  readonly id: string;
  readonly mail: string;
  readonly endsAt: number;
  /** Where its notices go: those that go elsewhere are not ours to end. */
  readonly notifyUrl: string;
}

/** What a notification says, after its clientState was compared in constant time. A hint: the calendars are the truth. */
export interface GraphNotice {
  /** Mail addresses whose calendars changed, or may have. */
  readonly mails: readonly string[];
  /** Subscriptions that must be made or renewed anew. */
  readonly renew: readonly string[];
  /** Notices about these people were missed or ended: read their calendars whole. */
  readonly missed: boolean;
}

export interface SubscriptionPort {
  /**
   * The last part of our addresses, made of what only we know. Whoever was not told it knocks at no door, and a
   * subscription made under an older secret can be told from those whose notices we still understand.
   */
  readonly place: string;
  /** At most 4,200 minutes; obey the `endsAt` that comes back. An address that cannot be subscribed to is refused. */
  subscribe(mail: string, notifyUrl: string, lifecycleUrl: string, endsAt: number): Promise<Subscription>;
  /** The end that Graph gave it, which may be earlier than asked; `false`: it is gone, subscribe anew. */
  renew(id: string, endsAt: number): Promise<number | false>;
  unsubscribe(id: string): Promise<void>;
  list(): Promise<readonly Subscription[]>;
  /** Never throws on hostile input. `answer`: the validation token to echo as text/plain (the handshake). */
  readNotice(
    query: Readonly<Record<string, unknown>>,
    body: unknown,
  ): { readonly answer?: string; readonly notice?: GraphNotice; readonly ok: boolean };
}
