import type { PersonName, VisitView } from '../../model/view.ts';
import type { DeskDeps } from '../deps.ts';
import { namesOf } from '../directory.ts';

/** What a ticket's card tells of its visit. Never the client's link. */
export async function visitView(
  { store }: DeskDeps,
  visitId: string | undefined,
  ownerId: string | undefined,
): Promise<VisitView | undefined> {
  const visit = visitId === undefined ? undefined : (await store.get('visits', visitId))?.data;
  if (!visit) return undefined;
  const text = (await store.get('visitTexts', visit.visitId))?.data;
  const names = await namesOf(store, visit.personIds);
  const { slot, before } = visit;
  return {
    kind: visit.kind,
    state: visit.state,
    minutes: visit.minutes,
    who: visit.personIds.map((id): PersonName => ({ id, name: names.get(id) ?? '' })),
    chased: visit.chased,
    unanswered: visit.unanswered === true,
    moves: visit.moves,
    notOwners: visit.open && ownerId !== undefined && visit.personIds[0] !== ownerId,
    ...(text?.place && visit.kind === 'on-site' ? { place: text.place.address } : {}),
    ...(slot ? { start: slot.start, end: slot.end } : {}),
    ...(before ? { beforeStart: before.start } : {}),
    ...(visit.offeredAt === undefined ? {} : { offeredAt: visit.offeredAt }),
    ...(visit.lateMinutes === undefined ? {} : { lateMinutes: visit.lateMinutes }),
    ...(visit.outside.joinUrl === undefined ? {} : { joinUrl: visit.outside.joinUrl }),
    ...(text?.wishes === undefined || visit.state !== 'wishes' ? {} : { wishes: text.wishes }),
    ...(text?.note === undefined ? {} : { note: text.note }),
    ...(text?.contactPhone === undefined ? {} : { contactPhone: text.contactPhone }),
    ...(visit.stuck ? { stuck: visit.stuck } : {}),
  };
}
