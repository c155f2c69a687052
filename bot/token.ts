import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { createTokenCache, type IssuedToken } from '../model/token-cache.ts';

export type { IssuedToken } from '../model/token-cache.ts';

/** The bot's own token for the connector; undefined in the anonymous local mode. */
export interface BotToken {
  get(): Promise<string | undefined>;
  /** Drops a token that the connector rejected; the next call requests a new one. */
  drop(token: string | undefined): void;
}

export const noToken: BotToken = { get: () => Promise.resolve(undefined), drop() {} };

export function createBotToken(issue: () => Promise<IssuedToken>, clock: Clock, log: Log): BotToken {
  return createTokenCache(issue, clock, (leftMs) => log.warn('bot.token-not-renewed', { leftMs }));
}
