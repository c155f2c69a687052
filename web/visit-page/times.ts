import type { ClientTimes, ClientWords } from '../../desk/client-messages/index.ts';
import type { ClientSlot } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';

const WEEK = 7 * 24 * 3_600_000;
const NEAREST = 3;

/**
 * The times to choose from, by day and part of day. The next seven days are expanded and later ones collapsed, unless
 * those seven days have no times. When the chosen time is no longer available, the nearest alternatives come first,
 * with their day. The first time has the id that the error for a missing choice links to.
 */
export function timesList(
  slots: readonly ClientSlot[],
  o: {
    readonly chosen: string | undefined;
    /** The start of a chosen time that is no longer available. */
    readonly wanted: number | undefined;
    readonly now: number;
    readonly times: ClientTimes;
    readonly words: ClientWords['page'];
  },
): Html {
  const { times, words, chosen, wanted, now } = o;
  const nearest = wanted === undefined ? [] : nearestTo(wanted, slots);
  const others = slots.filter((slot) => !nearest.includes(slot)).sort(byStart);
  const soon = others.filter((slot) => slot.start < now + WEEK);
  const later = others.filter((slot) => slot.start >= now + WEEK);
  const [first] = [...nearest, ...others];
  const days = (some: readonly ClientSlot[]) => groups(some, (slot) => times.dayKey(slot.start)).map(day);
  const open = (soon.length === 0 || later.some((slot) => slot.value === chosen)) && html` open`;
  return html`${nearest.length > 0 && together(nearest)}${days(soon)}${later.length > 0 && html`<details${open}><summary>${words.otherDays}</summary>${days(later)}</details>`}`;

  function together(some: readonly ClientSlot[]): Html {
    return html`<fieldset class="day">
      <legend>${words.nearest}</legend>
      <div class="times wide">${some.map((slot) => time(slot, times.range(slot.start, slot.end)))}</div>
    </fieldset>`;
  }

  function day(some: readonly ClientSlot[]): Html {
    const start = some[0]?.start ?? now;
    const near = times.nearDay(start);
    const parts = groups(some, (slot) => times.partOfDay(slot.start)).map(
      (part) =>
        html`<div class="part">
          <p>${words[times.partOfDay(part[0]?.start ?? start)]}</p>
          <div class="times">${part.map((slot) => time(slot, times.clock(slot.start)))}</div>
        </div>`,
    );
    return html`<fieldset class="day">
      <legend>${times.day(start)}${near !== undefined && html` <span class="near">${near}</span>`}</legend>
      ${parts}
    </fieldset>`;
  }

  function time(slot: ClientSlot, label: string): Html {
    const id = slot === first && html` id="slot"`;
    const checked = slot.value === chosen && html` checked`;
    return html`<label class="time"
      ><input
        type="radio"
        name="slot"
        value="${slot.value}"
        data-at="${times.range(slot.start, slot.end)}"
        ${id}${checked}
      /><span>${label}</span></label
    >`;
  }
}

const byStart = (a: ClientSlot, b: ClientSlot) => a.start - b.start;

function nearestTo(wanted: number, slots: readonly ClientSlot[]): readonly ClientSlot[] {
  const away = (slot: ClientSlot) => Math.abs(slot.start - wanted);
  return [...slots]
    .sort((a, b) => away(a) - away(b))
    .slice(0, NEAREST)
    .sort(byStart);
}

/** Groups adjacent items with equal keys. */
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
