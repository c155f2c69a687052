import type { PostedCard, Timer } from '../../desk/ports/collections.ts';
import type { NewEffect, Store, Write } from '../../desk/ports/store.ts';
import type { DecisionRecord } from '../../model/decision.ts';
import type { DeskEvent } from '../../model/desk-ticket.ts';
import type { Person } from '../../model/person.ts';

/** Small documents of each shape that the contract needs. */
export function timer(dueAt: number, kind: Timer['kind'] = 'offer-ends'): Timer {
  return { dueAt, kind };
}

export function insertTimer(id: string, dueAt: number, expiresAt?: number): Write {
  return { op: 'insert', c: 'timers', id, data: timer(dueAt), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

export function insertSurface(id: string, state: PostedCard['state'], ticketId?: string): Write {
  const data: PostedCard = {
    kind: 'ticket',
    conversation: 'channel',
    copies: 0,
    state,
    ...(ticketId === undefined ? {} : { ticketId }),
  };
  return { op: 'insert', c: 'surfaces', id, data };
}

export function insertPerson(id: string, more: Partial<Person>): Write {
  const data: Person = {
    id,
    name: id,
    roles: ['technician'],
    timeZone: 'Europe/London',
    language: 'en',
    matched: 'mail',
    active: true,
    ...more,
  };
  return { op: 'insert', c: 'people', id, data };
}

export function insertDecision(id: string, ticketId: string): Write {
  const data: DecisionRecord = {
    id,
    ticketId,
    at: 1,
    snapshot: 'hash',
    policy: 'cost-1',
    outcome: 'offer',
    chosen: 'ana',
    ranked: [],
  };
  return { op: 'insert', c: 'decisions', id, data };
}

export function insertEvent(ticketId: string, n: number, id = `${ticketId}:${n}`): Write {
  const data: DeskEvent = { ticketId, n, at: n, kind: 'heard', by: 'psa', data: {} };
  return { op: 'insert', c: 'events', id, data };
}

export function effect(id: string, more: Partial<NewEffect> = {}): NewEffect {
  return { id, lane: 'psa:T1', dest: 'psa', kind: 'psa.note', payload: { ticketId: 'T1' }, dueAt: 0, ...more };
}

export function emit(id: string, more: Partial<NewEffect> = {}): Write {
  return { op: 'effect', effect: effect(id, more) };
}

/** A change of two documents and its effect, all of which must be there or none. */
export function change(store: Store, id: string, version: number): Promise<void> {
  const first = id.split(' ')[0] ?? id;
  return store.commit([
    { op: 'put', c: 'timers', id: first, data: timer(version + 1), expect: version },
    insertTimer(id, 0),
    emit(id, { lane: first }),
  ]);
}
