import { OutsideError } from '../../../model/errors.ts';
import type { Slot, Visit } from '../../../model/visit.ts';
import { oneLine, SHOWN } from '../../client-messages/index.ts';
import type { DeskDeps } from '../../deps.ts';
import { coordinatorsOf } from '../../people/index.ts';
import type { EffectHandler, Performance } from '../../outbox/index.ts';
import type { Effect } from '../../ports/store.ts';
import {
  appointmentOf,
  bareId,
  idIn,
  mailsOf,
  portOf,
  staffFor,
  stillFree,
  wordsForClient,
} from '../appointments/index.ts';
import { confirmed, held, slotGone, stepOf, type VisitEffectKind } from '../booking/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/** Graph is waited for 10 s a call; a step makes a few of them, and the last may land 5 s after we stopped waiting. */
const GRAPH_DEADLINE_MS = 45_000;
/**
 * After so many empty 500s Bookings is taken to be ill, and the visit is booked as a plain meeting instead
 * (docs/platform/bookings.md, “Bookings can refuse every appointment for weeks”).
 */
const BOOKINGS_TRIES = 3;

const NOTHING: Performance = {};

/** The steps of the saga that happen in Microsoft Graph. Each looks before it repeats, by the key that it leaves there. */
export function visitHandlers(
  deps: DeskDeps,
  visitDeps: VisitDeps,
): Record<Exclude<VisitEffectKind, 'visit.release' | 'psa.visit' | 'psa.status' | 'client.mail'>, EffectHandler> {
  const { store, clock } = deps;
  const { calendars } = visitDeps;

  /** The visit, if it still waits for this very step. */
  async function waiting(effect: Effect, ...states: readonly Visit['state'][]): Promise<Visit | undefined> {
    const visit = (await store.get('visits', idOf(effect)))?.data;
    return visit && states.includes(visit.state) && visit.n === stepNumber(effect) ? visit : undefined;
  }

  /** `put`: our entries that stand in calendars and are on no record yet. */
  async function lost(
    effect: Effect,
    why: Parameters<typeof slotGone>[3],
    put: Readonly<Record<string, string>> = {},
  ): Promise<Performance> {
    return {
      writes: async () => {
        const change = await stepOf(store, idOf(effect), clock.now());
        if (!change || change.before?.data.n !== stepNumber(effect)) return [];
        const { outside } = change.next;
        change.set({ outside: { ...outside, holdEvents: { ...outside.holdEvents, ...put } } });
        // A client chooses anew by themselves; whoever chose here has to be told that they must.
        const tell = change.next.bookedBy === 'client' ? [] : await coordinatorsOf(deps, change.ticket.next.category);
        return (await slotGone(change, store, visitDeps, why)).writes(store, tell);
      },
    };
  }

  const hold: EffectHandler = {
    deadlineMs: GRAPH_DEADLINE_MS,
    async perform(effect) {
      const visit = await waiting(effect, 'held', 'moving');
      const slot = visit?.slot;
      if (!visit || !slot) return NOTHING;
      const people = await mailsOf(deps, slot.personIds);
      const events: Record<string, string> = {};
      for (const { personId, mail } of people) {
        // After a crash our own entry makes the time look taken: it is looked for before anybody judges.
        const found = await calendars.findByKey(mail, holdKey(visit, personId), slot);
        if (found && !found.cancelled) events[personId] = found.id;
      }
      const rest = people.filter(({ personId }) => events[personId] === undefined);
      const free = await stillFree(
        deps,
        visitDeps,
        visit,
        rest.map(({ personId }) => personId),
      );
      if (free === 'taken') return lost(effect, 'calendar', events);
      const text = await store.get('visitTexts', visit.visitId);
      for (const { personId, mail } of rest) {
        const { id } = await calendars.put({
          mail,
          key: holdKey(visit, personId),
          start: slot.start,
          end: slot.end,
          subject: `Held: visit for ticket ${visit.ticketId}`,
          text: 'Callboard keeps this time while the visit is being booked.',
          ...(text?.data.place ? { place: oneLine(text.data.place.address, SHOWN.line) } : {}),
          status: 'tentative',
        });
        events[personId] = id;
      }
      return {
        writes: async () => {
          const change = await stepOf(store, visit.visitId, clock.now());
          // Decided anew meanwhile: what was put there is found by its key and taken out with the rest.
          if (!change || change.before?.data.n !== visit.n) return [];
          return held(change, events).writes(store);
        },
      };
    },
  };

  const book: EffectHandler = {
    deadlineMs: GRAPH_DEADLINE_MS,
    async perform(effect, { unclear }) {
      const visit = await waiting(effect, 'held', 'moving');
      const slot = visit?.slot;
      if (!visit || !slot) return NOTHING;
      const done = (made: { id: string; joinUrl?: string }): Performance => {
        measure(deps, visitDeps, visit, slot);
        return {
          writes: async () => {
            const change = await stepOf(store, visit.visitId, clock.now());
            if (!change || change.before?.data.n !== visit.n) return [];
            const { id: appointmentId, joinUrl } = made;
            const by = visit.bookedBy === 'client' ? 'client' : visit.requestedBy;
            return (
              await confirmed(change, store, visitDeps, {
                appointmentId,
                slot,
                by,
                ...(joinUrl === undefined ? {} : { joinUrl }),
              })
            ).writes(store);
          },
        };
      };
      const fresh = effect.attempts > BOOKINGS_TRIES && visitDeps.spare ? visitDeps.spare : visitDeps.bookings;
      const via = portOf(visitDeps, visit.outside.appointmentId) ?? fresh;
      const business = await via.business();
      const staffIds = await staffFor(deps, business, slot.personIds);
      let { appointmentId } = visit.outside;
      if (unclear || (appointmentId === undefined && visit.outside.mayStand === true)) {
        // A repeat, or an attempt at another time before: what stands there may be ours already.
        for (const port of [visitDeps.bookings, visitDeps.spare]) {
          const found = await port?.findByKey(visit.visitId, slot);
          if (!port || !found) continue;
          const { joinUrl } = found;
          appointmentId ??= idIn(port, found.id);
          if (found.start === slot.start && sameOnes(found.staffIds, staffIds)) {
            return done({ id: idIn(port, found.id), ...(joinUrl === undefined ? {} : { joinUrl }) });
          }
        }
      }
      // It did not land. Whether it was refused because the time is taken, nobody says: ask the calendars.
      if (unclear && (await stillFree(deps, visitDeps, visit, slot.personIds)) === 'taken')
        return lost(effect, 'bookings');
      // Our own hold would make Bookings refuse the time
      // (docs/platform/bookings.md, “A busy personal calendar refuses a booking, our own hold too”). While it shows as
      // free, the quarters in the store keep other clients away, and the calendar is looked at again before a repeat.
      const holds = await holdsOf(visit, slot);
      for (const { mail, id } of holds) await calendars.show(mail, id, 'free');
      try {
        const to = { start: slot.start, end: slot.end, staffIds };
        const there = portOf(visitDeps, appointmentId) ?? via;
        if (appointmentId !== undefined && (await there.move(bareId(appointmentId), to))) {
          return done({ id: appointmentId });
        }
        const { id, joinUrl } = await fresh.create(await appointmentOf(deps, visitDeps, fresh, visit, slot));
        return done({ id: idIn(fresh, id), ...(joinUrl === undefined ? {} : { joinUrl }) });
      } catch (error) {
        if (error instanceof OutsideError && error.code === 'BOOKINGS_REFUSED' && error.done === 'no') {
          return lost(effect, 'bookings-rule');
        }
        for (const { mail, id } of holds) await calendars.show(mail, id, 'tentative').catch(() => false);
        throw error;
      }
    },
  };

  const clear: EffectHandler = {
    deadlineMs: GRAPH_DEADLINE_MS,
    async perform(effect) {
      const events = effect.payload['events'];
      if (typeof events !== 'object' || events === null) return NOTHING;
      const byPerson = Object.entries(events as Record<string, unknown>);
      const people = await mailsOf(
        deps,
        byPerson.map(([personId]) => personId),
      );
      for (const { personId, mail } of people) {
        const id = (events as Record<string, unknown>)[personId];
        if (typeof id === 'string') await calendars.remove(mail, id);
      }
      return NOTHING;
    },
  };

  const cancel: EffectHandler = {
    deadlineMs: GRAPH_DEADLINE_MS,
    async perform(effect) {
      const visit = (await store.get('visits', idOf(effect)))?.data;
      if (!visit || visit.state !== 'cancelled') return NOTHING;
      // Exactly one of us writes to the client.
      const words = await wordsForClient(store, visit.visitId, visitDeps.policy);
      const message = visitDeps.policy.mailsBy === 'bookings' ? words.bookings.cancelled : undefined;
      const { appointmentId } = visit.outside;
      if (appointmentId !== undefined) {
        await portOf(visitDeps, appointmentId)?.cancel(bareId(appointmentId), message);
      } else {
        for (const port of [visitDeps.bookings, visitDeps.spare]) {
          const found = visit.slot && (await port?.findByKey(visit.visitId, visit.slot));
          if (port && found) await port.cancel(found.id, message);
        }
      }
      for (const { mail, id } of visit.slot ? await holdsOf(visit, visit.slot) : []) await calendars.remove(mail, id);
      return NOTHING;
    },
  };

  /** Our tentative entries of this visit, by person, also those that we never heard of. */
  async function holdsOf(visit: Visit, slot: Slot): Promise<{ mail: string; id: string }[]> {
    const found: { mail: string; id: string }[] = [];
    for (const { personId, mail } of await mailsOf(deps, slot.personIds)) {
      const id =
        visit.outside.holdEvents[personId] ?? (await calendars.findByKey(mail, holdKey(visit, personId), slot))?.id;
      if (id !== undefined) found.push({ mail, id });
    }
    return found;
  }

  return { 'visit.hold': hold, 'visit.book': book, 'visit.clear': clear, 'visit.cancel': cancel };
}

