import express from 'express';
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { param, refuse, serve } from './connector-gate.ts';
import type { GateParts, Reply } from './connector-gate.ts';
import type { SimUser } from './people.ts';
import type { LimitKind } from './rate-limits.ts';
import type { ConversationState, Json, Message, TeamsState } from './state.ts';

/** docs/platform/teams.md, “A message ends at about 100 KB”. */
const MESSAGE_BYTES = 100 * 1024;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

const activitySchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  summary: z.string().optional(),
  attachments: z
    .array(z.looseObject({ contentType: z.string(), content: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
  channelData: z.looseObject({ notification: z.looseObject({ alert: z.boolean().optional() }).optional() }).optional(),
});
type BotActivity = z.infer<typeof activitySchema>;

const newConversationSchema = z.looseObject({
  isGroup: z.boolean().optional(),
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  tenantId: z.string().optional(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).optional(),
      channel: z.looseObject({ id: z.string() }).optional(),
    })
    .optional(),
  activity: activitySchema.optional(),
});

export interface ConnectorParts extends GateParts {
  readonly state: TeamsState;
  readonly tenantId: string;
  readonly edited: (conversation: ConversationState, message: Message) => void;
}

/**
 * The Bot Connector REST API as Teams serves it. Paths, statuses and error codes follow
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference. The meaning of
 * each refusal: docs/platform/teams.md, “The connector's status says more than its error code”.
 */
export function connectorRoutes(app: Express, parts: ConnectorParts): void {
  const { state } = parts;
  const json = express.json({ limit: '1mb' });
  const served = (what: string, limit: LimitKind, work: (req: Request) => Reply) =>
    [
      json,
      (req: Request, res: Response) =>
        serve(parts, { what, limit, work, conversation: (of) => conversationOf(state, of) }, req, res),
    ] as const;

  app.post('/v3/conversations', ...served('create', 'write', (req) => create(parts, req.body)));
  app.post(
    ['/v3/conversations/:conversation/activities', '/v3/conversations/:conversation/activities/:activity'],
    ...served('send', 'write', (req) => send(parts, param(req, 'conversation'), req.body, param(req, 'activity'))),
  );
  app.put(
    '/v3/conversations/:conversation/activities/:activity',
    ...served('update', 'write', (req) => update(parts, param(req, 'conversation'), param(req, 'activity'), req.body)),
  );
  app.delete(
    '/v3/conversations/:conversation/activities/:activity',
    ...served('delete', 'write', (req) => {
      const found = findMessage(state, param(req, 'conversation'), param(req, 'activity'));
      if ('status' in found) return found;
      state.remove(found.message);
      return { status: 200, body: {} };
    }),
  );
  app.get(
    ['/v3/conversations/:conversation/members', '/v3/conversations/:conversation/pagedmembers'],
    ...served('members', 'read', (req) => {
      const conversation = findConversation(state, param(req, 'conversation'));
      if ('status' in conversation) return conversation;
      const all = state.members(conversation).map((user) => account(user, parts.tenantId));
      if (!req.path.endsWith('/pagedmembers')) return { status: 200, body: all };
      const size = Math.min(Math.max(Number(req.query['pageSize']) || 200, 1), 500);
      const from = Number(req.query['continuationToken']) || 0;
      const more = from + size < all.length ? { continuationToken: String(from + size) } : {};
      return { status: 200, body: { members: all.slice(from, from + size), ...more } };
    }),
  );
  app.get(
    '/v3/conversations/:conversation/members/:member',
    ...served('member', 'read', (req) => {
      const conversation = findConversation(state, param(req, 'conversation'));
      if ('status' in conversation) return conversation;
      const user = state.findPerson(param(req, 'member'));
      if (!user || !state.members(conversation).includes(user)) return refuse(404, 'MemberNotFoundInConversation');
      return { status: 200, body: account(user, parts.tenantId) };
    }),
  );
}

function create(parts: ConnectorParts, raw: unknown): Reply {
  const { state } = parts;
  const parsed = newConversationSchema.safeParse(raw);
  if (!parsed.success) return refuse(400, 'BadSyntax', z.prettifyError(parsed.error));
  const body = parsed.data;
  const tenant = body.tenantId ?? body.channelData?.tenant?.id;
  const channelId = body.channelData?.channel?.id;
  if (body.isGroup === true && channelId !== undefined) {
    if (baseId(channelId) !== state.channel.id) return refuse(404, 'ConversationNotFound');
    if (!body.activity) return refuse(400, 'BadArgument', 'A channel thread starts with an activity');
    const sent = sendTo(parts, state.channel, body.activity, undefined);
    if (sent.status !== 201) return sent;
    const id = (sent.body as { id?: string }).id ?? '';
    return { status: 201, body: { id: `${state.channel.id};messageid=${id}`, activityId: id } };
  }
  if (tenant !== parts.tenantId) return refuse(400, 'BadArgument', `Unknown tenant ${String(tenant)}`);
  const member = state.findPerson(body.members?.[0]?.id ?? '');
  if (!member) return refuse(400, 'BadArgument', 'Failed to decrypt pairwise id, or unknown member');
  if (!state.installed.has(member.key)) {
    return refuse(403, 'ForbiddenOperationException', 'The bot is not installed for this user');
  }
  return { status: 201, body: { id: state.personalChat(member).id } };
}

