/**
 * The loops that run on one instance at a time. `does` is documentation; the key is the name of the lease.
 *
 * Durations in ms: when an instance dies, another one takes over within `leaseMs`. A live holder renews every
 * `renewMs`, so two renewals may fail before it loses the lease. An instance that stops hands over immediately. When a
 * holder stalls for longer than its lease, the fence rejects its commits (singleton.ts).
 */
export const SINGLETONS = {
  poller: { leaseMs: 30_000, renewMs: 10_000, does: 'reads the PSA: people every hour, tickets at each poll' },
  // Together, so that a ticket freed by a timer (an offer's end) is decided in the same pass.
  planner: { leaseMs: 30_000, renewMs: 10_000, does: 'lets timers fire, triages, decides, tends the channel' },
  sweeps: { leaseMs: 120_000, renewMs: 40_000, does: 'clears away what has served its time, every hour' },
  visits: {
    leaseMs: 60_000,
    renewMs: 20_000,
    does: 'follows calendars and appointments that people change themselves',
  },
  // Separate from `visits`: the first subscriptions for two hundred people take minutes, and calendars must be read
  // meanwhile.
  notices: { leaseMs: 60_000, renewMs: 20_000, does: 'has Microsoft Graph tell of changed calendars' },
} as const satisfies Readonly<Record<string, { leaseMs: number; renewMs: number; does: string }>>;

export type SingletonName = keyof typeof SINGLETONS;

/** How often an instance without the lease tries to acquire it, ms. A handover takes this long. */
export const ASK_AGAIN_MS = 2_000;
