import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { within } from './within.ts';

/** On an unknown key id, the SDK fetches keys at most once an hour; we refresh as often, but in advance. */
const REFRESH_AFTER_MS = 3_600_000;
const FETCH_WITHIN_MS = 10_000;
/** The pause after a failed fetch. Without it, unknown key ids from strangers would cause a flood of requests. */
const REST_MS = 30_000;
/**
 * After this age the keys are reported as stale but still used: docs/platform/teams.md, “The SDK gives up its signing
 * keys after a day”.
 */
const TOO_OLD_MS = 25 * 3_600_000;
/** A hundred years, so that the SDK never drops its keys because of their age. */
export const KEEP_KEYS_HOURS = 876_000;
/** A key id that does not exist. Looking it up makes the SDK fetch the keys, if its last fetch was over an hour ago. */
const NOBODY = 'callboard-refresh';

/** The keys that sign requests from Teams, as the SDK caches them (one cache per address and process). */
export interface SigningKeys {
  /** Waits until keys are loaded; concurrent callers share one fetch. Rejects if that takes longer than ten seconds. */
  ready(): Promise<void>;
  /**
   * Whether the key exists and vouches for this channel. A key without endorsements vouches for no channel
   * (docs/platform/teams.md, “A key without endorsements passes the SDK”). Rejects when an unknown key cannot be looked
   * up.
   */
  endorse(keyId: string, channelId: string): Promise<boolean>;
  /** The age of the cached keys; undefined before the first fetch. */
  ageMs(): number | undefined;
  stale(): boolean;
}

export function createSigningKeys(url: string, clock: Clock, log: Log): SigningKeys {
  const metadata = new JwtTokenExtractor({}, url, [], undefined, KEEP_KEYS_HOURS).openIdMetadata;
  const endorsements = new Map<string, readonly string[]>();
  let fetchedAt: number | undefined;
  let failedAt: number | undefined;
  let fetching: Promise<void> | undefined;

  async function lookUp(keyId: string) {
    if (resting()) throw new Error('the last fetch of the signing keys failed moments ago');
    try {
      return await within(clock, FETCH_WITHIN_MS, metadata.getKey(keyId));
    } catch (error) {
      failedAt = clock.now();
      throw error;
    }
  }

  function fetchKeys(): Promise<void> {
    fetching ??= lookUp(NOBODY)
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
  const resting = () => failedAt !== undefined && clock.now() - failedAt < REST_MS;

  return {
    async ready() {
      const age = ageMs();
      if (age === undefined) return fetchKeys();
      if (age > REFRESH_AFTER_MS && !fetching && !resting()) {
        clock.spawn('bot.signing-keys', () =>
          fetchKeys().catch(() => log.warn('bot.signing-keys-unreachable', { ageMs: ageMs() })),
        );
      }
    },
    async endorse(keyId, channelId) {
      const known = endorsements.get(keyId);
      if (known !== undefined) return known.includes(channelId);
      const key = await lookUp(keyId);
      // Unknown ids are not cached, because anybody can send any number of them.
      if (key === null) return false;
      endorsements.set(keyId, key.endorsements ?? []);
      return key.endorsements?.includes(channelId) === true;
    },
    ageMs,
    stale: () => (ageMs() ?? Infinity) > TOO_OLD_MS,
  };
}
