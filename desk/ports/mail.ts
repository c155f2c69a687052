/** One mail to one client. Texts are plain; `html` is made by the one module that writes to clients, already escaped. */
export interface OutgoingMail {
  readonly to: readonly { readonly name?: string; readonly mail: string }[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** An invitation file beside it. */
  readonly calendar?: { readonly name: string; readonly content: string };
  /** Left in the message, as the header x-callboard-key and as a property by which Sent Items can be asked for it. */
  readonly key: string;
}

/** Mail leaves without a key that the other side checks: after an unclear send at most one copy more. Throws OutsideError. */
export interface MailPort {
  send(mail: OutgoingMail): Promise<void>;
  /** Whether a mail with this key stands in Sent Items; `undefined`: we may not look (no permission). */
  sent(key: string, since: number): Promise<boolean | undefined>;
}
