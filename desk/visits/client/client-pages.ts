import type {
  ClientMistake,
  ClientPage,
  ClientPageCommon,
  ClientPages,
  ClientReader,
} from '../../../model/client-page.ts';
import { CLIENT_LIMITS } from '../../../model/client-page.ts';
import { asCoded, CallboardError } from '../../../model/errors.ts';
import { isTimeZone } from '../../../model/time-zone.ts';
import { CLIENT_LANGUAGES, type Slot, type Visit, type VisitText } from '../../../model/visit.ts';
import { clientMail, severalLines } from '../../client-messages/index.ts';
import type { DeskDeps } from '../../deps.ts';
import { coordinatorsOf } from '../../people/index.ts';
import { untilCommitted } from '../../records/index.ts';
import { factsOf } from '../views/index.ts';
import { checked, typedIn } from './client-input.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { questionsOf } from './questions.ts';
import { cancelled, checkSlot, choose, offerableSlots, stepOf, type VisitChange } from '../booking/index.ts';

const HOUR = 3_600_000;

type Read = { readonly visit: Visit; readonly text: VisitText; readonly common: ClientPageCommon };

/**
 * What the client's page shows and does. Everything is validated again on each call: the link, the time, the input, the
 * calendars. A time that is gone leads to fresh ones with an apology; nothing that a client can send leads to an error
 * page. `moved` is called when something was committed.
 */
