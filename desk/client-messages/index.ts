import type { ClientMessageView } from '../../model/client-page.ts';
import { calendarFile } from './calendar-file.ts';
import { mailHtml } from './mail-html.ts';
import { mailText } from './mail-text.ts';
import { messageOf } from './message.ts';

/** A mail to a client: subject, text and HTML, all escaped, and the calendar file where the message has one. */
export interface ClientMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: { readonly name: string; readonly content: string };
}

/** The one way from what is to be said to the words that leave: the same for every channel that writes to clients. */
export function clientMail(view: ClientMessageView): ClientMail {
  const message = messageOf(view);
  const calendar = message.calendar && calendarFile(view, message.calendar);
  return {
    subject: message.subject,
    text: mailText(message, view),
    html: mailHtml(message, view),
    ...(calendar ? { calendar } : {}),
  };
}

export { firstKnown, wordsIn } from './languages.ts';
export { phoneLink } from './phone.ts';
export { type ClientTimes, cityOf, clientTimes, localeOf } from './times.ts';
export { SHOWN, firstName, oneLine, severalLines } from './untrusted.ts';
export type { ClientWords } from './words.ts';
