import { BotFrameworkAuthentication, ConnectorClient, ConnectorFactory, UserTokenClient } from 'botframework-connector';

/** Shown to a developer who sends through the SDK during a turn. The call fails before anything is sent. */
const WORDS = 'Sending through the SDK is disabled. Use ChatPort (bot/connector.ts).';

function refuse(): Promise<never> {
  return Promise.reject(new Error(WORDS));
}

const connector = new ConnectorClient(
  { signRequest: refuse },
  { baseUri: 'https://nowhere.invalid', httpClient: { sendRequest: refuse } },
);

/**
 * CloudAdapter requires a connector client for each turn. This factory always returns the same disabled one;
 * connector.ts explains why we do not send through the SDK.
 */
class ShutConnectors extends ConnectorFactory {
  override create(): Promise<ConnectorClient> {
    return Promise.resolve(connector);
  }
}
export const shutConnectors: ConnectorFactory = new ShutConnectors();

/**
 * CloudAdapter also requires a client for the sign-in service. It is never used: Teams already identifies its users.
 */
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
 * The authentication for an adapter whose requests authenticate.ts has already accepted. Other entry points
 * (CloudAdapter.process, web sockets, pipes) are refused because they would bypass those checks.
 *
 * The SDK's own class would create both clients in each turn, used or not. Measured in signed invokes per second and
 * process: creating clients each turn cuts throughput to a third of the rate without an adapter; reusing them keeps
 * three quarters.
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
