import { contentHash } from '../../../model/hash.ts';
import type { Replan, ReplanCause, ReplanMove, ReplanUnplaced } from '../../../model/replan.ts';
import type { Slot } from '../../../model/visit.ts';
import { planDay, type DayPreview, type Disruption } from '../../../scheduling/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { type NoVisit, visitToBook } from '../booking/index.ts';
import { circleOf } from './replan-circles.ts';
import { replanFacts, type Emergency, type ReplanFacts, type Seat } from './replan-facts.ts';

/** How many people with unknown calendars are listed. */
const MOST_REASONS = 3;

/** How many clients a dispatcher would call to make room for one emergency. */
const CLIENTS_TO_ASK = 2;

/** The content of a plan before anybody sees it. */
export type Planned = Pick<Replan, 'moves' | 'unplaced' | 'used' | 'travelMinutes'>;

/**
 * Replans the rest of the day for a cause and moves nothing. The same facts at the same time (`at`) give the same plan,
 * so a preview can be compared with the present before it is applied. `maxAgeMs` as in replanFacts().
 */
export async function planAnew(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  cause: ReplanCause,
  q: { readonly at: number; readonly maxAgeMs: number },
): Promise<Planned | { readonly no: NoVisit }> {
  const { budget } = visitDeps.policy.replan;
  if (cause.kind === 'absent') {
    const facts = await replanFacts(deps, visitDeps, {
      ...q,
      now: q.at,
      absent: cause.personId,
      confirmed: budget.confirmed,
    });
    return feasible(facts, cause);
  }
  const emergency = await emergencyOf(deps, visitDeps, cause);
  if ('no' in emergency) return emergency;
  const { visit } = emergency;
  if (visit.people === 2) return unplannable({ visitId: visit.visitId, ticketId: visit.ticketId, code: 'two-people' });
  const disruption: Disruption = { kind: 'emergency', workIds: [visit.visitId] };
  const facts = await replanFacts(deps, visitDeps, { ...q, now: q.at, emergency, confirmed: budget.confirmed });
  const planned = await feasible(facts, disruption);
  if (planned.unplaced.length === 0) return planned;
  // No room: finds the clients who could be asked for another time to make room.
  const most = { ...budget, confirmed: budget.confirmed + CLIENTS_TO_ASK };
  const freer = await replanFacts(deps, visitDeps, { ...q, now: q.at, emergency, confirmed: most.confirmed });
  const { moves, unplaced } = await feasible(freer, disruption, most);
  const would = unplaced.length > 0 ? [] : moves.filter(({ shiftedMinutes }) => shiftedMinutes > 0);
  return {
    ...planned,
    unplaced: [
      ...planned.unplaced,
      ...would.map(({ visitId, ticketId, from }): ReplanUnplaced => {
        const start = from ? { start: from.slot.start } : {};
        return { visitId, ticketId, code: 'would-give', ...start, why: [] };
      }),
    ],
  };

  /** A plan that can be booked step by step: among moves that would wait for each other, one stays where it is. */
  async function feasible(facts: ReplanFacts, disruption: Disruption, within = budget): Promise<Planned> {
    const planned = await asPlanned(deps, facts, preview(facts, disruption, within));
    const [stays] = circleOf(planned.moves) ?? [];
    if (!stays?.from) return planned;
    const id = `${stays.visitId}@${stays.from.personId}`;
    const work = facts.plan.work.map((one) => (one.id === id ? { ...one, hold: 'fixed' as const, windows: [] } : one));
    return feasible({ ...facts, plan: { ...facts.plan, work } }, disruption, within);
  }

  /** First with people who have the skills; work that then has no place may go to anybody who is able. */
  function preview({ plan, travel, seats }: ReplanFacts, disruption: Disruption, within = budget): DayPreview {
    const { scheduling } = visitDeps.policy;
    const strict = planDay(plan, disruption, travel, scheduling, within);
    const left = new Set(strict.unplaced.flatMap(({ id, code }) => (code === 'fixed' ? [] : [id])));
    if (left.size === 0) return strict;
    const work = plan.work.map((one) => (left.has(one.id) ? { ...one, can: seats.get(one.id)?.able ?? one.can } : one));
    return planDay({ ...plan, work }, disruption, travel, scheduling, within);
  }
}

