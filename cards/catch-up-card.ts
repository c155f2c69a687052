import type { CatchUpView, Reader } from '../model/view.ts';
import type { Drawn } from './card.ts';
import { frame } from './card.ts';
import { dotted, heading, line } from './elements.ts';
import { clockTime, lasting } from './time.ts';
import { wordsFor } from './words/index.ts';

/** The card after an outage: what happened meanwhile, in one card instead of many. */
export function catchUpCard(view: CatchUpView, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const title = words.catchUp.title[view.what](view.psaName);
  const still = words.catchUp.still(view.stillUntaken);
  return frame(`${title}: ${words.catchUp.heard(view.heard)}, ${still}`, [
    heading(title, { large: true }),
    line([
      {
        text: words.catchUp.text[view.what](
          view.psaName,
          words.catchUp.when(
            clockTime(view.from, reader),
            clockTime(view.to, reader),
            lasting(view.to - view.from, words),
          ),
        ),
      },
    ]),
    line(
      dotted([
        { text: words.catchUp.heard(view.heard), strong: true },
        { text: words.catchUp.taken(view.taken) },
        { text: words.catchUp.closed(view.closed) },
        { text: still, strong: view.stillUntaken > 0 },
      ]),
      { spacing: 'small' },
    ),
  ]);
}