/**
 * What a booked time says of the chase for it, from assigned to confirmed: how long it took, who did the work, and what
 * nobody spent on the phone.
 */
function measure({ metrics, clock }: DeskDeps, { policy }: VisitDeps, visit: Visit, slot: Slot): void {
  const by = visit.bookedBy ?? 'client';
  // Without `before`, its first time could not be kept, and the client was asked for another one.
  if (visit.confirmedAt !== undefined) {
    // Another technician at the same time is no move.
    if (visit.before?.start !== slot.start) metrics.count('visit_moves_total', { by });
    return;
  }
  metrics.count('visits_confirmed_total', { by });
  metrics.time('visit_confirm_seconds', clock.now() - visit.assignedAt);
  if (by === 'client') metrics.count('coordination_minutes_saved_total', {}, policy.callMinutes);
}

/** Lists of the spare way name nobody: then the time alone has to say it. */
function sameOnes(there: readonly string[], wanted: readonly string[]): boolean {
  return there.length === 0 || (there.length === wanted.length && wanted.every((id) => there.includes(id)));
}

function holdKey(visit: Visit, personId: string): string {
  return `${visit.outside.holdKey ?? visit.visitId}.${personId}`;
}

function idOf(effect: Effect): string {
  return String(effect.payload['visitId']);
}

function stepNumber(effect: Effect): number {
  return Number(effect.payload['n']);
}
