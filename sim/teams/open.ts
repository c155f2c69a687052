import type { TeamsClient } from './client.ts';
import type { SimUser } from './people.ts';
import { refreshers } from './refresh.ts';
import type { ConversationState, TeamsState } from './state.ts';

/** How many of the newest messages fit on a screen. Only cards in view request an up-to-date view. */
const ON_SCREEN = 20;

/**
 * A person opens a conversation: it is marked as read, and each card with a refresh requests this person's view once.
 */
export async function openConversation(
  state: TeamsState,
  client: TeamsClient,
  user: SimUser,
  conversation: ConversationState,
): Promise<void> {
  state.markRead(conversation, user);
  for (const message of conversation.messages.slice(-ON_SCREEN)) {
    if (message.removed || message.asked.has(user.key)) continue;
    if (refreshers(state, conversation, message).includes(user)) await client.refresh(user, message, 'automatic');
  }
}
