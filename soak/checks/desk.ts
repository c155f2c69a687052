import type { DeskEvent } from '../../model/desk-ticket.ts';
import { saysFault } from '../answers.ts';
import { openInHalo } from '../hands.ts';
import { EVENT_OF, type Asked } from '../people.ts';
import type { Checked, Evidence, Violation } from './check.ts';
import { impossible, ownerAfter, ownerAt } from './replay.ts';

/** What the desk's own log must look like, and what people were told by it. */
export function deskChecks(evidence: Evidence): Checked[] {
  return [
    { name: 'every log is whole and each ticket heard once', violations: logs(evidence) },
    { name: 'every open ticket of Halo is at the desk', violations: heard(evidence) },
    { name: 'every ticket is triaged once for each text', violations: triaged(evidence) },
    { name: 'one owner at a time', violations: owners(evidence) },
    { name: 'what people were told was done, was done', violations: told(evidence, 'done') },
    { name: 'what people were told was refused, was not done', violations: told(evidence, 'refused') },
    { name: 'nobody is told that the fault is ours', violations: faults(evidence) },
  ];
}

function logs({ history }: Evidence): Violation[] {
  return [...history.events].flatMap(([ticketId, events]) => {
    const gap = events.findIndex((event, at) => event.n !== at + 1);
    const heardOften = events.filter((event) => event.kind === 'heard').length;
    return [
      ...(gap < 0 ? [] : [{ ticketId, what: `the log has no event ${gap + 1}` }]),
      ...(heardOften === 1 ? [] : [{ ticketId, what: `heard ${heardOften} times` }]),
      ...(history.tickets.get(ticketId)?.events === events.length ? [] : [{ ticketId, what: 'the log is cut off' }]),
    ];
  });
}

function heard({ world, hands, history }: Evidence): Violation[] {
  return openInHalo(world, hands.tickets)
    .map(String)
    .filter((ticketId) => !history.tickets.has(ticketId))
    .map((ticketId) => ({ ticketId, what: 'open in Halo and unknown to the desk' }));
}

function triaged({ history }: Evidence): Violation[] {
  return [...history.tickets].flatMap(([ticketId, ticket]) => {
    const events = history.events.get(ticketId) ?? [];
    const out: Violation[] = [];
    let reasons = 0;
    for (const event of events) {
      if (event.kind === 'heard' || (event.kind === 'changed-in-psa' && event.data['what'] !== 'assigned'))
        reasons += 1;
      if (event.kind !== 'triaged') continue;
      if (reasons === 0) out.push({ ticketId, what: `triaged again by event ${event.n} without a new text` });
      reasons = 0;
    }
    const needs = ticket.phase === 'triaged' || ticket.phase === 'offered' || ticket.phase === 'coordinator';
    if (ticket.phase === 'waiting') out.push({ ticketId, what: 'never triaged' });
    if (needs && !history.triaged.has(ticketId)) out.push({ ticketId, what: `${ticket.phase} without a record` });
    return out;
  });
}

function owners({ history }: Evidence): Violation[] {
  return [...history.events].flatMap(([ticketId, events]) => {
    let owner: string | undefined;
    const out: Violation[] = [];
    for (const event of events) {
      const wrong = impossible(event, owner);
      if (wrong !== undefined) out.push({ ticketId, what: `event ${event.n}: ${wrong}` });
      const next = ownerAfter(event);
      if (next) owner = next.owner;
    }
    const now = history.tickets.get(ticketId)?.owner?.personId;
    if (now !== owner) out.push({ ticketId, what: `the log says ${owner ?? 'nobody'}, the ticket ${now ?? 'nobody'}` });
    return out;
  });
}

/** An answer is a promise: a "done" stands in the log, and after a "no" nothing of it does. */
function told({ people, history, clocksAgreeToMs }: Evidence, what: 'done' | 'refused'): Violation[] {
  return people.asked
    .filter((asked) => asked.told === what)
    .filter((asked) => {
      const events = history.events.get(asked.ticketId) ?? [];
      const did = events.some(
        (event) => isOf(event, asked, clocksAgreeToMs) && (what === 'done' || !isOfUnknown(event, asked, people.asked)),
      );
      return what === 'done' ? !did && !stoodAlready(events, asked) : did;
    })
    .map((asked) => ({
      ticketId: asked.ticketId,
      what: `${asked.personId} was told ${what} to ${asked.verb} (“${asked.words}”); the log says otherwise (${asked.answeredAt})`,
    }));
}

function faults({ people }: Evidence): Violation[] {
  return people.asked
    .filter(({ words }) => saysFault(words))
    .map(({ ticketId, personId, verb, words }) => ({ ticketId, what: `${personId}, ${verb}: “${words}”` }));
}

/** What lies further from a tap than this is no answer to it, ms. */
const FAR_MS = 3_000;

/** How far outside the time between a tap and its answer the desk's clock puts what it did, ms at most. */
export function clocksApart({ people, history }: Pick<Evidence, 'people' | 'history'>): number {
  const gaps = people.asked.flatMap((asked) => {
    if (asked.told !== 'done') return [];
    const found = (history.events.get(asked.ticketId) ?? [])
      .filter((event) => event.kind === EVENT_OF[asked.verb] && event.by === asked.personId)
      .map(({ at }) => Math.max(0, asked.sentAt - at, at - asked.answeredAt))
      .filter((gap) => gap < FAR_MS);
    return found.length === 0 ? [] : [Math.min(...found)];
  });
  return Math.max(0, ...gaps);
}

function isOf(event: DeskEvent, asked: Asked, within: number): boolean {
  const { sentAt, answeredAt, personId, verb } = asked;
  if (event.kind !== EVENT_OF[verb] || event.by !== personId) return false;
  return event.at >= sentAt - within && event.at <= answeredAt + within;
}

/** How long after nobody could say what became of it a command may still be carried out: the store's patience, ms. */
const LATE_MS = 15_000;

/** The same person asked for the same a moment before, and was told that nobody knows: it was that one that was done. */
function isOfUnknown({ at }: DeskEvent, asked: Asked, all: readonly Asked[]): boolean {
  return all.some(
    (other) =>
      other.told === 'unknown' &&
      other.personId === asked.personId &&
      other.ticketId === asked.ticketId &&
      other.verb === asked.verb &&
      other.sentAt < asked.sentAt &&
      at - other.sentAt < LATE_MS,
  );
}

/** Taking what one has already is answered with yes, and changes nothing. */
function stoodAlready(events: readonly DeskEvent[], asked: Asked): boolean {
  const wanted = asked.verb === 'override' ? asked.to : asked.personId;
  const taking = asked.verb === 'override' || asked.verb === 'claim' || asked.verb === 'claim-other';
  return taking && [asked.sentAt, asked.answeredAt].some((at) => ownerAt(events, at) === wanted);
}
