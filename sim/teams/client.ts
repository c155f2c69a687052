import type { Clock } from '../../model/clock.ts';
import type { Ids } from '../../model/ids.ts';
import { z } from 'zod';
import { activity, messageFields } from './activities.ts';
import type { BotAnswer, BotLine } from './bot-line.ts';
import { isJson } from './card-reading.ts';
import type { Faults } from './faults.ts';
import type { SimUser } from './people.ts';
import type { ConversationState, Json, Message, TeamsState } from './state.ts';

export interface Dialog {
  readonly title: string;
  readonly height?: string | number;
  readonly width?: string | number;
  readonly card: Json;
}

/** What a person sees after pressing a button. */
export type ActionResult =
  | { readonly kind: 'card'; readonly card: Json }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'dialog'; readonly dialog: Dialog }
  /** A dialog was closed, or an Action.Submit was sent as a message: nothing to show. */
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly status: number | undefined; readonly text: string };

/** Teams' own texts for a bot that does not answer correctly. */
const UNREACHABLE = 'Unable to reach app. Please try again.';
const WRONG = 'Something went wrong. Please try again.';

const invokeAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('application/vnd.microsoft.card.adaptive'), value: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal('application/vnd.microsoft.activity.message'), value: z.string() }),
]);
const taskAnswer = z.object({
  task: z.discriminatedUnion('type', [
    z.object({ type: z.literal('message'), value: z.string() }),
    z.object({
      type: z.literal('continue'),
      value: z.object({
        title: z.string().default(''),
        height: z.union([z.string(), z.number()]).optional(),
        width: z.union([z.string(), z.number()]).optional(),
        card: z.object({ contentType: z.string(), content: z.record(z.string(), z.unknown()) }),
      }),
    }),
  ]),
});

/**
 * A person's Teams client: sends messages, presses buttons, refreshes cards, opens and submits dialogs, installs the
 * app.
 */
export interface TeamsClient {
  say(user: SimUser, conversation: ConversationState, text: string): Promise<BotAnswer | undefined>;
  execute(user: SimUser, message: Message, action: { verb?: string; id?: string; data: Json }): Promise<ActionResult>;
  /** `automatic` means that Teams refreshes by itself. Returns undefined when the card has no refresh. */
  refresh(user: SimUser, message: Message, trigger: 'manual' | 'automatic'): Promise<ActionResult | undefined>;
  submit(user: SimUser, message: Message, data: Json): Promise<ActionResult>;
  openDialog(user: SimUser, message: Message, data: Json): Promise<ActionResult>;
  submitDialog(user: SimUser, message: Message, data: Json): Promise<ActionResult>;
  install(user: SimUser): Promise<void>;
  uninstall(user: SimUser): Promise<void>;
  /** A complete activity of this person, not sent, for tests that change it first. */
  activityOf(user: SimUser, conversation: ConversationState, fields: Json, thread?: string): Json;
}