export function clientPages(deps: DeskDeps, visitDeps: VisitDeps, moved: () => void): ClientPages {
  const { store, clock, metrics } = deps;
  const { policy, links } = visitDeps;

  /** Runs the work for a valid link. Any other link gets a page that says nothing about any ticket. */
  async function withVisit(
    token: string,
    reader: ClientReader,
    work: (read: Read) => Promise<ClientPage>,
  ): Promise<ClientPage> {
    const stranger = commonOf(reader, undefined);
    try {
      const link = links.read(token);
      if (!link) return { ...stranger, is: 'no-link', why: 'invalid' };
      const visit = (await store.get('visits', link.visitId))?.data;
      const text = (await store.get('visitTexts', link.visitId))?.data;
      if (!visit || !text) return { ...stranger, is: 'no-link', why: 'invalid' };
      if (link.link !== visit.link) return { ...stranger, is: 'no-link', why: 'replaced' };
      // A confirmed visit keeps its page until it is over.
      if (link.until < clock.now() && visit.slot === undefined) return { ...stranger, is: 'no-link', why: 'expired' };
      return await work({ visit, text, common: commonOf(reader, text) });
    } catch (error) {
      const { code } = asCoded(error);
      deps.log.warn('client-page.failed', { code, cause: error });
      return { ...stranger, is: 'try-again' };
    }
  }

  function commonOf(reader: ClientReader, text: VisitText | undefined): ClientPageCommon {
    return {
      language: CLIENT_LANGUAGES.find((known) => known === reader.language) ?? text?.language ?? policy.language,
      timeZone:
        reader.timeZone !== undefined && isTimeZone(reader.timeZone)
          ? reader.timeZone
          : (text?.timeZone ?? deps.policy.timeZone),
      company: policy.company,
      phone: policy.phone,
      now: clock.now(),
    };
  }

  /** The page of a visit in its present state. */
  async function show({ visit, common }: Read, mistakes: readonly ClientMistake[] = []): Promise<ClientPage> {
    const facts = await factsOf(deps, visit);
    const { slot, state } = visit;
    switch (state) {
      case 'held':
      case 'moving':
        return slot
          ? { ...common, is: 'booking', facts, start: slot.start, end: slot.end }
          : { ...common, is: 'try-again' };
      case 'confirmed':
        if (!slot) return { ...common, is: 'try-again' };
        return {
          ...common,
          is: 'confirmed',
          facts,
          start: slot.start,
          end: slot.end,
          changeable: clock.now() < changeableUntil(visit),
          changeableUntil: changeableUntil(visit),
          moved: visit.moves > 0,
          mistakes,
          ...(visit.outside.joinUrl === undefined ? {} : { joinUrl: visit.outside.joinUrl }),
        };
      case 'done':
        return { ...common, is: 'over', facts };
      case 'cancelled':
        return { ...common, is: 'cancelled', facts };
      case 'wishes':
        return { ...common, is: 'wishes', facts };
      default:
        return chooser({ visit, common });
    }
  }

  async function chooser(
    { visit, common }: Pick<Read, 'visit' | 'common'>,
    more: { gone?: Slot; typed?: Readonly<Record<string, string>>; mistakes?: readonly ClientMistake[] } = {},
  ): Promise<ClientPage> {
    const slots = await offerableSlots(deps, visitDeps, visit, common.timeZone);
    return {
      ...common,
      is: 'choose',
      facts: await factsOf(deps, visit),
      slots: slots.map((slot) => ({ start: slot.start, end: slot.end, value: links.slotValue(visit, slot) })),
      apology: more.gone !== undefined,
      ...(more.gone ? { wanted: more.gone.start } : {}),
      questions: await questionsOf(visitDeps, visit),
      typed: more.typed ?? {},
      mistakes: more.mistakes ?? [],
      ...(visit.state === 'confirmed' && visit.slot
        ? { current: { start: visit.slot.start, end: visit.slot.end } }
        : {}),
    };
  }

  function changeableUntil({ slot }: Visit): number {
    return (slot?.start ?? 0) - policy.changeNoticeHours * HOUR;
  }

  /** Commits a change of the visit, read again after each lost race. */
  function step(visitId: string, work: (change: VisitChange) => Promise<void>): Promise<void> {
    return untilCommitted(async () => {
      const change = await stepOf(store, visitId, clock.now());
      if (change) await work(change);
    });
  }

  return {
    open: (token, reader) => withVisit(token, reader, (read) => show(read)),

    another: (token, reader) =>
      withVisit(token, reader, async (read) =>
        read.visit.state === 'confirmed' && clock.now() < changeableUntil(read.visit) ? chooser(read) : show(read),
      ),

    choose: (token, choice, reader) =>
      withVisit(token, reader, async (read) => {
        const { visit } = read;
        const wanted = links.readSlot(visit, choice.slot);
        // Sent twice, or from two tabs: the client gets what they already have.
        if (visit.slot && wanted && visit.slot.start === wanted.start && visit.state !== 'offered') return show(read);
        const open = visit.state === 'offered' || visit.state === 'asking' || visit.state === 'wishes';
        const movable = visit.state === 'confirmed' && clock.now() < changeableUntil(visit);
        if (!open && !movable) return show(read);
        const typed = typedIn(choice);
        if (!wanted) {
          return chooser(read, { typed, mistakes: [{ field: 'slot', why: 'choose-one' }] });
        }
        const { mistakes, guests, answers, note, phone } = checked(choice, await questionsOf(visitDeps, visit));
        if (mistakes.length > 0) return chooser(read, { typed, mistakes });
        const slot = await checkSlot(deps, visitDeps, visit, wanted);
        if (!slot) return chooser(read, { gone: wanted, typed });
        try {
          await step(visit.visitId, async (change) => {
            const state = change.next.state;
            if (state !== visit.state || change.next.link !== visit.link) return;
            const words = await store.get('visitTexts', visit.visitId);
            if (!words) return;
            const data: VisitText = {
              ...words.data,
              guests,
              answers,
              timeZone: read.common.timeZone,
              language: read.common.language,
              ...(note === '' ? {} : { note }),
              ...(phone === '' ? {} : { contactPhone: phone }),
            };
            change.also({ op: 'put', c: 'visitTexts', id: words.id, data, expect: words.v });
            await (await choose(change, store, visitDeps, { slot, by: 'client', bookedBy: 'client' })).commit(store);
            metrics.count('visits_total', { step: 'held' });
          });
        } catch (error) {
          // Somebody else took one of its quarters a moment ago.
          if (error instanceof CallboardError && error.code === 'STORE_DUPLICATE') {
            return chooser(read, { gone: wanted, typed });
          }
          throw error;
        }
        moved();
        return fresh(token, reader);
      }),

    noneSuits: (token, wishes, reader) =>
      withVisit(token, reader, async (read) => {
        const said = severalLines(wishes.slice(0, CLIENT_LIMITS.wishes));
        if (read.visit.state !== 'offered' && read.visit.state !== 'asking') return show(read);
        if (said === '') return chooser(read, { mistakes: [{ field: 'wishes', why: 'required' }] });
        await step(read.visit.visitId, async (change) => {
          if (change.next.state !== 'offered' && change.next.state !== 'asking') return;
          const words = await store.get('visitTexts', read.visit.visitId);
          if (!words) return;
          change
            .set({ state: 'wishes' })
            .log('visit-wishes', 'client')
            .also({ op: 'put', c: 'visitTexts', id: words.id, data: { ...words.data, wishes: said }, expect: words.v });
          await change.commit(store, await coordinatorsOf(deps, change.ticket.next.category));
        });
        metrics.count('visits_total', { step: 'wishes' });
        moved();
        return fresh(token, reader);
      }),

    cancel: (token, reason, reader) =>
      withVisit(token, reader, async (read) => {
        const { visit } = read;
        const said = severalLines(reason.slice(0, CLIENT_LIMITS.reason));
        if (visit.state !== 'confirmed' && visit.state !== 'offered') return show(read);
        if (visit.state === 'confirmed') {
          if (clock.now() >= changeableUntil(visit)) return show(read);
          if (said === '') return show(read, [{ field: 'reason', why: 'required' }]);
        }
        await step(visit.visitId, async (change) => {
          if (change.next.state !== visit.state) return;
          const words = await store.get('visitTexts', visit.visitId);
          if (words) {
            change.also({
              op: 'put',
              c: 'visitTexts',
              id: words.id,
              data: { ...words.data, cancelReason: said },
              expect: words.v,
            });
          }
          const tell = [...visit.personIds, ...(await coordinatorsOf(deps, change.ticket.next.category))];
          await (await cancelled(change, store, visitDeps, { by: 'client', tellClient: true })).commit(store, tell);
        });
        metrics.count('visits_total', { step: 'cancelled' });
        moved();
        return fresh(token, reader);
      }),

    async calendarFile(token) {
      const link = links.read(token);
      const visit = link && (await store.get('visits', link.visitId))?.data;
      const text = visit && (await store.get('visitTexts', visit.visitId))?.data;
      if (!visit?.slot || !text || link.link !== visit.link || visit.state !== 'confirmed') return undefined;
      return clientMail({
        ...commonOf({}, text),
        message: 'visit-confirmed',
        facts: await factsOf(deps, visit),
        contactName: text.contactName,
        start: visit.slot.start,
        end: visit.slot.end,
        calendarKey: visit.visitId,
        sequence: visit.n,
        ...(visit.outside.joinUrl === undefined ? {} : { joinUrl: visit.outside.joinUrl }),
      }).calendar;
    },
  };

  /** The page after a commit, read again. */
  function fresh(token: string, reader: ClientReader): Promise<ClientPage> {
    return withVisit(token, reader, (read) => show(read));
  }
}