function send(parts: ConnectorParts, conversationId: string, raw: unknown, replyTo: string): Reply {
  const conversation = findConversation(parts.state, conversationId);
  if ('status' in conversation) return conversation;
  const parsed = activitySchema.safeParse(raw);
  if (!parsed.success) return refuse(400, 'BadSyntax', z.prettifyError(parsed.error));
  const thread = /;messageid=(.+)$/.exec(conversationId)?.[1] ?? conversation.byId.get(replyTo)?.thread;
  return sendTo(parts, conversation, parsed.data, conversation.kind === 'channel' ? thread : undefined);
}

function sendTo(
  parts: ConnectorParts,
  conversation: ConversationState,
  activity: BotActivity,
  thread: string | undefined,
): Reply {
  const refused = mayWrite(parts.state, conversation) ?? tooBig(activity);
  if (refused) return refused;
  if (activity.type === 'typing') return { status: 202, body: {} };
  if (activity.type !== 'message') return refuse(400, 'BadArgument', `Activity type ${activity.type} is not supported`);
  const { text, card } = contentOf(activity);
  if (text === undefined && card === undefined) return refuse(400, 'BadArgument', 'The activity is empty');
  const common = {
    author: 'bot' as const,
    at: parts.clock.now(),
    alert: activity.channelData?.notification?.alert === true,
    ...(thread === undefined ? {} : { thread }),
    ...(activity.summary === undefined ? {} : { summary: activity.summary }),
  };
  const ids = [text === undefined ? undefined : { text }, card === undefined ? undefined : { card }]
    .filter((part) => part !== undefined)
    .map((part) => {
      return parts.state.post(conversation, { ...common, ...part }).id;
    });
  // docs/platform/teams.md, “Text beside a card becomes a message of its own”.
  return { status: 201, body: ids.length === 1 ? { id: ids[0] } : {} };
}

function update(parts: ConnectorParts, conversationId: string, activityId: string, raw: unknown): Reply {
  const found = findMessage(parts.state, conversationId, activityId);
  if ('status' in found) return found;
  const parsed = activitySchema.safeParse(raw);
  if (!parsed.success) return refuse(400, 'BadSyntax', z.prettifyError(parsed.error));
  const refused = mayWrite(parts.state, found.conversation) ?? tooBig(parsed.data);
  if (refused) return refused;
  const { summary } = parsed.data;
  const at = parts.clock.now();
  parts.state.edit(found.message, { at, ...contentOf(parsed.data), ...(summary === undefined ? {} : { summary }) });
  parts.edited(found.conversation, found.message);
  return { status: 200, body: { id: activityId } };
}

function contentOf(activity: BotActivity): { text?: string; card?: Json } {
  const card = activity.attachments?.find((attachment) => attachment.contentType === CARD_TYPE)?.content;
  return {
    ...(activity.text === undefined || activity.text === '' ? {} : { text: activity.text }),
    ...(card === undefined ? {} : { card }),
  };
}

function mayWrite(state: TeamsState, conversation: ConversationState): Reply | undefined {
  const person = conversation.person;
  if (!person) return undefined;
  if (!state.installed.has(person.key)) return refuse(403, 'BotNotInConversationRoster');
  if (state.blocked.has(person.key)) return refuse(403, 'MessageWritesBlocked');
  return undefined;
}

function tooBig(activity: BotActivity): Reply | undefined {
  const bytes = JSON.stringify(activity).length * 2;
  return bytes > MESSAGE_BYTES
    ? refuse(413, 'MessageSizeTooBig', `${bytes} bytes; at most ${MESSAGE_BYTES}`)
    : undefined;
}

function findConversation(state: TeamsState, id: string): ConversationState | Reply {
  return state.conversations.get(baseId(id)) ?? refuse(404, 'ConversationNotFound');
}

function findMessage(state: TeamsState, conversationId: string, id: string) {
  const conversation = findConversation(state, conversationId);
  if ('status' in conversation) return conversation;
  const message = conversation.byId.get(id);
  if (!message || message.removed) return refuse(404, 'ActivityNotFoundInConversation');
  if (message.author !== 'bot') return refuse(403, 'ForbiddenOperationException', 'Not a message of this bot');
  return { conversation, message };
}

/** A channel thread's id is `channel;messageid=…`; its limits and members are the channel's. */
function baseId(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** The conversation whose rate limit a request counts against; for "create", the conversation to be created. */
function conversationOf(state: TeamsState, req: Request): string | undefined {
  const named = param(req, 'conversation');
  if (named !== '') return baseId(named);
  const body = newConversationSchema.safeParse(req.body).data;
  if (body?.isGroup === true) return baseId(body.channelData?.channel?.id ?? '');
  const member = state.findPerson(body?.members?.[0]?.id ?? '');
  return member && state.personalChat(member).id;
}

function account(user: SimUser, tenantId: string) {
  const [givenName = '', ...rest] = user.name.split(' ');
  return {
    id: user.mri,
    name: user.name,
    objectId: user.aadObjectId,
    aadObjectId: user.aadObjectId,
    givenName,
    surname: rest.join(' '),
    email: user.mail,
    userPrincipalName: user.mail,
    tenantId,
    userRole: 'user',
  };
}
