import type { Ids } from '../../model/ids.ts';
import { simUser } from './people.ts';
import type { SimPerson, SimUser } from './people.ts';

export type Json = Readonly<Record<string, unknown>>;

/**
 * What one person sees in place of the message's own card until the next edit: the card that answered their action or
 * refresh, or, after a failed refresh, Teams' "Something went wrong" (`stuck`).
 */
export interface View {
  readonly card?: Json;
  readonly stuck?: boolean;
}

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly conversation: string;
  /** The id of the first message of the channel thread; the message's own id when it is the first. */
  readonly thread: string;
  readonly author: 'bot' | SimUser;
  readonly at: number;
  editedAt?: number;
  text?: string;
  card?: Json;
  /** The card before the last edit. */
  oldCard?: Json;
  summary?: string;
  removed: boolean;
  readonly views: Map<string, View>;
  /** Keys of the people who have requested their own view since the last edit. */
  readonly asked: Set<string>;
}

export interface ConversationState {
  readonly id: string;
  readonly kind: 'personal' | 'channel';
  readonly name: string;
  /** The one person of a personal chat. */
  readonly person?: SimUser;
  readonly messages: Message[];
  readonly byId: Map<string, Message>;
  /** The seq of the last message that each person has read. */
  readonly read: Map<string, number>;
}

/** The notification that pops up on a person's screen; it rings when `alert` is true. */
export interface Toast {
  readonly person: string;
  readonly conversation: string;
  readonly messageId: string;
  readonly text: string;
  readonly alert: boolean;
  readonly at: number;
}

export type Change =
  | {
      readonly kind: 'message' | 'edit' | 'remove' | 'view' | 'read';
      readonly conversation: string;
      readonly id: string;
    }
  | { readonly kind: 'toast'; readonly toast: Toast };

export interface NewMessage {
  readonly author: 'bot' | SimUser;
  readonly at: number;
  readonly thread?: string;
  readonly text?: string;
  readonly card?: Json;
  readonly summary?: string;
  readonly alert?: boolean;
}

/** The whole state of the simulated Teams: people, conversations, messages, read positions. */
export class TeamsState {
  readonly people: readonly SimUser[];
  readonly channel: ConversationState;
  readonly conversations = new Map<string, ConversationState>();
  readonly toasts: Toast[] = [];
  /** Keys of the people who have the app installed. */
  readonly installed = new Set<string>();
  /** Keys of the people who blocked the bot: 403 MessageWritesBlocked. */
  readonly blocked = new Set<string>();
  /** The number of changes so far. A page that connects late uses it to detect missed ones. */
  changes = 0;
  readonly #ids: Ids;
  readonly #byKey = new Map<string, SimUser>();
  readonly #personal = new Map<string, ConversationState>();
  readonly #listeners = new Set<(change: Change) => void>();
  #seq = 0;

  constructor(o: { people: readonly SimPerson[]; channelName: string; ids: Ids }) {
    this.#ids = o.ids;
    this.people = o.people.map(simUser);
    for (const person of o.people) if (person.installed !== false) this.installed.add(person.key);
    for (const user of this.people) {
      this.#byKey.set(user.key, user);
      const chat = newConversation(`a:1${user.aadObjectId}`, 'personal', user.name, user);
      this.#personal.set(user.key, chat);
      this.conversations.set(chat.id, chat);
    }
    this.channel = newConversation('19:dispatch@thread.tacv2', 'channel', o.channelName);
    this.conversations.set(this.channel.id, this.channel);
  }

  /** Finds a person by key, full name, Entra object id or Teams id. */
  findPerson(who: string): SimUser | undefined {
    return (
      this.#byKey.get(who) ??
      this.people.find((user) => user.name === who || user.aadObjectId === who || user.mri === who)
    );
  }

  personalChat(user: SimUser): ConversationState {
    const chat = this.#personal.get(user.key);
    if (!chat) throw new Error(`${user.key} has no personal chat`);
    return chat;
  }

