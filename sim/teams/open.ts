import type { TeamsClient } from './client.ts';
import type { SimUser } from './people.ts';
import { refreshers } from './refresh.ts';
import type { ConversationState, TeamsState } from './state.ts';

/** How many of the newest messages fit on a screen: only those that come into sight ask for up-to-date views. */
const ON_SCREEN = 20;

/** Somebody looks into a conversation: it is read, and each card with a refresh asks once for this person's view. */
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
