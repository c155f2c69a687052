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

/** Each Graph call is given 10 s. A step makes several, and the last may still land 5 s after we stopped waiting. */
const GRAPH_DEADLINE_MS = 45_000;
/**
 * After this many empty 500s Bookings counts as failing, and the visit is booked as a plain meeting instead
 * (docs/platform/bookings.md, “Bookings can refuse every appointment for weeks”).
 */
const BOOKINGS_TRIES = 3;

const NOTHING: Performance = {};

/** The booking steps that happen in Microsoft Graph. Each looks before it repeats, by the key that it leaves there. */
export function visitHandlers(
  deps: DeskDeps,
  visitDeps: VisitDeps,
): Record<Exclude<VisitEffectKind, 'visit.release' | 'psa.visit' | 'psa.status' | 'client.mail'>, EffectHandler> {
  const { store, clock } = deps;
  const { calendars } = visitDeps;

  /** The visit, if it still waits for this step. */
  async function waiting(effect: Effect, ...states: readonly Visit['state'][]): Promise<Visit | undefined> {
    const visit = (await store.get('visits', idOf(effect)))?.data;
    return visit && states.includes(visit.state) && visit.n === stepNumber(effect) ? visit : undefined;
  }

  /** `put`: our entries that exist in calendars and are not recorded yet. */
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
        // Clients choose again by themselves; the colleague who chose here must be told.
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
        // After a crash our own entry makes the time look taken, so it is looked for first.
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
          // The visit was decided again meanwhile: the entry is found by its key and removed with the others.
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
        // After a repeat, or an earlier attempt at another time, the appointment there may be ours.
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
      // It did not land. Bookings does not say whether the time was taken, so the calendars are asked.
      if (unclear && (await stillFree(deps, visitDeps, visit, slot.personIds)) === 'taken')
        return lost(effect, 'bookings');
      // Our own hold would make Bookings refuse the time (docs/platform/bookings.md, “A busy personal calendar refuses
      // a booking, our own hold too”). While it is shown as free, the reserved quarters in the store keep other clients
      // away, and the calendar is checked again before a repeat.
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
      // Either Bookings or Callboard writes to the client, never both.
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

  /** Our tentative entries of this visit, by person, including entries whose creation was never acknowledged. */
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
 * Measures a booking from assigned to confirmed: how long it took, who did the work, and the time saved on the phone.
 */
function measure({ metrics, clock }: DeskDeps, { policy }: VisitDeps, visit: Visit, slot: Slot): void {
  const by = visit.bookedBy ?? 'client';
  // Without `before`, the first time could not be kept and the client was asked for another one.
  if (visit.confirmedAt !== undefined) {
    // Another technician at the same time is not a move.
    if (visit.before?.start !== slot.start) metrics.count('visit_moves_total', { by });
    return;
  }
  metrics.count('visits_confirmed_total', { by });
  metrics.time('visit_confirm_seconds', clock.now() - visit.assignedAt);
  if (by === 'client') metrics.count('coordination_minutes_saved_total', {}, policy.callMinutes);
}

/** Lists of the fallback name nobody, so only the time can match. */
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
