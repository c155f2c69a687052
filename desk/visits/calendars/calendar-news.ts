import type { CalendarBusy } from '../../../model/visit.ts';
import type { KnownCalendar } from '../../ports/collections.ts';

/**
 * Entries that are new in calendars. A person's first answer, or the first after a calendar could not be read, is no
 * news, because nobody knows since when it has been so.
 */
export class CalendarNews {
  readonly #now: number;
  readonly #appeared = new Set<string>();
  /** An entry that is not over appeared or disappeared: tickets that wait for somebody are decided again. */
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

  /** Whether anything new takes this person's time. */
  isAbout(personId: string): boolean {
    return this.#appeared.has(personId);
  }

  /** Entries of the second list that are not in the first, keep somebody from work, and are not over. */
  #beyond(known: readonly CalendarBusy[], all: readonly CalendarBusy[]): readonly CalendarBusy[] {
    const name = ({ start, end, status }: CalendarBusy) => `${start}-${end}-${status}`;
    const names = new Set(known.map(name));
    return all.filter((one) => one.end > this.#now && isInTheWay(one) && !names.has(name(one)));
  }
}

/** A person working elsewhere can start; a person in a tentative meeting may have to leave it for a P1. */
export function isInTheWay({ status }: CalendarBusy): boolean {
  return status !== 'elsewhere' && status !== 'tentative';
}
