import type { Reader } from '../model/view.ts';
import type { Drawn } from './card.ts';
import { frame } from './card.ts';
import { buttons, open } from './actions.ts';
import { heading, line } from './elements.ts';
import { reasonText } from './card-fragments.ts';
import { plain } from './text.ts';
import { clockTime } from './time.ts';
import type { NoticeKey, NoticeWords } from './words/en-notices.ts';
import { lookUp, wordsFor } from './words/index.ts';

export type { NoticeKey } from './words/en-notices.ts';

/**
 * The values that a notice may contain; each is optional with a fixed meaning. `who`: a person; `number`: the ticket's;
 * `at`: a time in ms; `reason`: as stored by parseCommand; `psa`: the PSA's name; `url`: the ticket's page; `errorId`:
 * the number to look for in the log.
 */
export interface NoticeValues {
  readonly who?: string;
  readonly number?: string;
  readonly at?: number;
  readonly reason?: string;
  readonly psa?: string;
  readonly url?: string;
  readonly errorId?: string;
}

/** A short message on a card. Keys and values may come from the store: unknown ones are left out and never an error. */
export function noticeCard(key: NoticeKey, values: NoticeValues, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const { title, text } = said(key, values, reader);
  return frame(`${title}: ${text}`, [
    heading(title),
    line([{ text }]),
    typeof values.url === 'string'
      ? buttons([open(words.button.openIn(plain(values.psa ?? 'PSA', 12)), values.url)])
      : undefined,
  ]);
}

/** The same words without a card, for the line that Teams shows after a tap. */
export function noticeText(key: NoticeKey, values: NoticeValues, reader: Reader): string {
  return said(key, values, reader).text;
}

function said(key: NoticeKey, values: NoticeValues, reader: Reader): { readonly title: string; readonly text: string } {
  const words = wordsFor(reader.language);
  const notice = lookUp<NoticeWords>(words.notice, key) ?? words.notice.done;
  const slots: Record<string, string> = {};
  for (const name of ['who', 'number', 'psa', 'errorId'] as const) {
    const value: unknown = values[name];
    if (typeof value === 'string' && value !== '') slots[name] = plain(value, 80);
  }
  if (typeof values.at === 'number') slots['at'] = clockTime(values.at, reader);
  if (typeof values.reason === 'string') slots['reason'] = reasonText(values.reason, words);
  return { title: notice.title, text: plain(notice.text(slots), 480) };
}
