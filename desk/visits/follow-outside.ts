import type { Slot, Visit } from '../../model/visit.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { coordinatorsOf } from '../people/index.ts';
import type { Appointment, BookingBusiness, BookingsPort } from '../ports/bookings.ts';
import type { Doc } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { bareId, forgetUnmatched, idIn, isAsRead, unmatchedWrite, whoComes } from './appointments/index.ts';
import { holdWrites, unholdWrites } from './calendars/index.ts';
import { cancelled, confirmed, guestMailEffect, mailEffect, psaVisitEffect, stepOf } from './booking/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Changes that people make in Bookings or Outlook win, as in the PSA: appointments that were moved or cancelled there
 * are followed, and those created there are matched to their ticket. This is a poll (docs/platform/bookings.md,
 * “Bookings sends no change notices”). Callboard tells clients whom Bookings did not tell.
 */
export async function followOutside(deps: DeskDeps, visitDeps: VisitDeps): Promise<void> {
  const { clock } = deps;
  const window = { start: clock.now() - DAY, end: clock.now() + visitDeps.policy.horizonDays * DAY };
  for (const port of visitDeps.spare ? [visitDeps.bookings, visitDeps.spare] : [visitDeps.bookings]) {
    // A list that could not be read is not an empty list: everything stays as it is.
    const listed = await port.list(window).catch((error: unknown) => {
      deps.log.warn('bookings.unreadable', { code: asCoded(error).code });
      return undefined;
    });
    if (!listed) continue;
    const business = await port.business().catch(() => undefined);
    const byId = new Map(listed.map((one) => [idIn(port, one.id), one]));
    for (const visit of await standing(deps, window)) {
      const id = visit.data.outside.appointmentId;
      if (id === undefined || id !== idIn(port, bareId(id))) continue;
      const found = byId.get(id) ?? (await port.get(bareId(id)).catch(() => 'unknown' as const));
      if (found === 'unknown') continue;
      if (found === undefined) await goneOutside(deps, visitDeps, visit);
      else await movedOutside(deps, visitDeps, visit, { there: found, business });
    }
    for (const appointment of listed) await tie(deps, visitDeps, { port, business }, appointment);
    await forgetUnmatched(deps, port, new Set(byId.keys()), window);
  }
}

