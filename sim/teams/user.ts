import { actionsOf, wordsOf } from './card-reading.ts';
import type { CardAction } from './card-reading.ts';
import type { ActionResult, Dialog, TeamsClient } from './client.ts';
import { openConversation } from './open.ts';
import type { SimUser } from './people.ts';
import { cardFor } from './state.ts';
import type { ConversationState, Json, Message, TeamsState, Toast } from './state.ts';

/** A message as one person sees it. */
export interface SeenMessage {
  readonly id: string;
  readonly conversation: 'personal' | 'channel';
  /** "Callboard", or a person's name. */
  readonly from: string;
  readonly at: number;
  readonly edited: boolean;
  readonly text?: string;
  readonly card?: Json;
  /** The card as the bot posted it for everybody, regardless of this person's own view. */
  readonly posted?: Json;
  readonly summary?: string;
  /** All its visible text. */
  readonly words: string;
  /** Titles of its buttons, in reading order. */
  readonly actions: readonly string[];
  /** True after a failed refresh: Teams shows "Something went wrong" and does not retry. */
  readonly stuck: boolean;
}

export type ClickResult =
  | ActionResult
  /** Required fields are empty, so the button does nothing. */
  | { readonly kind: 'blocked'; readonly missing: readonly string[] }
  | { readonly kind: 'link'; readonly url: string }
  /** A part of the card was expanded. */
  | { readonly kind: 'shown' };

/** One person's Teams, for tests and stories: `sim.user('ana').click(id, 'Take it')`. */
export interface TeamsUser {
  readonly person: SimUser;
  /** The personal chat with the bot, oldest first. */
  inbox(): SeenMessage[];
  /** The dispatch channel, oldest first. */
  channel(): SeenMessage[];
  /** All cards this person can see, personal ones first. */
  cards(): SeenMessage[];
  message(messageId: string): SeenMessage;
  /** Whether the text appears anywhere on this person's screen. */
  sees(words: string): boolean;
  toasts(): readonly Toast[];
  unread(): { personal: number; channel: number };
  /** Opens a conversation: it is marked as read, and cards with a refresh request this person's own view. */
  open(conversation: 'personal' | 'channel'): Promise<void>;
  /** Presses a button by title, verb or id. Fields not named in `inputs` keep the card's values. */
  click(messageId: string, action: string, inputs?: Json): Promise<ClickResult>;
  /** The menu's "Refresh card". */
  refresh(messageId: string): Promise<ActionResult | undefined>;
  /** Presses a button that opens a dialog; throws when none opens. */
  openDialog(messageId: string, action: string, inputs?: Json): Promise<Dialog>;
  /** Submits the open dialog; `action` selects a button when the dialog has several. */
  submitDialog(inputs: Json, action?: string): Promise<ClickResult>;
  /** Sends a message to the bot in the personal chat. */
  say(text: string): Promise<void>;
  /** Posts `@Callboard text` in the dispatch channel. */
  mention(text: string): Promise<void>;
  install(): Promise<void>;
  uninstall(): Promise<void>;
  /** Blocks the bot: from now on it gets 403 MessageWritesBlocked. */
  block(): void;
}

