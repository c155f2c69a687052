import type { Clock } from '../../model/clock.ts';
import { isJson } from './card-reading.ts';
import type { TeamsClient } from './client.ts';
import type { SimUser } from './people.ts';
import type { ConversationState, Message, TeamsState } from './state.ts';

/** docs/platform/teams.md, “At most sixty people have a view of their own”. */
const PEOPLE_AT_MOST = 60;

/** The people whose clients request their own view after an edit of this message. */
export function refreshers(state: TeamsState, conversation: ConversationState, message: Message): readonly SimUser[] {
  const refresh = message.card?.['refresh'];
  if (!isJson(refresh)) return [];
  const members = state.members(conversation);
  const ids = refresh['userIds'];
  if (ids === undefined) return members.length <= PEOPLE_AT_MOST ? members : [];
  if (!Array.isArray(ids)) return [];
  const wanted = new Set<unknown>(ids.slice(0, PEOPLE_AT_MOST));
  return members.filter((user) => wanted.has(user.mri));
}

/** docs/platform/teams.md, “Each edit asks for every view again”. */
export function refreshAfterEdits(o: {
  clock: Clock;
  state: TeamsState;
  client: TeamsClient;
}): (conversation: ConversationState, message: Message) => void {
  return (conversation, message) => {
    for (const user of refreshers(o.state, conversation, message)) {
      o.clock.spawn('teams.refresh', async () => {
        if (!message.removed) await o.client.refresh(user, message, 'automatic');
      });
    }
  };
}
