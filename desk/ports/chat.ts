import type { Conversation } from '../../model/person.ts';

/** An Adaptive Card as plain JSON. */
export type CardJson = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

/** One card; text travels inside it, never beside it (Teams splits the two and gives back no usable id). */
export interface ChatMessage {
  readonly card: CardJson;
  /** The toast's and the screen reader's words. */
  readonly summary: string;
  /** Makes the reader's phone ring. */
  readonly alert?: boolean;
}

/**
 * Sending to people. One call is one request: no hidden retry (that belongs to the outbox). Throws OutsideError:
 * `retry: 'never'` for what Teams calls permanent, `done: 'unknown'` when a message may have been delivered.
 */
export interface ChatPort {
  send(to: Conversation, message: ChatMessage): Promise<{ activityId: string }>;
  update(to: Conversation, activityId: string, message: ChatMessage): Promise<void>;
  /** Opens the personal chat with somebody the app is installed for; the same id each time. */
  openPersonal(entraId: string): Promise<Conversation>;
  /** The mail address Teams holds of somebody in a conversation (GET …/members/{id}): how the directory finds them. */
  mailOf(conversation: Conversation, teamsId: string): Promise<string | undefined>;
}

/** Who did something, as Teams vouches for it by the token. Never taken from a card's data. */
export interface ChatIdentity {
  readonly entraId: string;
  readonly teamsId: string;
  readonly tenantId: string;
  readonly name?: string;
  readonly conversation: Conversation;
  /** The activity's own id: a resend after 15 s carries the same one. */
  readonly activityId?: string;
}

export type ActionAnswer = { readonly card: CardJson } | { readonly message: string };
export type DialogAnswer =
  | {
      readonly dialog: {
        readonly title: string;
        readonly card: CardJson;
        readonly height: 'small' | 'medium' | 'large';
      };
    }
  | { readonly message: string }
  | { readonly close: true };

/** What the desk does when somebody does something in Teams. Implementations never throw for bad input. */
export interface ChatInbound {
  /** A button with a verb. `data` is whatever the card sent, inputs merged in; hostile. */
  action(who: ChatIdentity, verb: string, data: unknown, trigger: 'manual' | 'automatic'): Promise<ActionAnswer>;
  openDialog(who: ChatIdentity, data: unknown): Promise<DialogAnswer>;
  submitDialog(who: ChatIdentity, data: unknown): Promise<DialogAnswer>;
  /** Text somebody typed (mentions already taken off), or an Action.Submit's `value`. Answers go through the outbox. */
  message(who: ChatIdentity, text: string, value?: unknown): Promise<void>;
  installed(who: ChatIdentity): Promise<void>;
  removed(who: ChatIdentity): Promise<void>;
}