async function standing({ store }: DeskDeps, window: { start: number; end: number }): Promise<readonly Doc<Visit>[]> {
  const found: Doc<Visit>[] = [];
  let after: string | undefined;
  do {
    const page = await store.query('visits', {
      index: 'byState',
      eq: ['confirmed'],
      gte: window.start,
      lt: window.end,
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.docs);
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function goneOutside(deps: DeskDeps, visitDeps: VisitDeps, visit: Doc<Visit>): Promise<void> {
  const { store, clock } = deps;
  await untilCommitted(async () => {
    const change = await stepOf(store, visit.id, clock.now());
    if (!change || change.before?.data.state !== 'confirmed' || change.before.v !== visit.v) return;
    const tell = [...visit.data.personIds, ...(await coordinatorsOf(deps, change.ticket.next.category))];
    change.set({ bookedBy: 'outside' });
    const tellClient = visitDeps.policy.mailsBy === 'callboard';
    await (await cancelled(change, store, visitDeps, { by: 'bookings', tellClient })).commit(store, tell);
    deps.metrics.count('visits_total', { step: 'cancelled-outside' });
  });
}

async function movedOutside(
  deps: DeskDeps,
  { policy }: VisitDeps,
  visit: Doc<Visit>,
  { there, business }: { readonly there: Appointment; readonly business: BookingBusiness | undefined },
): Promise<void> {
  const { store, clock } = deps;
  const known = visit.data.outside.bookedSlot;
  if (!known) return;
  const personIds = await whoComes(deps, business, there, known.personIds);
  // A different length with the same start is not a move, and neither is another technician.
  const moved = known.start !== there.start;
  const others = personIds !== known.personIds;
  if (!moved && !others && known.end === there.end) return;
  await untilCommitted(async () => {
    const change = await stepOf(store, visit.id, clock.now());
    if (!change || change.before?.data.state !== 'confirmed' || change.before.v !== visit.v) return;
    const slot: Slot = { ...known, start: there.start, end: there.end, personIds };
    change.set({
      slot,
      personIds,
      outside: { ...visit.data.outside, bookedSlot: slot },
      moves: visit.data.moves + (moved ? 1 : 0),
      bookedBy: 'outside',
      missed: undefined,
    });
    // A person placed it there on purpose, whatever we had planned; quarters that another visit holds stay with that
    // visit.
    const free = await freeQuarters(deps, visit.id, slot);
    change.also(...(await unholdWrites(store, visit.id, slot)), ...free);
    if (others) change.log('visit-given', 'bookings', { to: personIds[0] ?? null });
    const to = { start: slot.start, from: known.start, who: personIds.join(',') };
    change.log(moved ? 'visit-moved' : 'visit-confirmed', 'bookings', to).note();
    change.effect(psaVisitEffect(change.of)).timer('visit-ends', slot.end);
    for (const hours of policy.remindBeforeHours) {
      const at = slot.start - hours * 60 * MINUTE;
      if (at > change.at) change.timer('visit-remind', at);
    }
    // Each move is confirmed to the client, unless Bookings does so. The length does not concern them.
    if (policy.mailsBy === 'callboard' && (moved || others)) {
      const message = moved ? 'visit-moved' : 'visit-technician';
      const more = { from: known.start };
      change.effect(mailEffect(change.of, message, more), guestMailEffect(change.of, message, more));
    }
    await change.commit(store, [...new Set([...visit.data.personIds, ...personIds])]);
    if (moved) deps.metrics.count('visit_moves_total', { by: 'outside' });
  });
}

async function freeQuarters({ store }: DeskDeps, visitId: string, slot: Slot) {
  const wanted = await holdWrites(store, visitId, slot);
  const taken = new Set(
    (
      await store.getMany(
        'holds',
        wanted.flatMap((write) => ('id' in write ? [write.id] : [])),
      )
    )
      .filter((doc) => doc.data.visitId !== visitId)
      .map((doc) => doc.id),
  );
  return wanted.filter((write) => !('id' in write && taken.has(write.id)));
}

/**
 * Matches an appointment that we did not create: to a visit whose answer was lost, by its label; otherwise to the
 * client's ticket that waits for a time, by the customer's address.
 */
async function tie(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  { port, business }: { readonly port: BookingsPort; readonly business: BookingBusiness | undefined },
  listed: Appointment,
): Promise<void> {
  const { store, clock } = deps;
  const id = idIn(port, listed.id);
  if ((await store.count('visits', { index: 'byAppointment', eq: [id] })) > 0) return;
  // The step that created an appointment looks for its label; this matches those created by people.
  if (listed.label !== undefined && (await store.get('visits', listed.label))) return;
  const known = await store.get('untied', id);
  // Read once for each version: another ticket of its customer may come later while the appointment stays the same.
  const details = known && isAsRead(known.data, listed) ? known.data : await port.get(listed.id).catch(() => undefined);
  if (!details) return;
  const mail = details.customerMail?.toLowerCase();
  const texts =
    mail === undefined ? { docs: [] } : await store.query('visitTexts', { index: 'byMail', eq: [mail], limit: 50 });
  const visits = await store.getMany(
    'visits',
    texts.docs.map((doc) => doc.id),
  );
  const waiting = visits.filter(
    ({ data }) => data.open && ['offered', 'asking', 'wishes', 'wanted'].includes(data.state),
  );
  const [visit] = waiting;
  if (!visit || waiting.length > 1) {
    if (known && isAsRead(known.data, listed)) return;
    deps.log.info('bookings.untied', { appointment: id, candidates: waiting.length });
    await store.commit([unmatchedWrite(id, known, listed, mail)]);
    return;
  }
  const personIds = await whoComes(deps, business, listed, visit.data.personIds);
  await untilCommitted(async () => {
    const change = await stepOf(store, visit.id, clock.now());
    if (!change || change.before?.v !== visit.v) return;
    const slot: Slot = {
      start: listed.start,
      end: listed.end,
      personIds,
      beforeMinutes: 0,
      afterMinutes: 0,
    };
    change.set({ slot, personIds, bookedBy: 'outside' }).also(...(await freeQuarters(deps, visit.id, slot)));
    if (known) change.also({ op: 'remove', c: 'untied', id, expect: known.v });
    const by = 'bookings';
    await (await confirmed(change, store, visitDeps, { appointmentId: id, slot, by })).commit(store, personIds);
    deps.metrics.count('visits_confirmed_total', { by: 'outside' });
  });
}
