import type { DeskEvent, DeskTicket, EventKind } from '../../../model/desk-ticket.ts';
import type { Visit, VisitText } from '../../../model/visit.ts';
import { Change } from '../../tickets/index.ts';
import type { VisitTimer } from '../../ports/collections.ts';
import { noteEffect } from '../../outbox/index.ts';
import type { Doc, NewEffect, Store, Write } from '../../ports/store.ts';
import { redrawCards, postedCardsOf } from '../../posts/index.ts';
import { followReplan } from './replan-records.ts';

/**
 * One step of one visit, collected and committed together with its ticket: the ticket's log records the visit, its
 * cards are redrawn, and a concurrent change of either makes the step lose the race and decide again.
 */
export class VisitChange {
  readonly before: Doc<Visit> | undefined;
  readonly ticket: Change;
  next: Visit;
  /** The texts of a visit that is not committed yet. */
  text: VisitText | undefined;

  constructor(before: Doc<Visit> | undefined, fresh: Visit | undefined, ticket: Doc<DeskTicket>, at: number) {
    const next = before?.data ?? fresh;
    if (!next) throw new TypeError('a visit is either known or new');
    this.before = before;
    this.next = { ...next, n: next.n + 1 };
    this.ticket = new Change(ticket, at);
  }

  get at(): number {
    return this.ticket.at;
  }

  /** The values that an effect of this step needs. */
  get of() {
    const { visitId, ticketId, n } = this.next;
    return { visitId, ticketId, n, now: this.at };
  }

  /** Replaces fields; `undefined` removes a field. */
  set(patch: { readonly [K in keyof Visit]?: Visit[K] | undefined }): this {
    const next = { ...this.next, ...patch } as Record<string, unknown>;
    for (const key of Object.keys(patch)) if (next[key] === undefined) Reflect.deleteProperty(next, key);
    this.next = next as unknown as Visit;
    return this;
  }

  log(kind: EventKind, by: string, data: DeskEvent['data'] = {}): this {
    this.ticket.log(kind, by, { visit: this.next.visitId, ...data });
    return this;
  }

  /** Adds an internal note to the ticket about the event just logged. */
  note(): this {
    this.ticket.effect(noteEffect({ ticketId: this.next.ticketId, n: this.ticket.eventCount, now: this.at }));
    return this;
  }

  effect(...effects: readonly (NewEffect | undefined)[]): this {
    for (const effect of effects) if (effect) this.ticket.effect(effect);
    return this;
  }

  also(...writes: readonly Write[]): this {
    this.ticket.also(...writes);
    return this;
  }

  /** `n` is the visit's step: a timer of an older step does nothing. */
  timer(kind: VisitTimer, dueAt: number): this {
    const { visitId, ticketId, n } = this.next;
    const data = { kind, dueAt, n, ticketId, visitId };
    return this.also({ op: 'insert', c: 'timers', id: `${kind}:${visitId}:${n}:${dueAt}`, data });
  }

  /** All writes of the step, cards included; each person in `tell` gets a personal card. */
  async writes(store: Store, tell: readonly string[] = []): Promise<readonly Write[]> {
    const { visitId } = this.next;
    this.ticket.set({ visitId, visitWantsMail: undefined });
    this.also(
      this.before
        ? { op: 'put', c: 'visits', id: visitId, data: this.next, expect: this.before.v }
        : { op: 'insert', c: 'visits', id: visitId, data: this.next },
    );
    redrawCards(this.ticket, await postedCardsOf(store, this.next.ticketId), tell);
    this.also(...(await followReplan(store, this.next, this.at)));
    return this.ticket.writes();
  }

  async commit(store: Store, tell: readonly string[] = []): Promise<void> {
    await store.commit(await this.writes(store, tell));
  }
}

/** A visit and its ticket as they are now, ready for a step; `undefined` when one of them does not exist. */
export async function stepOf(store: Store, visitId: string, at: number): Promise<VisitChange | undefined> {
  const visit = await store.get('visits', visitId);
  const ticket = visit && (await store.get('tickets', visit.data.ticketId));
  return visit && ticket && new VisitChange(visit, undefined, ticket, at);
}
