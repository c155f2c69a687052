import type { ClientMessageView } from '../../model/client-page.ts';
import { wordsIn } from './languages.ts';
import type { ClientMessage } from './message.ts';

/** A message as plain text, for readers without HTML. */
export function mailText(message: ClientMessage, { language, company, phone }: ClientMessageView): string {
  const words = wordsIn(language);
  const { hello, paragraphs, facts, button, join } = message;
  const rows = facts.map(
    ({ name, value, note }) => `${name}${words.colon}${value}${note === undefined ? '' : ` (${note})`}`,
  );
  return [
    hello,
    ...paragraphs,
    rows.join('\n'),
    ...(join ? [`${join.text}${words.colon.trimEnd()}\n${join.link}`] : []),
    ...(button ? [`${button.text}${words.colon.trimEnd()}\n${button.link}`] : []),
    `${words.questionsCall} ${phone}`,
    `${words.mail.regards}\n${company}`,
  ].join('\n\n');
}
