import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';

export interface IssuedToken {
  readonly token: string;
  /** On our clock. */
  readonly expiresAt: number;
}

/** The bot's own token for the connector; undefined in the anonymous local mode. */
export interface BotToken {
  get(): Promise<string | undefined>;
  /** The connector did not take it: the next call asks for a new one. */
  drop(token: string | undefined): void;
}

/** A token with less left than this is not sent any more: it must outlive the call. */
const SAFETY_MS = 60_000;
/** From here on a new one is fetched in the background while the old one still serves. */
const RENEW_BEFORE_MS = 10 * 60_000;

export const noToken: BotToken = { get: () => Promise.resolve(undefined), drop() {} };

/** Keeps one token for all, asked for once however many wait (the SDK asked ten times, teams.md §2). */
export function createBotToken(issue: () => Promise<IssuedToken>, clock: Clock, log: Log): BotToken {
  let held: IssuedToken | undefined;
  let pending: Promise<IssuedToken> | undefined;

  function renew(): Promise<IssuedToken> {
    pending ??= issue()
      .then((issued) => (held = issued))
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  return {
    async get() {
      const left = held === undefined ? 0 : held.expiresAt - clock.now();
      if (held === undefined || left <= SAFETY_MS) return (await renew()).token;
      if (left <= RENEW_BEFORE_MS && !pending) {
        clock.spawn('bot.token', () =>
          renew().then(
            () => {},
            () => log.warn('bot.token-not-renewed', { leftMs: left }),
          ),
        );
      }
      return held.token;
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
