import type { ClientMessageView } from '../../model/client-page.ts';

/** A mail to a client: subject, text and HTML, all escaped, and the invitation file where the message has one. */
export interface ClientMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: { readonly name: string; readonly content: string };
}

export function clientMail(_view: ClientMessageView): ClientMail {
  throw new Error('the words come with the client’s page');
}
