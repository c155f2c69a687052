/** A change-notification subscription at Graph, for one person's calendar. */
export interface Subscription {
  readonly id: string;
  readonly mail: string;
  readonly endsAt: number;
}

/** What a notification says, after its clientState was compared in constant time. A hint: the delta is the truth. */
export interface GraphNotice {
  /** Mail addresses whose calendars changed. */
  readonly mails: readonly string[];
  /** Subscriptions that must be made or renewed anew. */
  readonly renew: readonly string[];
  /** Something was missed: read everything anew. */
  readonly missed: boolean;
}

export interface SubscriptionPort {
  subscribe(mail: string, notifyUrl: string, lifecycleUrl: string, endsAt: number): Promise<Subscription>;
  renew(id: string, endsAt: number): Promise<boolean>;
  unsubscribe(id: string): Promise<void>;
  list(): Promise<readonly Subscription[]>;
  /** Never throws on hostile input. `answer`: the validation token to echo as text/plain (the handshake). */
  readNotice(
    query: Readonly<Record<string, string | undefined>>,
    body: unknown,
  ): { readonly answer?: string; readonly notice?: GraphNotice; readonly ok: boolean };
}
