import type { PersonName } from '../../../model/person.ts';
import type { ReplanView, ReplanVisit } from '../../../model/visit-view.ts';
import type { DeskDeps } from '../../deps.ts';
import { namesOf } from '../../people/index.ts';

/** Everything that the card of a replanned day shows; `undefined` once the plan has been removed. */
export async function replanView(deps: DeskDeps, replanId: string): Promise<ReplanView | undefined> {
  const { store } = deps;
  const replan = (await store.get('replans', replanId))?.data;
  if (!replan) return undefined;
  const { cause, moves, unplaced, state, settledBy, settledAt, undoUntil } = replan;
  const names = await namesOf(store, [
    ...(cause.kind === 'absent' ? [cause.personId] : []),
    ...(settledBy === undefined ? [] : [settledBy]),
    ...moves.flatMap(({ from, to }) => [to.personId, ...(from ? [from.personId] : [])]),
  ]);
  const name = (id: string): PersonName => ({ id, name: names.get(id) ?? '' });
  const visits = new Map<string, ReplanVisit>();
  for (const { visitId, ticketId } of [...moves, ...unplaced]) {
    const visit = await visitOf(deps, visitId, ticketId);
    if (visit) visits.set(visitId, visit);
  }
  const now = new Map((await store.getMany('visits', [...visits.keys()])).map(({ id, data }) => [id, data]));
  const ticket = cause.kind === 'emergency' ? await visitOf(deps, '', cause.ticketId) : undefined;
  return {
    replanId,
    cause:
      cause.kind === 'absent'
        ? { kind: 'absent', who: name(cause.personId) }
        : { kind: 'emergency', number: ticket?.number ?? '', url: ticket?.url ?? '', problem: ticket?.problem ?? '' },
    state,
    replaces: replan.replaces === true,
    moves: moves.flatMap((move) => {
      const visit = visits.get(move.visitId);
      const standing = now.get(move.visitId);
      if (!visit) return [];
      const { start } = move.to.slot;
      const stands =
        standing?.state === 'confirmed' &&
        standing.slot?.start === start &&
        standing.personIds.includes(move.to.personId);
      return [
        {
          ...visit,
          why: move.why,
          to: name(move.to.personId),
          ...(move.from ? { from: name(move.from.personId), fromStart: move.from.slot.start } : {}),
          start,
          shiftedMinutes: move.shiftedMinutes,
          unskilled: move.unskilled === true,
          stands,
        },
      ];
    }),
    unplaced: unplaced.flatMap(({ visitId, ticketId: _of, ...one }) => {
      const visit = visits.get(visitId);
      const standing = now.get(visitId);
      if (!visit) return [];
      const canAsk = standing?.state === 'confirmed' && one.code !== 'fixed';
      // It had a time when this was planned.
      const asked = one.start !== undefined && standing?.state === 'offered';
      return [{ ...visit, ...one, canAsk, asked }];
    }),
    used: replan.used,
    budget: replan.budget,
    travelMinutes: replan.travelMinutes,
    ...(settledBy === undefined ? {} : { settled: { by: name(settledBy), at: settledAt ?? replan.at } }),
    ...(undoUntil === undefined ? {} : { undoUntil }),
    notPutBack: (replan.notPutBack ?? []).flatMap((visitId) => visits.get(visitId) ?? []),
  };
}

async function visitOf({ store, psa }: DeskDeps, visitId: string, ticketId: string): Promise<ReplanVisit | undefined> {
  const ticket = (await store.get('tickets', ticketId))?.data;
  const words = (await store.get('texts', ticketId))?.data;
  if (!ticket || !words) return undefined;
  const text = (await store.get('visitTexts', visitId))?.data;
  const siteId = words.psa.site?.id;
  // A visit that has not begun has no texts yet; the number of its site is as good.
  const site = text || siteId === undefined ? undefined : await psa.getSite(siteId).catch(() => undefined);
  const phone = text?.contactPhone ?? site?.phone;
  return {
    ticketId,
    version: ticket.events,
    number: ticket.number,
    url: ticket.url,
    problem: words.words?.problem ?? words.psa.title,
    clientName: words.psa.client.name,
    contactName: text?.contactName ?? words.psa.contact?.name ?? '',
    ...(phone === undefined ? {} : { contactPhone: phone }),
  };
}
