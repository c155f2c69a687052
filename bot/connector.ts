import { z } from 'zod';
import type { ChatMessage, ChatPort } from '../desk/ports/chat.ts';
import type { Clock } from '../model/clock.ts';
import { withDeadline } from '../model/deadline.ts';
import { OutsideError } from '../model/errors.ts';
import type { Conversation } from '../model/person.ts';
import type { BotConfig } from './config.ts';
import { connectorError, wireError } from './connector-errors.ts';
import { isLoopbackUrl } from './loopback.ts';
import type { BotToken } from './token.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
/** A hanging connector must not block the outbox. */
const ANSWER_WITHIN_MS = 10_000;

const resourceSchema = z.object({ id: z.string().min(1) });
const memberSchema = z.object({ email: z.string().optional(), userPrincipalName: z.string().optional() });

/**
 * Sends messages over the Bot Connector's REST interface:
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 *
 * It uses our own HTTP client although the adapter provides the SDK's ConnectorClient: docs/platform/teams.md, “The SDK
 * repeats messages by itself and waits without end”. A custom `httpClient` inside the SDK's client could fix both
 * problems, but we need only five calls, and the SDK's request pipeline would be one more thing to control. The SDK's
 * client is disabled during a turn (unused-clients.ts), so every message is sent from here.
 */
export function createConnector(o: {
  config: BotConfig;
  token: BotToken;
  /**
   * The address for opening a personal chat, from the newest activity: docs/platform/teams.md, “The service address may
   * change”.
   */
  serviceUrl: () => string;
  fetch: typeof fetch;
  clock: Clock;
}): ChatPort {
  const bot = { id: `28:${o.config.appId}` };

  async function call(method: string, serviceUrl: string, path: string, body?: unknown): Promise<string> {
    const what = `${method} ${path.split('/')[0] ?? ''}`;
    const url = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path === '' ? '' : `/${path}`}`;
    // The address was stored from an earlier activity. Never send our token over an unencrypted connection.
    if (!url.startsWith('https://') && !isLoopbackUrl(url)) {
      throw new OutsideError('TEAMS_REFUSED', `${serviceUrl} is not an https address`, { done: 'no', retry: 'never' });
    }
    const token = await o.token.get();
    const { answer, text } = await withDeadline(o.clock, ANSWER_WITHIN_MS, async (signal) => {
      const response = await o.fetch(url, {
        method,
        redirect: 'manual',
        signal,
        headers: {
          accept: 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { answer: response, text: await response.text() };
    }).catch((error: unknown) => {
      throw wireError(what, error);
    });
    if (answer.ok) return text;
    if (answer.status === 401) o.token.drop(token);
    throw connectorError(what, answer, text, o.clock.now());
  }

  function activity(to: Conversation, message: ChatMessage): Record<string, unknown> {
    return {
      type: 'message',
      from: bot,
      conversation: { id: to.id },
      summary: message.summary,
      attachments: [{ contentType: CARD, content: message.card }],
      ...(message.alert === true ? { channelData: { notification: { alert: true, alertInMeeting: false } } } : {}),
    };
  }

  const place = (to: Conversation, activityId?: string) =>
    `${encodeURIComponent(to.id)}/activities${activityId === undefined ? '' : `/${encodeURIComponent(activityId)}`}`;

  return {
    async send(to, message) {
      const text = await call('POST', to.serviceUrl, place(to), activity(to, message));
      return { activityId: idOf(text) };
    },
    async update(to, activityId, message) {
      await call('PUT', to.serviceUrl, place(to, activityId), { ...activity(to, message), id: activityId });
    },
    async openPersonal(entraId) {
      const { tenantId } = o.config;
      const serviceUrl = o.serviceUrl();
      const text = await call('POST', serviceUrl, '', {
        isGroup: false,
        bot,
        members: [{ id: entraId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      });
      return { id: idOf(text), serviceUrl, tenantId, kind: 'personal' };
    },
    async mailOf(conversation, teamsId) {
      const member = `${encodeURIComponent(conversation.id)}/members/${encodeURIComponent(teamsId)}`;
      const parsed = memberSchema.safeParse(readJson(await call('GET', conversation.serviceUrl, member)));
      return parsed.success ? (parsed.data.email ?? parsed.data.userPrincipalName) : undefined;
    },
  };
}

/**
 * Returns the id of the created resource. Without an id the message was delivered but cannot be edited, so the outbox
 * must be told.
 */
function idOf(text: string): string {
  const parsed = resourceSchema.safeParse(readJson(text));
  if (parsed.success) return parsed.data.id;
  throw new OutsideError('TEAMS_UNREACHABLE', 'Teams accepted the message but returned no id', {
    done: 'unknown',
    retry: 'later',
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