export function teamsUser(state: TeamsState, client: TeamsClient, person: SimUser): TeamsUser {
  let dialog: { message: Message; card: Json } | undefined;
  const chat = state.personalChat(person);

  const seen = (conversation: ConversationState) =>
    conversation.messages.filter((message) => !message.removed).map((message) => seenBy(person, conversation, message));

  function find(messageId: string): Message {
    const message = chat.byId.get(messageId) ?? (person.inTeam ? state.channel.byId.get(messageId) : undefined);
    if (!message || message.removed) throw new Error(`${person.name} sees no message ${messageId}`);
    return message;
  }

  async function click(messageId: string, name: string, inputs: Json = {}): Promise<ClickResult> {
    const message = find(messageId);
    const card = cardFor(message, person);
    const action = findAction(card, name);
    const merged = merge(action, inputs);
    if ('missing' in merged) return { kind: 'blocked', missing: merged.missing };
    switch (action.type) {
      case 'Action.OpenUrl':
        return { kind: 'link', url: action.url ?? '' };
      case 'Action.Execute': {
        const { verb, id } = action;
        return client.execute(person, message, {
          ...(verb === undefined ? {} : { verb }),
          ...(id === undefined ? {} : { id }),
          data: merged.data,
        });
      }
      case 'Action.Submit': {
        if (!action.opensDialog) return client.submit(person, message, merged.data);
        return remember(message, await client.openDialog(person, message, merged.data));
      }
      default:
        return { kind: 'shown' };
    }
  }

  function remember(message: Message, result: ActionResult): ActionResult {
    dialog = result.kind === 'dialog' ? { message, card: result.dialog.card } : undefined;
    return result;
  }

  return {
    person,
    inbox: () => seen(chat),
    channel: () => (person.inTeam ? seen(state.channel) : []),
    cards() {
      return [...this.inbox(), ...this.channel()].filter((message) => message.card !== undefined);
    },
    message: (messageId) => {
      const message = find(messageId);
      return seenBy(person, message.conversation === chat.id ? chat : state.channel, message);
    },
    sees(words) {
      return [...this.inbox(), ...this.channel()].some((message) => message.words.includes(words));
    },
    toasts: () => state.toasts.filter((toast) => toast.person === person.key),
    unread: () => ({
      personal: state.unread(chat, person),
      channel: person.inTeam ? state.unread(state.channel, person) : 0,
    }),
    async open(which) {
      await openConversation(state, client, person, which === 'personal' ? chat : state.channel);
    },
    click,
    refresh: (messageId) => client.refresh(person, find(messageId), 'manual'),
    async openDialog(messageId, action, inputs) {
      const result = await click(messageId, action, inputs);
      if (result.kind !== 'dialog') throw new Error(`"${action}" opened no dialog: ${JSON.stringify(result)}`);
      return result.dialog;
    },
    async submitDialog(inputs, action) {
      if (!dialog) throw new Error(`${person.name} has no dialog open`);
      const { message, card } = dialog;
      const submits = actionsOf(card).filter((one) => one.type === 'Action.Submit');
      const pressed = action === undefined ? submits[0] : findAction(card, action);
      if (!pressed) throw new Error('the dialog has no Action.Submit');
      const merged = merge(pressed, inputs);
      if ('missing' in merged) return { kind: 'blocked', missing: merged.missing };
      return remember(message, await client.submitDialog(person, message, merged.data));
    },
    async say(text) {
      await client.say(person, chat, text);
    },
    async mention(text) {
      await client.say(person, state.channel, `@Callboard ${text}`);
    },
    install: () => client.install(person),
    uninstall: () => client.uninstall(person),
    block: () => void state.blocked.add(person.key),
  };
}

function seenBy(person: SimUser, conversation: ConversationState, message: Message): SeenMessage {
  const card = cardFor(message, person);
  const { text } = message;
  return {
    id: message.id,
    conversation: conversation.kind,
    from: message.author === 'bot' ? 'Callboard' : message.author.name,
    at: message.at,
    edited: message.editedAt !== undefined,
    stuck: message.views.get(person.key)?.stuck === true,
    // Computed lazily: callers often search a long chat only for its newest card.
    get words() {
      return [text ?? '', card ? wordsOf(card) : ''].join('\n').trim();
    },
    get actions() {
      return card ? actionsOf(card).map((action) => action.title) : [];
    },
    ...(text === undefined ? {} : { text }),
    ...(card === undefined ? {} : { card }),
    ...(message.card === undefined ? {} : { posted: message.card }),
    ...(message.summary === undefined ? {} : { summary: message.summary }),
  };
}

function findAction(card: Json | undefined, name: string): CardAction {
  const actions = card ? actionsOf(card) : [];
  const found =
    actions.find((action) => action.title === name) ??
    actions.find((action) => action.verb === name || action.id === name || action.data['verb'] === name);
  if (found) return found;
  throw new Error(`no button "${name}"; there are: ${actions.map((action) => action.title).join(', ') || 'none'}`);
}

function merge(action: CardAction, given: Json): { data: Json } | { missing: string[] } {
  const values: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const input of action.inputs) {
    const value = given[input.id] ?? input.value;
    if (input.required && (value === undefined || value === '')) missing.push(input.id);
    else if (value !== undefined) values[input.id] = value;
  }
  const unknown = Object.keys(given).filter((id) => !action.inputs.some((input) => input.id === id));
  if (unknown.length > 0) throw new Error(`"${action.title}" sends no field ${unknown.join(', ')}`);
  return missing.length > 0 ? { missing } : { data: { ...action.data, ...values } };
}
