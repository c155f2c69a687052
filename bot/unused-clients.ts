import { BotFrameworkAuthentication, ConnectorClient, ConnectorFactory, UserTokenClient } from 'botframework-connector';

/** What somebody reads who sends from inside a turn: the mistake is told at once, and nothing has left. */
const WORDS = 'The SDK sends nothing here: messages leave through ChatPort (bot/connector.ts).';

function refuse(): Promise<never> {
  return Promise.reject(new Error(WORDS));
}

const connector = new ConnectorClient(
  { signRequest: refuse },
  { baseUri: 'https://nowhere.invalid', httpClient: { sendRequest: refuse } },
);

/**
 * CloudAdapter wants a client of the connector for each turn. This factory always gives the same one, which is shut;
 * why we do not send with the SDK's is said in connector.ts.
 */
class ShutConnectors extends ConnectorFactory {
  override create(): Promise<ConnectorClient> {
    return Promise.resolve(connector);
  }
}
export const shutConnectors: ConnectorFactory = new ShutConnectors();

/** CloudAdapter wants a client of the sign-in service too. Nobody signs in here: Teams says who they are. */
class NoUserTokens extends UserTokenClient {
  override getUserToken = refuse;
  override getSignInResource = refuse;
  override signOutUser = refuse;
  override getTokenStatus = refuse;
  override getAadTokens = refuse;
  override exchangeToken = refuse;
}
const noUserTokens = new NoUserTokens();

/**
 * The authentication of an adapter that is handed requests which authenticate.ts has let in. Whatever comes another way
 * (CloudAdapter.process, web sockets, pipes) is refused: it would go round the mends there.
 *
 * The SDK's own would build both clients anew in each turn, used or not: measured, signed invokes per second and process
 * fell to a third of what they are without an adapter, and with clients that are made once to three quarters.
 */
export class AuthenticatedBefore extends BotFrameworkAuthentication {
  override authenticateRequest(): Promise<never> {
    return Promise.reject(new Error('Requests are authenticated by bot/authenticate.ts, before the adapter.'));
  }
  override authenticateStreamingRequest(): Promise<never> {
    return this.authenticateRequest();
  }
  override authenticateChannelRequest(): Promise<never> {
    return this.authenticateRequest();
  }
  override createConnectorFactory(): ConnectorFactory {
    return shutConnectors;
  }
  override createUserTokenClient(): Promise<UserTokenClient> {
    return Promise.resolve(noUserTokens);
  }
}
