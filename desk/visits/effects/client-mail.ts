import { sha256 } from '../../../model/hash.ts';
import { OutsideError } from '../../../model/errors.ts';
import type { ClientMessageKind, ClientMessageView } from '../../../model/client-page.ts';
import { CLIENT_MESSAGES } from '../../../model/client-page.ts';
import type { Visit } from '../../../model/visit.ts';
import { clientMail, oneLine, SHOWN } from '../../client-messages/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { EffectHandler, Performance } from '../../outbox/index.ts';
import type { Effect, Write } from '../../ports/store.ts';
import { untilCommitted } from '../../records/index.ts';
import { factsOf } from '../views/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/** sendMail is given 10 s; Exchange may still accept the mail for 5 s after that. */
const MAIL_DEADLINE_MS = 16_000;
const NOTHING: Performance = {};

/**
 * The only way to write to clients. A mail is worded when it is sent, from what is true then. A mail that is no longer
 * true is not sent. The same words are not sent twice in a row to the same person, except where that is intended
 * (`ordinal`: the second follow-up, the next reminder). Mail has no idempotency key: after an unclear send, Sent Items
 * are checked where permitted; otherwise one more copy is sent and counted.
 */
export function clientMailHandler(deps: DeskDeps, visitDeps: VisitDeps): EffectHandler {
  const { store, clock, metrics } = deps;
  return {
    deadlineMs: MAIL_DEADLINE_MS,
    async perform(effect, { unclear }) {
      const message = CLIENT_MESSAGES.find((known) => known === effect.payload['message']);
      const visit = (await store.get('visits', String(effect.payload['visitId'])))?.data;
      if (!message || !visit || isOvertaken(message, visit)) return NOTHING;
      const text = (await store.get('visitTexts', visit.visitId))?.data;
      if (!text || text.contactMail === '') return NOTHING;
      const toGuests = effect.payload['to'] === 'guests';
      const to = toGuests
        ? text.guests.map((guest) => ({ mail: guest }))
        : [{ name: oneLine(text.contactName, SHOWN.name), mail: text.contactMail }];
      if (to.length === 0) return NOTHING;
      const mail = clientMail(await viewOf(deps, visitDeps, visit, message, effect));
      const { ordinal } = effect.payload;
      const occasion = `${message} ${typeof ordinal === 'number' ? ordinal : ''}`;
      const said = sha256([...to.map((one) => one.mail), occasion, mail.subject, mail.text].join('\n'));
      const id = effect.id;
      const sent = await store.query('clientMessages', {
        index: 'byVisit',
        eq: [visit.visitId],
        desc: true,
        limit: 20,
      });
      const last = sent.docs.find((doc) => doc.id !== id && isToGuests(doc.id) === toGuests);
      if (last?.data.said === said) return NOTHING;
      /** The record of this mail after one more copy, or none, may have been sent. */
      const record = async (more: 0 | 1): Promise<Write> => {
        const old = await store.get('clientMessages', id);
        const copies = (old?.data.copies ?? 0) + more;
        const data = { visitId: visit.visitId, message, at: clock.now(), said, copies };
        return old
          ? { op: 'put', c: 'clientMessages', id, data, expect: old.v }
          : { op: 'insert', c: 'clientMessages', id, data };
      };
      const noted: Performance = { writes: async () => [await record(0)] };
      if (unclear) {
        const there = await visitDeps.mail.sent(id, effect.firstBegunAt ?? 0);
        if (there === true) return noted;
        if (there === undefined) {
          // Recorded before it is sent: if this process dies now, the copy is still known.
          await untilCommitted(async () => store.commit([await record(1)]));
          metrics.count('copies_total');
        }
      }
      await visitDeps.mail.send({ to, ...mail, key: id });
      metrics.count('client_mails_total', { message });
      return noted;
    },
  };
}

/** The names in visit-effects.ts. */
function isToGuests(effectId: string): boolean {
  return effectId.endsWith(':guests');
}

/** Drops what is no longer true: a reminder of a cancelled visit, times for a booked one. */
function isOvertaken(message: ClientMessageKind, visit: Visit): boolean {
  switch (message) {
    case 'visit-offer':
    case 'visit-chase':
    case 'visit-new-time':
      return visit.state !== 'offered';
    case 'visit-slot-gone':
      return visit.state !== 'offered' && visit.state !== 'confirmed';
    case 'visit-confirmed':
    case 'visit-moved':
    case 'visit-reminder':
    case 'visit-late':
    case 'visit-technician':
      return visit.state !== 'confirmed' && visit.state !== 'moving';
    case 'visit-cancelled':
      return visit.state !== 'cancelled';
  }
}

async function viewOf(
  deps: DeskDeps,
  { policy, links }: VisitDeps,
  visit: Visit,
  message: ClientMessageKind,
  effect: Effect,
): Promise<ClientMessageView> {
  const { store, clock } = deps;
  const text = (await store.get('visitTexts', visit.visitId))?.data;
  if (!text) throw new OutsideError('INTERNAL', `visit ${visit.visitId} has no words`, { done: 'no', retry: 'never' });
  const slot = visit.before ?? visit.slot;
  const { from, by, late } = effect.payload;
  return {
    message,
    language: text.language,
    timeZone: text.timeZone,
    company: policy.company,
    phone: policy.phone,
    now: clock.now(),
    facts: await factsOf(deps, visit),
    contactName: effect.payload['to'] === 'guests' ? '' : text.contactName,
    // The link can move and cancel the visit, so only the client gets it.
    ...(visit.linkUntil === undefined || !visit.open || effect.payload['to'] === 'guests'
      ? {}
      : { link: links.link({ visitId: visit.visitId, link: visit.link, until: visit.linkUntil }) }),
    ...(slot ? { start: slot.start, end: slot.end } : {}),
    ...(typeof from === 'number' ? { oldStart: from } : {}),
    ...(typeof late === 'number' ? { lateMinutes: late } : {}),
    ...(by === 'client' || by === 'company' ? { by } : {}),
    ...(visit.outside.joinUrl === undefined ? {} : { joinUrl: visit.outside.joinUrl }),
    calendarKey: visit.visitId,
    sequence: visit.n,
  };
}
