import { reason } from '../../../model/reasons.ts';
import type { Person } from '../../../model/person.ts';
import type { Replan, ReplanMove } from '../../../model/replan.ts';
import type { DeskDeps } from '../../deps.ts';
import { NOTE_WORDS } from '../../psa-writes/index.ts';
import type { Write } from '../../ports/store.ts';
import { override } from '../../tickets/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { waitsFor, type Leg } from './replan-circles.ts';
import { quartersOf } from './replan-quarters.ts';
import { cancelled, choose, stepOf, type VisitChange, visitToBook } from '../booking/index.ts';

/** One visit's part in applying a plan or taking it back. */
export interface ReplanStep extends Leg {
  readonly ticketId: string;
  /** The new owner of the ticket, when that changes. */
  readonly owner?: string;
}

/** The steps that apply a plan. */
export function stepsOf(moves: readonly ReplanMove[]): readonly ReplanStep[] {
  return moves.map(({ visitId, ticketId, from, to, owner }) => {
    const [leader] = to.slot.personIds;
    const follows = from === undefined || owner === from.slot.personIds[0];
    return {
      visitId,
      ticketId,
      ...(from ? { from } : {}),
      to,
      ...(follows && leader !== undefined && leader !== owner ? { owner: leader } : {}),
    };
  });
}

/** The steps that take a plan back, in the opposite order: visits that had no time before are cancelled again. */
export function stepsBack(moves: readonly ReplanMove[]): readonly ReplanStep[] {
  return [...moves].reverse().map(({ visitId, ticketId, from, to, owner }) => ({
    visitId,
    ticketId,
    from: to,
    ...(from ? { to: from } : {}),
    ...(owner === undefined || owner === to.slot.personIds[0] ? {} : { owner }),
  }));
}

/**
 * All writes of all steps in one list, to be committed together: holds, the tickets' new owners, log entries and the
 * first effect of each booking. A replacement is booked after the original booking is released (wait-for-lanes.ts). The
 * commit throws what a single step would: STORE_CONFLICT and STORE_DUPLICATE mean that the day has changed.
 */
export async function replanWrites(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  replan: Replan,
  steps: readonly ReplanStep[],
  actor: Person,
): Promise<readonly Write[]> {
  const { store } = deps;
  const undoing = replan.state === 'applied';
  const all: Write[] = [];
  for (const step of steps) {
    const change = await begun(deps, visitDeps, replan, step, actor);
    if (!change) continue;
    const { to } = step;
    change.log(undoing ? 'visit-replan-undone' : 'visit-replanned', actor.id, {
      replan: replan.replanId,
      from: step.from?.personId ?? null,
      to: to?.personId ?? null,
    });
    change.set({ replanId: replan.replanId });
    await give(deps, replan, change, step, actor);
    if (to) await choose(change, store, visitDeps, { slot: to.slot, by: actor.id, bookedBy: 'replan' });
    else await cancelled(change, store, visitDeps, { by: actor.id, tellClient: true });
    const concerned = [step.from?.personId, to?.personId].flatMap((id) => id ?? []);
    const writes = await change.writes(
      store,
      concerned.filter((id) => !isOut(replan, id)),
    );
    const after = steps.filter((other) => waitsFor(step, other)).map(({ visitId }) => `visit:${visitId}`);
    all.push(...(after.length === 0 ? writes : writes.map((write) => waits(write, after))));
  }
  return quartersOf(store, all, new Set(steps.map(({ visitId }) => visitId)));
}

/** The visit as it is now; an emergency's visit may not exist yet. */
async function begun(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  { cause }: Replan,
  { visitId, ticketId }: ReplanStep,
  actor: Person,
): Promise<VisitChange | undefined> {
  const { store, clock } = deps;
  const known = await stepOf(store, visitId, clock.now());
  if (known || cause.kind !== 'emergency') return known;
  const ticket = await store.get('tickets', ticketId);
  const fresh = ticket && (await visitToBook(deps, visitDeps, ticket, cause.visitKind, actor.id));
  return fresh && !('no' in fresh) ? fresh : undefined;
}

/** The ticket goes with its visit, so that the technician at the door has it on their list. */
async function give(
  { store, policy }: DeskDeps,
  { cause }: Replan,
  change: VisitChange,
  { owner }: ReplanStep,
  actor: Person,
): Promise<void> {
  const other = owner === undefined ? undefined : (await store.get('people', owner))?.data;
  if (!other) return;
  const gone = cause.kind === 'absent' ? (await store.get('people', cause.personId))?.data.name : undefined;
  const why = gone === undefined ? NOTE_WORDS.replan.emergency : NOTE_WORDS.replan.absent(gone);
  const { ticketId, events: version } = change.ticket.next;
  const command = { do: 'override', ticketId, version, to: other.id, reason: reason('other', why) } as const;
  // A ticket that cannot change hands (it was closed meanwhile) keeps its owner; the card of its visit says so.
  override(change.ticket, command, { actor, policy, other });
}

function isOut({ cause, state }: Replan, personId: string): boolean {
  return cause.kind === 'absent' && state === 'preview' && cause.personId === personId;
}

function waits(write: Write, after: readonly string[]): Write {
  if (write.op !== 'effect' || write.effect.kind !== 'visit.hold') return write;
  return { op: 'effect', effect: { ...write.effect, payload: { ...write.effect.payload, after } } };
}
