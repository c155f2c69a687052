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

/** sendMail is waited for 10 s; Exchange may take it in 5 s after we stopped waiting. */
const MAIL_DEADLINE_MS = 16_000;
const NOTHING: Performance = {};

/**
 * The one way in which clients are written to. What a mail says is made when it leaves, from what is true then; a mail that
 * the visit has overtaken does not leave; the same words to the same person do not leave twice in a row, but for those
 * that are said on purpose (`ordinal`: the second follow-up, the next reminder). Mail has no key that the
 * other side checks: after an unclear send Sent Items are asked where we may, else one copy more leaves, counted.
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
      /** What is on record of this mail after one more copy, or none more, may be out. */
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
          // Before it leaves: should this process die now, the copy is known all the same.
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

/** As visit-effects.ts names them. */
function isToGuests(effectId: string): boolean {
  return effectId.endsWith(':guests');
}

/** What is no longer true is not said: a reminder of a visit that was cancelled, times for one that is booked. */
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
    // Whoever has the link may move and cancel: that is the client alone.
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
