import type { TechnicianFacts } from '../model/decision.ts';
import type { Interval } from '../model/technician.ts';
import type { Priority } from '../model/ticket.ts';
import { BELIEFS } from './policy.ts';
import { covers, freeSpans } from './start.ts';
import { levelsOf, type Levels } from './skill-fit.ts';

/** Which hours count: `now` the present shift, `on-call` all hours, `first-slot` the coming shifts. */
export type Mode = 'now' | 'on-call' | 'first-slot';

/**
 * A technician during one pass: the facts, plus what this pass has given them so far, which counts like any other load.
 */
export class Member {
  readonly facts: TechnicianFacts;
  readonly levels: Levels;
  readonly away: boolean;
  /** Whether they are on shift. Unknown shifts count as present, at a stated cost. */
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
   * Minutes of work ahead of a ticket of this priority. Work given in this pass is at least as urgent (tickets are
   * decided in order of urgency) and stays ahead entirely.
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

  /**
   * Counts a ticket as theirs for the rest of the pass. A first slot is kept for later and needs nothing from them yet.
   */
  give(minutes: number, mode: Mode): void {
    this.#given = {
      minutes: this.#given.minutes + minutes,
      tickets: this.#given.tickets + 1,
      offers: this.#given.offers + (mode === 'first-slot' ? 0 : 1),
    };
  }
}