export function createClient(o: {
  clock: Clock;
  ids: Ids;
  state: TeamsState;
  line: BotLine;
  faults: Faults;
  appId: string;
  tenantId: string;
  serviceUrl: () => string;
}): TeamsClient {
  const { state, line } = o;

  function activityOf(
    user: SimUser,
    conversation: ConversationState,
    fields: Json,
    thread?: string,
    id?: string,
  ): Json {
    const { appId, tenantId } = o;
    return activity(
      {
        id: id ?? o.ids.next('act'),
        at: o.clock.now(),
        appId,
        tenantId,
        serviceUrl: o.serviceUrl(),
        from: user,
        conversation,
        ...(thread === undefined ? {} : { thread }),
      },
      fields,
    );
  }

  function on(message: Message): ConversationState {
    const conversation = state.conversations.get(message.conversation);
    if (!conversation) throw new Error(`no conversation ${message.conversation}`);
    return conversation;
  }

  function invoke(user: SimUser, message: Message, name: string, value: Json): Promise<BotAnswer> {
    const fields = { type: 'invoke', name, value, replyToId: message.id };
    return line.deliver(activityOf(user, on(message), fields, message.thread));
  }

  async function act(
    user: SimUser,
    message: Message,
    action: { verb?: string; id?: string; data: Json },
    trigger: 'manual' | 'automatic',
  ): Promise<ActionResult> {
    const before = message.editedAt;
    const answer = await invoke(user, message, 'adaptiveCard/action', {
      action: { type: 'Action.Execute', ...action },
      trigger,
    });
    const result = readInvoke(answer);
    // Drop an answer that is older than an edit: the edit triggers its own refresh.
    if (result.kind === 'card' && message.editedAt === before) state.show(message, user, { card: result.card });
    return result;
  }

  async function task(user: SimUser, message: Message, name: string, data: Json): Promise<ActionResult> {
    return readTask(await invoke(user, message, name, { data, context: { theme: 'default' }, tabContext: null }));
  }

  return {
    activityOf,
    async say(user, conversation, text) {
      const id = o.ids.next('act');
      const message = state.post(conversation, { author: user, at: o.clock.now(), text });
      const mentioned = conversation.kind === 'personal' ? text : mentionIn(text);
      // A channel message that does not mention the bot never reaches it.
      if (mentioned === undefined) return undefined;
      const fields = messageFields(mentioned, conversation.kind === 'personal' ? undefined : { appId: o.appId });
      return line.deliver(activityOf(user, conversation, fields, message.thread, id));
    },
    execute: (user, message, action) => act(user, message, action, 'manual'),
    async refresh(user, message, trigger) {
      const card = o.faults.refreshWithOldData && message.oldCard ? message.oldCard : message.card;
      const action = isJson(card?.['refresh']) ? card['refresh']['action'] : undefined;
      if (!isJson(action)) return undefined;
      message.asked.add(user.key);
      const { verb, id, data } = action;
      const result = await act(
        user,
        message,
        {
          ...(typeof verb === 'string' ? { verb } : {}),
          ...(typeof id === 'string' ? { id } : {}),
          data: isJson(data) ? data : {},
        },
        trigger,
      );
      // docs/platform/teams.md, “A failed refresh leaves the card stuck”.
      if (result.kind === 'failed') state.show(message, user, { stuck: true });
      return result;
    },
    async submit(user, message, data) {
      const fields = { type: 'message', value: data, replyToId: message.id };
      const answer = await line.deliver(activityOf(user, on(message), fields, message.thread));
      return answer.status !== undefined && answer.status < 300 ? { kind: 'done' } : failed(answer);
    },
    openDialog: (user, message, data) => task(user, message, 'task/fetch', data),
    submitDialog: (user, message, data) => task(user, message, 'task/submit', data),
    async install(user) {
      state.installed.add(user.key);
      const chat = state.personalChat(user);
      const bot = { id: `28:${o.appId}` };
      const added = {
        type: 'conversationUpdate',
        membersAdded: [{ id: user.mri, aadObjectId: user.aadObjectId }, bot],
      };
      await line.deliver(activityOf(user, chat, added));
      await line.deliver(activityOf(user, chat, { type: 'installationUpdate', action: 'add' }));
    },
    async uninstall(user) {
      state.installed.delete(user.key);
      const fields = { type: 'installationUpdate', action: 'remove' };
      await line.deliver(activityOf(user, state.personalChat(user), fields));
    },
  };

  function readInvoke(answer: BotAnswer): ActionResult {
    const read = invokeAnswer.safeParse(answer.body);
    if (answer.status !== 200 || !read.success) return failed(answer);
    return read.data.type === 'application/vnd.microsoft.card.adaptive'
      ? { kind: 'card', card: read.data.value }
      : { kind: 'message', text: read.data.value };
  }

  function readTask(answer: BotAnswer): ActionResult {
    if (answer.status !== 200) return failed(answer);
    const read = taskAnswer.safeParse(answer.body);
    if (!read.success) return isJson(answer.body) && 'task' in answer.body ? failed(answer) : { kind: 'done' };
    const { task } = read.data;
    if (task.type === 'message') return { kind: 'message', text: task.value };
    const { title, height, width, card } = task.value;
    const size = { ...(height === undefined ? {} : { height }), ...(width === undefined ? {} : { width }) };
    return { kind: 'dialog', dialog: { title, card: card.content, ...size } };
  }
}

function failed(answer: BotAnswer): ActionResult {
  return { kind: 'failed', status: answer.status, text: answer.status === undefined ? UNREACHABLE : WRONG };
}

/** The message text without the bot's mention; undefined when the bot is not mentioned. */
function mentionIn(text: string): string | undefined {
  const found = /(^|\s)@callboard\b[,:]?\s*/i.exec(text);
  return found ? `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim() : undefined;
}
