import type { TechnicianFacts } from '../model/decision.ts';
import type { Interval } from '../model/technician.ts';
import type { Priority } from '../model/ticket.ts';
import { BELIEFS } from './policy.ts';
import { covers, freeSpans } from './start.ts';
import { levelsOf, type Levels } from './skill-fit.ts';

/** Which hours count: `now` those of the shift, `on-call` all, `first-slot` those of the shifts to come. */
export type Mode = 'now' | 'on-call' | 'first-slot';

/**
 * A technician during one pass: the facts, and what this pass has given them so far, which counts like any other
 * load from then on.
 */
export class Member {
  readonly facts: TechnicianFacts;
  readonly levels: Levels;
  readonly away: boolean;
  /** On shift; unknown shifts count as being there, at a stated cost. */
  readonly onShift: boolean;
  #given = { minutes: 0, tickets: 0, offers: 0 };
  readonly #at: number;
  readonly #spans = new Map<boolean, readonly Interval[]>();

  constructor(facts: TechnicianFacts, at: number) {
    this.facts = facts;
    this.levels = levelsOf(facts);
    this.#at = at;
    this.onShift = facts.shifts === undefined || covers(facts.shifts, at);
    this.away = covers(
      facts.busy.filter((busy) => busy.kind === 'timeOff' || busy.kind === 'holiday'),
      at,
    );
  }

  get load(): number {
    return this.facts.loadMinutes + this.#given.minutes;
  }
  get offers(): number {
    return this.facts.openOffers + this.#given.offers;
  }
  get openTickets(): number {
    return this.facts.openTickets + this.#given.tickets;
  }
  get givenToday(): number {
    return this.facts.givenToday + this.#given.tickets;
  }

  /**
   * Minutes of work that stay ahead of a ticket of this priority. What this pass gave is at least as urgent (tickets
   * are decided in order of urgency) and stays ahead whole.
   */
  ahead(priority: Priority): number {
    return Math.min(this.facts.loadMinutes, BELIEFS.loadAheadMinutes[priority]) + this.#given.minutes;
  }

  spans(mode: Mode): readonly Interval[] {
    const anyHour = mode === 'on-call';
    const known = this.#spans.get(anyHour);
    if (known !== undefined) return known;
    const spans = freeSpans(this.facts, this.#at, anyHour);
    this.#spans.set(anyHour, spans);
    return spans;
  }

  /** Counts a ticket as theirs for the rest of the pass. A first slot is kept for later and asks nothing of them yet. */
  give(minutes: number, mode: Mode): void {
    this.#given = {
      minutes: this.#given.minutes + minutes,
      tickets: this.#given.tickets + 1,
      offers: this.#given.offers + (mode === 'first-slot' ? 0 : 1),
    };
  }
}
