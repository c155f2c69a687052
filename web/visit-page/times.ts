import type { ClientTimes, ClientWords } from '../../desk/client-words/index.ts';
import type { ClientSlot } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';

const WEEK = 7 * 24 * 3_600_000;

/**
 * The times to choose from: by day, then by part of the day. The next seven days are open, the others one tap away, unless
 * the first days have none. The first time has the id that a missing choice leads to.
 */
export function timesList(
  slots: readonly ClientSlot[],
  o: {
    readonly chosen: string | undefined;
    readonly now: number;
    readonly times: ClientTimes;
    readonly words: ClientWords['page'];
  },
): Html {
  const { times, words, chosen, now } = o;
  const sorted = [...slots].sort((a, b) => a.start - b.start);
  const soon = sorted.filter((slot) => slot.start < now + WEEK);
  const later = sorted.filter((slot) => slot.start >= now + WEEK);
  const [first] = sorted;
  const days = (some: readonly ClientSlot[]) => groups(some, (slot) => times.dayKey(slot.start)).map(day);
  if (soon.length === 0) return html`${days(later)}`;
  const open = later.some((slot) => slot.value === chosen) && html` open`;
  return html`${days(soon)}${later.length > 0 && html`<details${open}><summary>${words.otherDays}</summary>${days(later)}</details>`}`;

  function day(some: readonly ClientSlot[]): Html {
    const start = some[0]?.start ?? now;
    const near = times.nearDay(start);
    const parts = groups(some, (slot) => times.partOfDay(slot.start)).map(
      (part) =>
        html`<div class="part">
          <p>${words[times.partOfDay(part[0]?.start ?? start)]}</p>
          <div class="times">${part.map(time)}</div>
        </div>`,
    );
    return html`<fieldset class="day">
      <legend>${times.day(start)}${near !== undefined && html` <span class="near">${near}</span>`}</legend>
      ${parts}
    </fieldset>`;
  }

  function time(slot: ClientSlot): Html {
    const id = slot === first && html` id="slot"`;
    const checked = slot.value === chosen && html` checked`;
    return html`<label class="time"
      ><input
        type="radio"
        name="slot"
        value="${slot.value}"
        data-at="${times.range(slot.start, slot.end)}"
        ${id}${checked}
      /><span>${times.clock(slot.start)}</span></label
    >`;
  }
}

/** Neighbours that have the same key, together. */
function groups<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const made: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (key === last) made.at(-1)?.push(item);
    else made.push([item]);
    last = key;
  }
  return made;
}
