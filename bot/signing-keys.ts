import type { Clock } from '../model/clock.ts';
import { withDeadline } from '../model/deadline.ts';
import type { Log } from '../model/log.ts';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';

/** The SDK looks for new keys at most hourly when it meets an unknown one; we ask as often, and in advance. */
const REFRESH_AFTER_MS = 3_600_000;
const FETCH_WITHIN_MS = 10_000;
/** Microsoft asks to renew daily; the SDK then refuses everybody while the address is down (teams.md §2). We keep the keys and say so. */
const TOO_OLD_MS = 25 * 3_600_000;
/** A hundred years: the SDK never throws its keys away because of their age. */
export const KEEP_KEYS_HOURS = 876_000;
/** A key id that nobody has: asking for it makes the SDK fetch, when its last fetch is an hour old. */
const NOBODY = 'callboard-refresh';

/** The keys that sign requests from Teams, as the SDK caches them (one cache per address and process). */
export interface SigningKeys {
  /** Waits until there are keys; fetches once for all who wait. Rejects when they cannot be had in ten seconds. */
  ready(): Promise<void>;
  /** Whether the key vouches for this channel. A key without endorsements vouches for none (the SDK lets it pass). */
  endorses(keyId: string, channelId: string): Promise<boolean>;
  /** How old our knowledge is; undefined before the first fetch. */
  ageMs(): number | undefined;
  stale(): boolean;
}

export function createSigningKeys(url: string, clock: Clock, log: Log): SigningKeys {
  const metadata = new JwtTokenExtractor({}, url, [], undefined, KEEP_KEYS_HOURS).openIdMetadata;
  const endorsements = new Map<string, readonly string[]>();
  let fetchedAt: number | undefined;
  let fetching: Promise<void> | undefined;

  /** The SDK's own fetch has no deadline: we stop waiting, and it ends when it ends. */
  function bounded<T>(work: Promise<T>): Promise<T> {
    return withDeadline(clock, FETCH_WITHIN_MS, (signal) => {
      const late = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
      return Promise.race([work, late]);
    });
  }

  function fetchKeys(): Promise<void> {
    fetching ??= bounded(metadata.getKey(NOBODY))
      .then(() => {
        fetchedAt = clock.now();
        endorsements.clear();
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  }

  const ageMs = () => (fetchedAt === undefined ? undefined : clock.now() - fetchedAt);

  return {
    async ready() {
      const age = ageMs();
      if (age === undefined) return fetchKeys();
      if (age > REFRESH_AFTER_MS && !fetching) {
        clock.spawn('bot.signing-keys', () =>
          fetchKeys().catch(() => log.warn('bot.signing-keys-unreachable', { ageMs: ageMs() })),
        );
      }
    },
    async endorses(keyId, channelId) {
      let known = endorsements.get(keyId);
      if (known === undefined) {
        known = (await bounded(metadata.getKey(keyId)))?.endorsements ?? [];
        endorsements.set(keyId, known);
      }
      return known.includes(channelId);
    },
    ageMs,
    stale: () => (ageMs() ?? Infinity) > TOO_OLD_MS,
  };
}
