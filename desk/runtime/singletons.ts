/**
 * What one copy at a time does for all copies that share the store. `does` is for the reader; the lease carries the name.
 *
 * Lengths in ms: a copy that dies is replaced within `leaseMs`; one that lives renews after `renewMs`, so that two
 * renewals may fail before it loses its place; one that stops hands over at once. Whoever stalled for longer than its
 * lease finds its commits refused by the fence (singleton.ts).
 */
export const SINGLETONS = {
  poller: { leaseMs: 30_000, renewMs: 10_000, does: 'reads the PSA: people every hour, tickets at each poll' },
  // Together: what a timer frees (an offer's end) is decided in the same pass.
  planner: { leaseMs: 30_000, renewMs: 10_000, does: 'lets timers fire, triages, decides, tends the channel' },
  sweeps: { leaseMs: 120_000, renewMs: 40_000, does: 'clears away what has served its time, every hour' },
  visits: {
    leaseMs: 60_000,
    renewMs: 20_000,
    does: 'follows calendars and appointments that people change themselves',
  },
  // A place of its own: the first subscriptions of two hundred people take minutes, and calendars are read meanwhile.
  notices: { leaseMs: 60_000, renewMs: 20_000, does: 'has Microsoft Graph tell of changed calendars' },
} as const satisfies Readonly<Record<string, { leaseMs: number; renewMs: number; does: string }>>;

export type SingletonName = keyof typeof SINGLETONS;

/** How often a copy that has no turn asks whether the place is free, ms: also how long a handover takes. */
export const ASK_AGAIN_MS = 2_000;
