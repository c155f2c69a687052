import type { Conversation } from '../../model/person.ts';

/** An Adaptive Card as plain JSON. */
export type CardJson = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

/** One card. Its text must be inside the card: Teams splits a message with both in two and returns no usable id. */
export interface ChatMessage {
  readonly card: CardJson;
  /** The text for toasts and screen readers. */
  readonly summary: string;
  /** Sends a notification to the reader's phone. */
  readonly alert?: boolean;
}

/**
 * Sends to people. One call is one request, without hidden retries: the outbox retries. Throws OutsideError with
 * `retry: 'never'` for errors that Teams calls permanent, and with `done: 'unknown'` when the message may have been
 * delivered.
 */
export interface ChatPort {
  send(to: Conversation, message: ChatMessage): Promise<{ activityId: string }>;
  update(to: Conversation, activityId: string, message: ChatMessage): Promise<void>;
  /** Opens the personal chat with a person who has the app installed. Returns the same id each time. */
  openPersonal(entraId: string): Promise<Conversation>;
  /**
   * The mail address of a conversation member, according to Teams (GET …/members/{id}). The directory matches people by
   * it.
   */
  mailOf(conversation: Conversation, teamsId: string): Promise<string | undefined>;
}

/** Who did something, according to the verified token. Never taken from a card's data. */
export interface ChatIdentity {
  readonly entraId: string;
  readonly teamsId: string;
  readonly tenantId: string;
  readonly name?: string;
  readonly conversation: Conversation;
  /** The activity's id. When Teams resends an activity after 15 s, the id is the same. */
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

/** Handles what people do in Teams. Implementations never throw for bad input. */
export interface ChatInbound {
  /** A button with a verb. `data` is whatever the card sent, with inputs merged in. Do not trust it. */
  action(who: ChatIdentity, verb: string, data: unknown, trigger: 'manual' | 'automatic'): Promise<ActionAnswer>;
  openDialog(who: ChatIdentity, data: unknown): Promise<DialogAnswer>;
  submitDialog(who: ChatIdentity, data: unknown): Promise<DialogAnswer>;
  /** Typed text (mentions already removed), or an Action.Submit's `value`. Answers go through the outbox. */
  message(who: ChatIdentity, text: string, value?: unknown): Promise<void>;
  installed(who: ChatIdentity): Promise<void>;
  removed(who: ChatIdentity): Promise<void>;
}
