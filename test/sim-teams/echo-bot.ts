import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TeamsSimulator } from '../../sim/teams/index.ts';
import type { VirtualClock } from '../../sim/clock.ts';

export type Activity = Record<string, unknown> & { id: string; type: string; name?: string; value?: unknown };

/** A minimal bot for tests of the simulator itself. It answers with a function and sends what the test asks for. */
export interface EchoBot {
  readonly received: Activity[];
  readonly authorizations: string[];
  /** Returns the response body for an activity; undefined sends 200 without a body. */
  answer: (activity: Activity) => unknown;
  call(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<{ status: number; body: unknown; retryAfter: string | null }>;
  /** Sends a card to a conversation and returns the message's id. */
  sendCard(conversation: string, card: unknown, fields?: Record<string, unknown>): Promise<string>;
  editCard(conversation: string, id: string, card: unknown): Promise<number>;
  openChat(aadObjectId: string): Promise<{ status: number; id: string }>;
  close(): Promise<void>;
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export async function echoBot(sim: TeamsSimulator, clock: VirtualClock, tenantId: string): Promise<EchoBot> {
  const app = express();
  app.use(clock.middleware);
  app.use(express.json({ limit: '1mb' }));
  app.post('/api/messages', async (req, res) => {
    bot.received.push(req.body as Activity);
    bot.authorizations.push(req.headers.authorization ?? '');
    const body = await bot.answer(req.body as Activity);
    res.status(200).json(body);
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  sim.setBotEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  const attachments = (card: unknown) => [{ contentType: CARD_TYPE, content: card }];

  const bot: EchoBot = {
    received: [],
    authorizations: [],
    answer: () => undefined,
    async call(method, path, body, signal) {
      const response = await clock.fetch(`${sim.serviceUrl}${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await sim.token()}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
        retryAfter: response.headers.get('retry-after'),
      };
    },
    async sendCard(conversation, card, fields = {}) {
      const path = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
      const { status, body } = await bot.call('POST', path, {
        type: 'message',
        attachments: attachments(card),
        ...fields,
      });
      if (status !== 201) throw new Error(`send answered ${status}: ${JSON.stringify(body)}`);
      return (body as { id: string }).id;
    },
    async editCard(conversation, id, card) {
      const path = `v3/conversations/${encodeURIComponent(conversation)}/activities/${id}`;
      return (await bot.call('PUT', path, { type: 'message', attachments: attachments(card) })).status;
    },
    async openChat(aadObjectId) {
      const { status, body } = await bot.call('POST', 'v3/conversations', {
        isGroup: false,
        members: [{ id: aadObjectId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      });
      return { status, id: (body as { id?: string }).id ?? '' };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return bot;
}
