import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Express } from 'express';
import type { Clock } from '../../model/clock.ts';
import { countedIds } from '../../model/ids.ts';
import type { Ids } from '../../model/ids.ts';
import { asListenError } from '../../model/listen-error.ts';
import type { Log } from '../../model/log.ts';
import type { VirtualClock } from '../clock.ts';
import { createBotLine } from './bot-line.ts';
import type { BotAnswer } from './bot-line.ts';
import { createClient } from './client.ts';
import { connectorRoutes } from './connector.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { BOT_FRAMEWORK_ISSUER, createIdentity } from './identity.ts';
import type { BadToken } from './identity.ts';
import { openConversation } from './open.ts';
import { pageRoutes } from './page-routes.ts';
import type { BehindTheScenes, ClockControls, Hint } from './page-view.ts';
import { DEFAULT_PEOPLE } from './people.ts';
import type { SimPerson, SimUser } from './people.ts';
import { rateLimiter } from './rate-limits.ts';
import { refreshAfterEdits } from './refresh.ts';
import { TeamsState } from './state.ts';
import type { Json } from './state.ts';
import { createTraffic } from './traffic.ts';
import type { Traffic } from './traffic.ts';
import { teamsUser } from './user.ts';
import type { TeamsUser } from './user.ts';

export type { BehindTheScenes, ClockControls, Hint } from './page-view.ts';
export type { Fault, FaultRule, Faults } from './faults.ts';
export type { SimPerson, SimUser } from './people.ts';
export type { Exchange, Traffic, TrafficEntry } from './traffic.ts';
export type { ClickResult, SeenMessage, TeamsUser } from './user.ts';
export type { ActionResult, Dialog } from './client.ts';
export type { Toast } from './state.ts';
export { DEFAULT_PEOPLE } from './people.ts';

export interface TeamsSimulatorOptions {
  /** A virtual clock also supplies the `fetch` and the middleware that carry its tasks over HTTP. */
  readonly clock: Clock & Partial<Pick<VirtualClock, 'fetch' | 'middleware'>>;
  readonly tenantId: string;
  readonly appId: string;
  readonly log: Log;
  /** The bot's address, such as `http://127.0.0.1:3978/api/messages`; setBotEndpoint can set it later. */
  readonly botEndpoint?: string;
  readonly fetch?: typeof fetch;
  readonly ids?: Ids;
  readonly people?: readonly SimPerson[];
  /** Default "Northwind MSP". */
  readonly teamName?: string;
  /** Default "Dispatch". */
  readonly channelName?: string;
  /** The time zone of the times on the page. Default UTC. */
  readonly timeZone?: string;
  /** The page's sentence about the current situation, with one thing to try next. */
  readonly hint?: () => Hint | undefined;
  /** Called when somebody presses a button of a message on the page. */
  readonly pressed?: (who: string, messageId: string) => void;
  /** The content of the page's "behind the scenes" panel. */
  readonly behind?: () => Promise<BehindTheScenes>;
  readonly clockControls?: ClockControls;
  /** Only for the benchmark, which measures us and not Teams' limits. */
  readonly withoutRateLimits?: true;
}

/**
 * The addresses that point botbuilder at this simulator: docs/platform/teams.md, “The addresses of a cloud come all
 * together or not at all”.
 */
export interface TeamsCloud {
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromChannelTokenIssuer: string;
  readonly ToChannelFromBotLoginUrl: string;
  readonly ToChannelFromBotOAuthScope: string;
  readonly OAuthUrl: string;
  readonly ToBotFromEmulatorOpenIdMetadataUrl: string;
  readonly CallerId: string;
}

export interface TeamsSimulator {
  readonly app: Express;
  /** Listens on 127.0.0.1 only; port 0 or none picks a free port. */
  listen(port?: number): Promise<{ url: string; close(): Promise<void> }>;
  /** A function acts as a load balancer: it is called for each request. */
  setBotEndpoint(url: string | (() => string)): void;
  /** Available after listen(). */
  readonly cloud: TeamsCloud;
  readonly serviceUrl: string;
  /** The bot's token for the connector, as `POST /<tenant>/oauth2/v2.0/token` issues it. */
  token(): Promise<string>;
  readonly people: readonly SimUser[];
  /** The dispatch channel. */
  readonly channel: { readonly id: string; readonly name: string };
  /** Finds a person by key or full name. */
  user(who: string): TeamsUser;
  /** Keys of the people whom visitors play on the page right now. */
  watching(): ReadonlySet<string>;
  readonly state: TeamsState;
  readonly faults: Faults;
  /** Every request between bot and Teams. */
  readonly log: Traffic;
  /**
   * For tests of the bot's endpoint: an activity as `user` would send it, with any changes and a valid or invalid
   * token.
   */
  readonly forge: {
    activity(who: string, where: 'personal' | 'channel', fields: Json): Json;
    badToken(kind: BadToken): Promise<string>;
    channelToken(): Promise<string>;
    /** `authorization` is the whole header; without it, a valid token is sent. */
    deliver(activity: Json, o?: { authorization?: string }): Promise<BotAnswer>;
  };
}

