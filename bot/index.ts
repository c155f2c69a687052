import type { ChatInbound, ChatPort } from '../desk/ports/chat.ts';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import { CallboardError } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import { TeamsAdapter } from './adapter.ts';
import { createAuthenticate } from './authenticate.ts';
import { checkConfig } from './config.ts';
import type { BotConfig } from './config.ts';
import { createConnector } from './connector.ts';
import { createHandler } from './handler.ts';
import type { BotHandler } from './handler.ts';
import { tokenIssuer } from './issue-token.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createBotToken, noToken } from './token.ts';
import { createTurn } from './turn.ts';

export { botCloud, publicCloud } from './config.ts';
export type { BotCloud, BotConfig, BotCredential } from './config.ts';
export type { BotHandler } from './handler.ts';

export interface BotHealth {
  readonly ok: boolean;
  readonly detail?: string;
  /** The age of our cached signing keys. */
  readonly metadataAgeMs?: number;
}

export interface Bot {
  /** Serves POST /api/messages. */
  readonly handler: BotHandler;
  readonly chat: ChatPort;
  /**
   * Fetches signing keys and token before a request needs them, and renews old ones. Rejects with the reason when
   * either is unavailable.
   */
  warmUp(): Promise<void>;
  health(): BotHealth;
}

/**
 * Connects the desk to Microsoft Teams. `fetch` carries all requests to the connector and the token address; the SDK
 * fetches its signing keys by itself.
 *
 * @throws CONFIG_INVALID instead of serving without authentication.
 */
export function createBot(
  config: BotConfig,
  deps: { inbound: ChatInbound; fetch: typeof fetch; clock: Clock; wallClock: Pick<Clock, 'now'>; log: Log },
): Bot {
  checkConfig(config);
  const { inbound, fetch, clock, wallClock, log } = deps;
  const anonymous = config.anonymousLoopback === true;
  const keys = createSigningKeys(config.cloud.ToBotFromChannelOpenIdMetadataUrl, clock, log);
  const token = anonymous ? noToken : createBotToken(tokenIssuer(config, { fetch, clock, wallClock }), clock, log);
  const adapter = new TeamsAdapter(createTurn({ config, inbound, clock, log }));
  let serviceUrl = config.serviceUrl ?? PUBLIC_CLOUD.connector;

  return {
    handler: createHandler({
      config,
      authenticate: createAuthenticate({ config, keys, clock }),
      adapter,
      seen: (activity) => {
        serviceUrl = activity.serviceUrl;
      },
      clock,
      log,
    }),
    chat: createConnector({ config, token, serviceUrl: () => serviceUrl, fetch, clock }),
    async warmUp() {
      if (anonymous) return;
      try {
        await clock.all<unknown>([() => keys.ready(), () => token.get()]);
      } catch (cause) {
        if (cause instanceof CallboardError) throw cause;
        throw new CallboardError('TEAMS_UNREACHABLE', 'Teams’ signing keys are unavailable.', { cause });
      }
    },
    health() {
      if (anonymous) return { ok: true, detail: 'anonymous local mode' };
      const age = keys.ageMs();
      return {
        ok: !keys.stale(),
        ...(age === undefined ? { detail: 'the signing keys were never fetched' } : { metadataAgeMs: age }),
        ...(age !== undefined && keys.stale() ? { detail: 'the signing keys could not be renewed for a day' } : {}),
      };
    },
  };
}
