import type { TicketRow } from './rows.ts';

/** Tickets by id and by last change, so that polling stays fast with 100,000 tickets. */
export class TicketIndex {
  readonly #byId = new Map<number, TicketRow>();
  readonly #open = new Set<number>();
  /** Every change, oldest first. A ticket has one entry per change until the log is compacted. */
  #touches: { at: number; id: number }[] = [];

  get size(): number {
    return this.#byId.size;
  }

  get(id: number): TicketRow | undefined {
    return this.#byId.get(id);
  }

  /** Adds a new ticket, or records that a known one changed at its `last_update`. */
  touch(ticket: TicketRow): void {
    this.#byId.set(ticket.id, ticket);
    if (ticket.dateclosed === undefined && !ticket.deleted) this.#open.add(ticket.id);
    else this.#open.delete(ticket.id);
    this.#insertTouch({ at: ticket.last_update, id: ticket.id });
    if (this.#touches.length > 4 * this.#byId.size + 1_000) this.#compact();
  }

  /** Removes a ticket completely, as if the tenant's data had been purged. */
  purge(id: number): void {
    this.#byId.delete(id);
    this.#open.delete(id);
  }

  all(): Iterable<TicketRow> {
    return this.#byId.values();
  }

  *open(): Iterable<TicketRow> {
    for (const id of this.#open) {
      const row = this.#byId.get(id);
      if (row) yield row;
    }
  }

  /** Tickets with `last_update` at or after the instant. */
  *changedSince(from: number): Iterable<TicketRow> {
    const seen = new Set<number>();
    for (let at = this.#firstAtOrAfter(from); at < this.#touches.length; at += 1) {
      const id = this.#touches[at]?.id;
      const row = id === undefined || seen.has(id) ? undefined : this.#byId.get(id);
      if (!row) continue;
      seen.add(row.id);
      yield row;
    }
  }

  #insertTouch(touch: { at: number; id: number }): void {
    const last = this.#touches.at(-1);
    // Past tickets are seeded with old times; all other changes arrive in order.
    if (last && last.at > touch.at) this.#touches.splice(this.#firstAtOrAfter(touch.at + 1), 0, touch);
    else this.#touches.push(touch);
  }

  #firstAtOrAfter(instant: number): number {
    let low = 0;
    let high = this.#touches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#touches[middle]?.at ?? Infinity) < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compact(): void {
    this.#touches = [...this.#byId.values()]
      .map((row) => ({ at: row.last_update, id: row.id }))
      .sort((a, b) => a.at - b.at || a.id - b.id);
  }
}
