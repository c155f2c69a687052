import type { Doc, NewEffect, Write } from '../ports/store.ts';
import type { DeskEvent, DeskTicket, EventKind } from '../../model/desk-ticket.ts';
import type { Timer } from '../ports/collections.ts';

type EventData = DeskEvent['data'];

/**
 * Collects one change of one ticket, to be committed as a whole: the new state, its log events, its timers and its
 * effects. Either all of it happens or none.
 */
export class Change {
  readonly before: Doc<DeskTicket>;
  next: DeskTicket;
  readonly at: number;
  readonly #writes: Write[] = [];
  readonly #events: DeskEvent[] = [];

  constructor(before: Doc<DeskTicket>, at: number) {
    this.before = before;
    this.next = before.data;
    this.at = at;
  }

  /** Replaces fields of the ticket. A field set to `undefined` is removed. */
  set(patch: { readonly [K in keyof DeskTicket]?: DeskTicket[K] | undefined }): this {
    const next = { ...this.next, ...patch } as Record<string, unknown>;
    for (const key of Object.keys(patch)) if (next[key] === undefined) Reflect.deleteProperty(next, key);
    this.next = next as unknown as DeskTicket;
    return this;
  }

  log(kind: EventKind, by: string, data: EventData = {}): this {
    const n = this.eventCount + 1;
    this.#events.push({ ticketId: this.before.id, n, at: this.at, kind, by, data });
    return this;
  }

  also(...writes: readonly Write[]): this {
    this.#writes.push(...writes);
    return this;
  }

  effect(effect: NewEffect): this {
    this.#writes.push({ op: 'effect', effect });
    return this;
  }

  /** Sets a timer. `n` is the event it belongs to. Once the ticket has moved on, an obsolete timer does nothing. */
  timer(kind: Timer['kind'], dueAt: number): this {
    const n = this.eventCount;
    const data: Timer = { kind, dueAt, n, ticketId: this.before.id };
    this.#writes.push({ op: 'insert', c: 'timers', id: `${kind}:${this.before.id}:${n}`, data });
    return this;
  }

  /** The number of events in the ticket's log after this change. */
  get eventCount(): number {
    return this.before.data.events + this.#events.length;
  }

  get changed(): boolean {
    return this.#events.length > 0 || this.#writes.length > 0 || this.next !== this.before.data;
  }

  get events(): readonly DeskEvent[] {
    return this.#events;
  }

  /** The additional writes alone, without the ticket itself. */
  effects(): readonly Write[] {
    return this.#writes;
  }

  writes(): Write[] {
    const data: DeskTicket = { ...this.next, events: this.eventCount };
    return [
      this.before.v === 0
        ? { op: 'insert', c: 'tickets', id: this.before.id, data }
        : { op: 'put', c: 'tickets', id: this.before.id, data, expect: this.before.v },
      ...this.#events.map((event): Write => ({
        op: 'insert',
        c: 'events',
        id: eventId(event.ticketId, event.n),
        data: event,
      })),
      ...this.#writes,
    ];
  }
}

/** Zero-padded, so that ids sort in the order of the log. */
export function eventId(ticketId: string, n: number): string {
  return `${ticketId}:${String(n).padStart(6, '0')}`;
}
