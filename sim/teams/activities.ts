import type { SimUser } from './people.ts';
import type { ConversationState, Json } from './state.ts';

export interface ActivityFrame {
  readonly id: string;
  readonly at: number;
  readonly appId: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly from: SimUser;
  readonly conversation: ConversationState;
  /** The channel thread, or the message that the person acted on. */
  readonly thread?: string;
}

/**
 * An activity as Teams sends it to a bot. Its shape follows
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 */
export function activity(frame: ActivityFrame, fields: Json): Json {
  const { conversation, from } = frame;
  const timestamp = new Date(frame.at).toISOString();
  const channel = conversation.kind === 'channel';
  const thread = channel && frame.thread !== undefined ? `;messageid=${frame.thread}` : '';
  return {
    id: frame.id,
    timestamp,
    localTimestamp: timestamp,
    channelId: 'msteams',
    serviceUrl: frame.serviceUrl,
    from: { id: from.mri, name: from.name, aadObjectId: from.aadObjectId },
    recipient: { id: `28:${frame.appId}`, name: 'Callboard' },
    conversation: {
      id: `${conversation.id}${thread}`,
      conversationType: conversation.kind,
      tenantId: frame.tenantId,
      ...(channel ? { isGroup: true, name: conversation.name } : {}),
    },
    locale: 'en-GB',
    channelData: {
      tenant: { id: frame.tenantId },
      ...(channel
        ? { channel: { id: conversation.id }, team: { id: conversation.id }, teamsChannelId: conversation.id }
        : {}),
    },
    ...fields,
  };
}

export function messageFields(text: string, mention: { appId: string } | undefined): Json {
  const clientInfo = { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London' };
  if (!mention) return { type: 'message', text, textFormat: 'plain', entities: [clientInfo] };
  const tag = '<at>Callboard</at>';
  return {
    type: 'message',
    // docs/platform/teams.md, “A mention leaves a no-break space behind”.
    text: `${tag}&nbsp;${text}`,
    textFormat: 'plain',
    entities: [clientInfo, { type: 'mention', text: tag, mentioned: { id: `28:${mention.appId}`, name: 'Callboard' } }],
  };
}
