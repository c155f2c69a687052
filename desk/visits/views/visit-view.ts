import type { PersonName } from '../../../model/person.ts';
import type { VisitView } from '../../../model/visit-view.ts';
import type { DeskDeps } from '../../deps.ts';
import { namesOf } from '../../people/index.ts';

/** What a ticket's card shows of its visit. Never the client's link. */
export async function visitView(
  { store }: DeskDeps,
  visitId: string | undefined,
  ownerId: string | undefined,
): Promise<VisitView | undefined> {
  const visit = visitId === undefined ? undefined : (await store.get('visits', visitId))?.data;
  if (!visit) return undefined;
  const text = (await store.get('visitTexts', visit.visitId))?.data;
  const { slot, before, missed } = visit;
  const names = await namesOf(store, [...new Set([...visit.personIds, ...(missed?.personIds ?? [])])]);
  const nameOf = (id: string): PersonName => ({ id, name: names.get(id) ?? '' });
  return {
    kind: visit.kind,
    state: visit.state,
    minutes: visit.minutes,
    who: visit.personIds.map(nameOf),
    chased: visit.chased,
    unanswered: visit.unanswered === true,
    moves: visit.moves,
    notOwners: visit.open && ownerId !== undefined && visit.personIds[0] !== ownerId,
    ...(text?.place && visit.kind === 'on-site' ? { place: text.place.address } : {}),
    ...(slot ? { start: slot.start, end: slot.end } : {}),
    ...(before ? { beforeStart: before.start } : {}),
    ...(visit.offeredAt === undefined ? {} : { offeredAt: visit.offeredAt }),
    ...(missed ? { missed: { start: missed.start, who: missed.personIds.map(nameOf), why: missed.why } } : {}),
    ...(visit.lateMinutes === undefined ? {} : { lateMinutes: visit.lateMinutes }),
    ...(visit.outside.joinUrl === undefined ? {} : { joinUrl: visit.outside.joinUrl }),
    ...(text?.wishes === undefined || visit.state !== 'wishes' ? {} : { wishes: text.wishes }),
    ...(text?.note === undefined ? {} : { note: text.note }),
    ...(text?.contactPhone === undefined ? {} : { contactPhone: text.contactPhone }),
    ...(visit.stuck ? { stuck: visit.stuck } : {}),
  };
}
