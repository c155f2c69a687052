import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudAdapter, TeamsActivityHandler, type AdaptiveCardInvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  BotFrameworkAuthenticationFactory,
  ServiceClientCredentialsFactory,
  type ServiceClientCredentials,
} from 'botframework-connector';
import express from 'express';
import type { BotCloud } from '../../bot/index.ts';
import { APP_ID } from '../../harness/index.ts';

/** Answers every tap with one and the same card. */
class OneCardBot extends TeamsActivityHandler {
  readonly #card: Record<string, unknown>;

  constructor(card: Record<string, unknown>) {
    super();
    this.#card = card;
  }

  protected override async onAdaptiveCardInvoke(_context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: this.#card };
  }
}

/** Knows its app id; this bot never sends. */
class AppIdOnly extends ServiceClientCredentialsFactory {
  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === APP_ID);
  }
  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }
  /** CloudAdapter makes a client for each turn, used or not; this is what it needs for that. */
  override createCredentials(): Promise<ServiceClientCredentials> {
    return Promise.resolve({ signRequest: (request) => Promise.resolve(request) });
  }
}

/**
 * What Callboard is measured against: botbuilder as its documentation shows it (CloudAdapter behind express), which
 * checks the same token, answers the same invoke with the same card, and does and keeps nothing.
 */
export const handlers = {
  async start(o: { cloud: BotCloud; card: Record<string, unknown> }): Promise<string> {
    const { cloud } = o;
    const authentication = BotFrameworkAuthenticationFactory.create(
      '',
      true,
      cloud.ToChannelFromBotLoginUrl,
      cloud.ToChannelFromBotOAuthScope,
      cloud.ToBotFromChannelTokenIssuer,
      cloud.OAuthUrl,
      cloud.ToBotFromChannelOpenIdMetadataUrl,
      cloud.ToBotFromEmulatorOpenIdMetadataUrl,
      cloud.CallerId,
      new AppIdOnly(),
      new AuthenticationConfiguration(),
    );
    const adapter = new CloudAdapter(authentication);
    const bot = new OneCardBot(o.card);
    const app = express();
    app.use(express.json());
    app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => bot.run(context)));
    const server = createServer(app);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  },
};
