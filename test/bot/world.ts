import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BotCloud, BotHandler } from '../../bot/index.ts';
import type { ActionAnswer, ChatInbound, ChatPort, DialogAnswer } from '../../desk/ports/chat.ts';
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import { createTeamsSimulator } from '../../sim/teams/index.ts';
import type { TeamsSimulator } from '../../sim/teams/index.ts';

export const APP_ID = '11111111-1111-4111-8111-111111111111';
export const TENANT_ID = '22222222-2222-4222-8222-222222222222';
const START = Date.parse('2026-03-02T08:00:00Z');

/** The interface that an implementation on any bot SDK must provide. */
export interface BotUnderTest {
  readonly handler: BotHandler;
  readonly chat: ChatPort;
  warmUp(): Promise<void>;
}

export interface BotSetting {
  readonly appId: string;
  readonly tenantId: string;
  readonly cloud: BotCloud;
  readonly serviceUrl: string;
  readonly inbound: ChatInbound;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
}
export type MakeBot = (setting: BotSetting) => BotUnderTest;

export interface Call {
  readonly to: keyof ChatInbound;
  readonly args: readonly unknown[];
}

/** A desk that records its calls and answers as the test sets. */
export interface RecordingDesk extends ChatInbound {
  readonly calls: Call[];
  onAction: () => Promise<ActionAnswer>;
  onDialog: () => Promise<DialogAnswer>;
  onMessage: () => Promise<void>;
}

export function recordingDesk(): RecordingDesk {
  const calls: Call[] = [];
  const desk: RecordingDesk = {
    calls,
    onAction: async () => ({ message: 'noted' }),
    onDialog: async () => ({ close: true }),
    onMessage: async () => {},
    action: (...args) => (calls.push({ to: 'action', args }), desk.onAction()),
    openDialog: (...args) => (calls.push({ to: 'openDialog', args }), desk.onDialog()),
    submitDialog: (...args) => (calls.push({ to: 'submitDialog', args }), desk.onDialog()),
    message: (...args) => (calls.push({ to: 'message', args }), desk.onMessage()),
    installed: async (...args) => void calls.push({ to: 'installed', args }),
    removed: async (...args) => void calls.push({ to: 'removed', args }),
  };
  return desk;
}

export interface LogLine {
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly body: unknown;
}

/** One bot in the simulated Teams, on a clock that moves only when the test advances it. */
export interface BotWorld {
  readonly sim: TeamsSimulator;
  readonly clock: VirtualClock;
  readonly desk: RecordingDesk;
  readonly bot: BotUnderTest;
  readonly logged: LogLine[];
  /** Sends any body to the bot's address, without a token unless the headers carry one. */
  post(body: RequestInit['body'], headers?: Record<string, string>, method?: string): Promise<Answer>;
  /** Sends an activity with a valid token. */
  deliver(activity: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

export async function botWorld(makeBot: MakeBot): Promise<BotWorld> {
  const clock = virtualClock(START, (name, error) => {
    throw new Error(`${name} failed`, { cause: error });
  });
  const logged: LogLine[] = [];
  const write = (event: string, fields: Record<string, unknown> = {}) => void logged.push({ event, fields });
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const sim = createTeamsSimulator({ clock, appId: APP_ID, tenantId: TENANT_ID, log });
  const teams = await sim.listen();
  const desk = recordingDesk();
  const { cloud, serviceUrl } = sim;
  const bot = makeBot({
    ...{ appId: APP_ID, tenantId: TENANT_ID, cloud, serviceUrl },
    ...{ inbound: desk, fetch: clock.fetch, clock, log },
  });
  const server = createServer((req, res) => {
    clock.middleware(req, res, () => void bot.handler(req, res));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  sim.setBotEndpoint(endpoint);
  await bot.warmUp();

  async function post(body: RequestInit['body'], headers: Record<string, string> = {}, method = 'POST') {
    const answer = await fetch(endpoint, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    });
    const text = await answer.text();
    const json = text === '' ? undefined : (JSON.parse(text) as unknown);
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text, body: json };
  }

  return {
    ...{ sim, clock, desk, bot, logged, post },
    deliver: async (activity) =>
      post(JSON.stringify(activity), { authorization: `Bearer ${await sim.forge.channelToken()}` }),
    async close() {
      server.close();
      server.closeAllConnections();
      await teams.close();
    },
  };
}
