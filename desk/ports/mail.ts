/**
 * One mail to one client. Texts are plain. `html` comes from the one module that writes to clients and is already
 * escaped.
 */
export interface OutgoingMail {
  readonly to: readonly { readonly name?: string; readonly mail: string }[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** An attached invitation file. */
  readonly calendar?: { readonly name: string; readonly content: string };
  /** Stored in the message as the header x-callboard-key, and as a property by which Sent Items can be searched. */
  readonly key: string;
}

/**
 * Mail has no key that the receiving side checks, so an unclear send can lead to at most one duplicate. Throws
 * OutsideError.
 */
export interface MailPort {
  send(mail: OutgoingMail): Promise<void>;
  /** Whether Sent Items contains a mail with this key. `undefined` when we lack the permission to look. */
  sent(key: string, since: number): Promise<boolean | undefined>;
}