  members(conversation: ConversationState): readonly SimUser[] {
    return conversation.person ? [conversation.person] : this.people.filter((user) => user.inTeam);
  }

  post(conversation: ConversationState, o: NewMessage): Message {
    const id = this.#ids.next('msg');
    const message: Message = {
      id,
      seq: ++this.#seq,
      conversation: conversation.id,
      thread: o.thread ?? id,
      author: o.author,
      at: o.at,
      removed: false,
      views: new Map(),
      asked: new Set(),
    };
    if (o.text !== undefined) message.text = o.text;
    if (o.card !== undefined) message.card = o.card;
    if (o.summary !== undefined) message.summary = o.summary;
    conversation.messages.push(message);
    conversation.byId.set(id, message);
    if (o.author !== 'bot') conversation.read.set(o.author.key, message.seq);
    this.changed({ kind: 'message', conversation: conversation.id, id });
    if (o.author === 'bot') this.#toast(conversation, message, o.alert === true);
    return message;
  }

  /** An edit clears all personal views. As in Teams, it makes nothing unread and shows no toast. */
  edit(message: Message, o: { at: number; text?: string; card?: Json; summary?: string }): void {
    message.editedAt = o.at;
    if (message.card) message.oldCard = message.card;
    delete message.text;
    delete message.card;
    if (o.text !== undefined) message.text = o.text;
    if (o.card !== undefined) message.card = o.card;
    if (o.summary !== undefined) message.summary = o.summary;
    message.views.clear();
    message.asked.clear();
    this.changed({ kind: 'edit', conversation: message.conversation, id: message.id });
  }

  remove(message: Message): void {
    message.removed = true;
    message.views.clear();
    this.changed({ kind: 'remove', conversation: message.conversation, id: message.id });
  }

  show(message: Message, user: SimUser, view: View): void {
    message.views.set(user.key, view);
    this.changed({ kind: 'view', conversation: message.conversation, id: message.id });
  }

  markRead(conversation: ConversationState, user: SimUser): void {
    const last = conversation.messages.at(-1);
    if (!last || conversation.read.get(user.key) === last.seq) return;
    conversation.read.set(user.key, last.seq);
    this.changed({ kind: 'read', conversation: conversation.id, id: last.id });
  }

  unread(conversation: ConversationState, user: SimUser): number {
    const read = conversation.read.get(user.key) ?? 0;
    let count = 0;
    for (let i = conversation.messages.length - 1; i >= 0; i -= 1) {
      const message = conversation.messages[i];
      if (!message || message.seq <= read) break;
      if (!message.removed && message.author !== user) count += 1;
    }
    return count;
  }

  listen(hear: (change: Change) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  changed(change: Change): void {
    this.changes += 1;
    for (const hear of this.#listeners) hear(change);
  }

  /** Personal messages always show a toast; channel posts only with `alert`, as in Teams without a mention. */
  #toast(conversation: ConversationState, message: Message, alert: boolean): void {
    if (conversation.kind === 'channel' && !alert) return;
    // docs/platform/teams.md, “A card needs a summary for its toast”.
    const text = message.summary ?? message.text ?? 'Sent a card';
    for (const person of this.members(conversation)) {
      const toast = {
        person: person.key,
        conversation: conversation.id,
        messageId: message.id,
        text,
        alert,
        at: message.at,
      };
      this.toasts.push(toast);
      this.changed({ kind: 'toast', toast });
    }
  }
}

function newConversation(id: string, kind: 'personal' | 'channel', name: string, person?: SimUser): ConversationState {
  const state = { id, kind, name, messages: [], byId: new Map(), read: new Map() };
  return person ? { ...state, person } : state;
}

/** The card that this person sees on this message now. */
export function cardFor(message: Message, user: SimUser): Json | undefined {
  return message.views.get(user.key)?.card ?? message.card;
}
