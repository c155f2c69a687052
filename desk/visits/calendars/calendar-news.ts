import type { CalendarBusy } from '../../../model/visit.ts';
import type { KnownCalendar } from '../../ports/collections.ts';

/**
 * What calendars say that they did not say before. Somebody's first answer, and one after a calendar could not be read,
 * is no news: nobody knows since when it has been so.
 */
export class CalendarNews {
  readonly #now: number;
  readonly #appeared = new Set<string>();
  /** Something came or went that is not over: whoever waits for somebody is decided anew. */
  any = false;

  constructor(now: number) {
    this.#now = now;
  }

  heard(personId: string, before: KnownCalendar | undefined, after: KnownCalendar): void {
    if (before?.answer.known !== true || !after.answer.known) return;
    const appeared = this.#beyond(before.answer.busy, after.answer.busy);
    const went = this.#beyond(after.answer.busy, before.answer.busy);
    if (appeared.length > 0) this.#appeared.add(personId);
    if (appeared.length + went.length > 0) this.any = true;
  }

  /** Has anything appeared that takes this person's time? */
  isAbout(personId: string): boolean {
    return this.#appeared.has(personId);
  }

  /** What of the second is not in the first, keeps somebody from work, and is not over. */
  #beyond(known: readonly CalendarBusy[], all: readonly CalendarBusy[]): readonly CalendarBusy[] {
    const name = ({ start, end, status }: CalendarBusy) => `${start}-${end}-${status}`;
    const names = new Set(known.map(name));
    return all.filter((one) => one.end > this.#now && isInTheWay(one) && !names.has(name(one)));
  }
}

/** Somebody working elsewhere can start; a tentative meeting is one that somebody may have to leave for a P1. */
export function isInTheWay({ status }: CalendarBusy): boolean {
  return status !== 'elsewhere' && status !== 'tentative';
}
