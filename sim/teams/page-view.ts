import type { SimUser } from './people.ts';
import { cardFor } from './state.ts';
import type { ConversationState, Json, Message, TeamsState, Toast } from './state.ts';

/** The hint on the page's first screen: the current situation and one thing to try. */
export interface Hint {
  readonly sentence: string;
  readonly next?: {
    /** The text of the highlighted button: "Be Ana and take the printer ticket". */
    readonly text: string;
    /** The person whom the visitor then plays. */
    readonly as: string;
    readonly conversation: 'personal' | 'channel';
    /** The title of the card button to highlight once it appears. */
    readonly action?: string;
    /** A panel that the button opens instead of navigating. */
    readonly opens?: 'behind';
    /** Another system's page, opened in a new tab. */
    readonly href?: string;
  };
}

/** The current state of other systems, for the collapsed panel beside the chat. */
export interface BehindTheScenes {
  readonly sections: readonly {
    readonly title: string;
    readonly note?: string;
    readonly columns: readonly string[];
    /** `fresh` marks the newest rows; `href` links the first cell to the system itself. */
    readonly rows: readonly { readonly cells: readonly string[]; readonly href?: string; readonly fresh?: boolean }[];
  }[];
}

/** The demo's clock, as the page shows and controls it. */
export interface ClockControls {
  /** Virtual ms per real ms; 0 means paused. */
  speed(): number;
  setSpeed(speed: number): void;
  /** The speeds to choose from, besides 0. */
  readonly speeds: readonly number[];
}

/** A message as JSON for one person's page. */
export function messageJson(message: Message, user: SimUser): Json {
  const card = cardFor(message, user);
  return {
    id: message.id,
    seq: message.seq,
    conversation: message.conversation,
    thread: message.thread,
    from:
      message.author === 'bot'
        ? { name: 'Callboard', bot: true }
        : { name: message.author.name, key: message.author.key },
    at: message.at,
    removed: message.removed,
    ...(message.editedAt === undefined ? {} : { editedAt: message.editedAt }),
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(card === undefined ? {} : { card }),
    ...(message.views.get(user.key)?.stuck === true ? { stuck: true } : {}),
  };
}

export function listEntry(state: TeamsState, conversation: ConversationState, user: SimUser): Json {
  const last = conversation.messages.findLast((message) => !message.removed);
  return {
    kind: conversation.kind,
    id: conversation.id,
    name: conversation.kind === 'personal' ? 'Callboard' : conversation.name,
    unread: state.unread(conversation, user),
    ...(last
      ? {
          last: {
            at: last.at,
            from: last.author === 'bot' ? 'Callboard' : last.author === user ? 'You' : last.author.name,
            text: last.text ?? last.summary ?? 'Sent a card',
          },
        }
      : {}),
  };
}

export function conversationsOf(state: TeamsState, user: SimUser): ConversationState[] {
  return user.inTeam ? [state.personalChat(user), state.channel] : [state.personalChat(user)];
}

/** All people for the switcher, with their unread counts. */
export function peopleJson(state: TeamsState): Json[] {
  return state.people.map((user) => ({
    key: user.key,
    name: user.name,
    role: user.role,
    unread: state.unread(state.personalChat(user), user),
  }));
}

export function toastJson(state: TeamsState, toast: Toast): Json {
  const conversation = state.conversations.get(toast.conversation);
  return {
    ...toast,
    kind: conversation?.kind ?? 'personal',
    title: conversation?.kind === 'channel' ? conversation.name : 'Callboard',
  };
}