/** The visit of a ticket that cannot wait, existing or new; a new one is committed with the plan, not before. */
async function emergencyOf(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  cause: Extract<ReplanCause, { kind: 'emergency' }>,
): Promise<Emergency | { readonly no: NoVisit }> {
  const ticket = await deps.store.get('tickets', cause.ticketId);
  if (!ticket) return { no: 'closed' };
  const change = await visitToBook(deps, visitDeps, ticket, cause.visitKind, 'callboard');
  if ('no' in change) return change;
  const { next: visit } = change;
  // A time that is confirmed or being booked is moved by hand, together with the client.
  if (visit.slot) return { no: 'exists' };
  return { visit, text: change.text ?? (await deps.store.get('visitTexts', visit.visitId))?.data };
}

function unplannable(one: Omit<ReplanUnplaced, 'why'>): Planned {
  return {
    moves: [],
    unplaced: [{ ...one, why: [] }],
    used: { moves: 0, shiftedMinutes: 0, confirmed: 0 },
    travelMinutes: 0,
  };
}

async function asPlanned({ store }: DeskDeps, { seats }: ReplanFacts, preview: DayPreview): Promise<Planned> {
  const visits = [...seats.values()].map(({ visit }) => visit.ticketId);
  const owners = new Map((await store.getMany('tickets', visits)).map(({ id, data }) => [id, data.owner?.personId]));
  const kept = new Map(preview.kept.map((one) => [`${one.id} ${one.personId}`, one]));
  return {
    moves: preview.moves.flatMap((move): ReplanMove[] => {
      const seat = seats.get(move.id);
      if (!seat) return [];
      const { visit, at } = seat;
      const owner = owners.get(visit.ticketId);
      const room = kept.get(`${move.id} ${move.to.personId}`);
      return [
        {
          visitId: visit.visitId,
          ticketId: visit.ticketId,
          why: move.why,
          ...(at ? { from: at } : {}),
          to: { personId: move.to.personId, slot: slotOf(seat, move.to, room) },
          shiftedMinutes: move.shiftedMinutes,
          ...(seat.skilled.includes(move.to.personId) ? {} : { unskilled: true as const }),
          ...(owner === undefined ? {} : { owner }),
        },
      ];
    }),
    unplaced: preview.unplaced.flatMap(({ id, code, needs, why }): ReplanUnplaced[] => {
      const seat = seats.get(id);
      if (!seat) return [];
      const { visit, at } = seat;
      return [
        {
          visitId: visit.visitId,
          ticketId: visit.ticketId,
          code,
          ...(at ? { start: at.slot.start } : {}),
          ...(needs ? { needs } : {}),
          why: why.slice(0, MOST_REASONS),
        },
      ];
    }),
    used: preview.used,
    travelMinutes: preview.travelMinutes,
  };
}

/** The new slot: the same visit with the other technician, and the travel around it kept free. */
function slotOf(
  { visit, at }: Seat,
  to: { readonly personId: string; readonly start: number },
  room: { readonly beforeMinutes: number; readonly afterMinutes: number } | undefined,
): Slot {
  const { beforeMinutes, afterMinutes } = room ?? { beforeMinutes: 0, afterMinutes: 0 };
  const length = at ? at.slot.end - at.slot.start : visit.minutes * 60_000;
  const own = { start: to.start, end: to.start + length, beforeMinutes, afterMinutes };
  if (!at || at.slot.personIds.length === 1) return { ...own, personIds: [to.personId] };
  const { slot, personId: gone } = at;
  const personIds = slot.personIds.map((id) => (id === gone ? to.personId : id));
  const [leader = to.personId] = slot.personIds;
  if (gone === leader) return { ...slot, ...own, personIds };
  const others = (slot.others ?? []).filter((one) => one.personId !== gone);
  return { ...slot, personIds, others: [...others, { personId: to.personId, beforeMinutes, afterMinutes }] };
}

/**
 * Whether a plan is still the one that was shown: the same moves, and no new work without a place. Work that found a
 * place meanwhile (the client was asked for another time) is no reason to decide again.
 */
export function stillHolds(shown: Planned, present: Planned): boolean {
  const told = ({ moves }: Planned) => contentHash(moves.map(({ visitId, from = null, to }) => [visitId, from, to]));
  const known = new Set(shown.unplaced.map(({ visitId, code }) => `${visitId} ${code}`));
  return (
    told(shown) === told(present) && present.unplaced.every(({ visitId, code }) => known.has(`${visitId} ${code}`))
  );
}