/**
 * Microsoft Teams on loopback: connector service, identity provider and the clients of several people. The bot calls it
 * over HTTP with the same code as the real one. For demo, tests and benchmarks; never part of production.
 */
export function createTeamsSimulator(o: TeamsSimulatorOptions): TeamsSimulator {
  const { clock, appId, tenantId } = o;
  const ids = o.ids ?? countedIds();
  let endpoint: string | (() => string) | undefined = o.botEndpoint;
  let url: string | undefined;
  const base = () => {
    if (url === undefined) throw new Error('the Teams simulator does not listen yet: call listen() first');
    return url;
  };
  const serviceUrl = () => `${base()}/`;
  const state = new TeamsState({ people: o.people ?? DEFAULT_PEOPLE, channelName: o.channelName ?? 'Dispatch', ids });
  const identity = createIdentity({ appId, tenantId });
  const faults = createFaults();
  const traffic = createTraffic();
  const line = createBotLine({
    clock,
    fetch: o.fetch ?? clock.fetch ?? fetch,
    identity,
    faults,
    traffic,
    log: o.log,
    serviceUrl,
    endpoint: () => {
      if (endpoint === undefined) throw new Error('the Teams simulator knows no bot: call setBotEndpoint() first');
      return typeof endpoint === 'string' ? endpoint : endpoint();
    },
  });
  const client = createClient({ clock, ids, state, line, faults, appId, tenantId, serviceUrl });

  const app = express();
  app.disable('x-powered-by');
  if (clock.middleware) app.use(clock.middleware);
  identity.routes(app, base);
  connectorRoutes(app, {
    clock,
    state,
    identity,
    faults,
    traffic,
    tenantId,
    limiter: o.withoutRateLimits ? undefined : rateLimiter(),
    edited: refreshAfterEdits({ clock, state, client }),
  });

  const page = pageRoutes(app, {
    clock,
    state,
    client,
    open: (user, conversation) => openConversation(state, client, user, conversation),
    timeZone: o.timeZone ?? 'UTC',
    teamName: o.teamName ?? 'Northwind MSP',
    hint: o.hint,
    pressed: o.pressed,
    behind: o.behind,
    clockControls: o.clockControls,
  });

  const users = new Map<string, TeamsUser>();
  function person(who: string): SimUser {
    const found = state.findPerson(who);
    if (!found) throw new Error(`nobody called ${who}; there are ${state.people.map((user) => user.key).join(', ')}`);
    return found;
  }

  return {
    app,
    async listen(port = 0) {
      const server = await new Promise<Server>((resolve, reject) => {
        const listening = app.listen(port, '127.0.0.1', (error?: Error) => {
          if (error) reject(asListenError(error, { host: '127.0.0.1', port }));
          else resolve(listening);
        });
      });
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return {
        url,
        close: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      };
    },
    setBotEndpoint(to) {
      endpoint = to;
    },
    get cloud() {
      return {
        ToBotFromChannelOpenIdMetadataUrl: `${base()}/idp/.well-known/openidconfiguration`,
        ToBotFromChannelTokenIssuer: BOT_FRAMEWORK_ISSUER,
        ToChannelFromBotLoginUrl: `${base()}/${tenantId}`,
        ToChannelFromBotOAuthScope: BOT_FRAMEWORK_ISSUER,
        OAuthUrl: `${base()}/oauth`,
        ToBotFromEmulatorOpenIdMetadataUrl: `${base()}/emulator/.well-known/openid-configuration`,
        CallerId: 'urn:botframework:azure',
      };
    },
    get serviceUrl() {
      return serviceUrl();
    },
    token: () => identity.botToken(),
    people: state.people,
    channel: { id: state.channel.id, name: state.channel.name },
    user(who) {
      const found = person(who);
      const held = users.get(found.key) ?? teamsUser(state, client, found);
      users.set(found.key, held);
      return held;
    },
    watching: () => page.watching(),
    state,
    faults,
    log: traffic,
    forge: {
      activity(who, where, fields) {
        const user = person(who);
        return client.activityOf(user, where === 'personal' ? state.personalChat(user) : state.channel, fields);
      },
      badToken: (kind) => identity.badToken(kind, serviceUrl()),
      channelToken: () => identity.channelToken(serviceUrl()),
      deliver: (activity, how) => line.deliver(activity, how),
    },
  };
}
