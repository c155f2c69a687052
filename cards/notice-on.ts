import type { Reader } from '../model/view.ts';
import type { Drawn } from './card.ts';
import { line } from './elements.ts';
import { noticeText, type NoticeKey, type NoticeValues } from './notice-card.ts';

/** A fresh card with a line above it that says why the tap did not work. */
export function noticeOn(drawn: Drawn, key: NoticeKey, values: NoticeValues, reader: Reader): Drawn {
  const words = noticeText(key, values, reader);
  const body = Array.isArray(drawn.card['body']) ? (drawn.card['body'] as readonly unknown[]) : [];
  const banner = {
    type: 'Container',
    style: 'emphasis',
    bleed: true,
    items: [line([{ text: words, strong: true }])],
  };
  return { card: { ...drawn.card, body: [banner, ...body] }, summary: words };
}
