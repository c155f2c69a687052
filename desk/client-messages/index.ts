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

/** Turns a message into the words that are sent. Every channel to clients uses it. */
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
