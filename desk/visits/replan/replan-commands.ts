import type { Command } from '../../../model/command.ts';
import type { Person } from '../../../model/person.ts';
import type { Replan, ReplanCause } from '../../../model/replan.ts';
import type { CommandResult } from '../../../model/command.ts';
import type { DeskDeps } from '../../deps.ts';
import { takesWork } from '../../people/index.ts';
import { KEEP } from '../../records/index.ts';
import type { Doc, Write } from '../../ports/store.ts';
import { absenceWrite, FRESH_MS } from '../calendars/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { planAnew, stillHolds } from './replan.ts';
import { endOfDay } from './replan-facts.ts';
import { newReplanId, replanSurfaces, replanTimer } from '../booking/index.ts';
import { replanWrites, stepsBack, stepsOf } from './replan-steps.ts';
import { undoable } from './replan-undo.ts';

const MINUTE = 60_000;

export type ReplanCommand = Extract<
  Command,
  { do: 'make-room' | 'call-in-sick' | 'back-at-work' | 'apply-replan' | 'leave-replan' | 'undo-replan' }
>;
const REPLAN_COMMANDS: ReadonlySet<Command['do']> = new Set<ReplanCommand['do']>([
  'make-room',
  'call-in-sick',
  'back-at-work',
  'apply-replan',
  'leave-replan',
  'undo-replan',
]);
export function isReplanCommand(command: Command): command is ReplanCommand {
  return REPLAN_COMMANDS.has(command.do);
}

/**
 * Emergencies and sick calls: a preview of who would move, applied with one tap and taken back with another. Nothing
 * moves before a tap; a second tap, by the same or another dispatcher, does nothing more. Called again after a lost
 * race; throws only what the store throws.
 */
export async function replanCommand(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  actor: Person,
  command: ReplanCommand,
): Promise<CommandResult> {
  const { store, clock, policy } = deps;
  switch (command.do) {
    case 'make-room': {
      const { ticketId, version } = command;
      const ticket = await store.get('tickets', ticketId);
      if (!ticket) return { ok: false, code: 'TICKET_UNKNOWN', ticketId };
      if (!ticket.data.open) return { ok: false, code: 'TICKET_CLOSED', ticketId };
      if (ticket.data.events !== version) return { ok: false, code: 'TICKET_CHANGED', ticketId };
      const cause = { kind: 'emergency', ticketId, visitKind: 'on-site' } as const;
      return propose(deps, visitDeps, actor, cause, `room:${ticketId}`);
    }
    case 'call-in-sick': {
      const { personId } = command;
      const person = (await store.get('people', personId))?.data;
      if (!takesWork(person)) return { ok: false, code: 'PERSON_UNKNOWN', field: 'to' };
      const from = clock.now();
      const to = endOfDay(person.timeZone, from);
      const day = new Date(endOfDay(policy.timeZone, from) - 1).toISOString().slice(0, 10);
      return propose(deps, visitDeps, actor, { kind: 'absent', personId, from, to }, `out:${personId}:${day}`);
    }
    case 'back-at-work': {
      const absence = await store.get('absences', command.personId);
      if (absence) await store.commit([{ op: 'remove', c: 'absences', id: absence.id, expect: absence.v }]);
      return { ok: true, said: 'back-at-work' };
    }
    case 'apply-replan':
      return withReplan(deps, command.replanId, (doc) => apply(deps, visitDeps, actor, doc));
    case 'leave-replan':
      return withReplan(deps, command.replanId, (doc) => leave(deps, actor, doc));
    case 'undo-replan':
      return withReplan(deps, command.replanId, (doc) => undo(deps, visitDeps, actor, doc));
  }
}

async function withReplan(
  { store }: DeskDeps,
  replanId: string,
  work: (doc: Doc<Replan>) => Promise<CommandResult>,
): Promise<CommandResult> {
  const doc = await store.get('replans', replanId);
  return doc ? work(doc) : { ok: false, code: 'REPLAN_OVER' };
}

/**
 * Makes a plan, stores it as a preview, and shows it to the person who asked; asking again while it waits makes it
 * anew.
 */
async function propose(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  actor: Person,
  cause: ReplanCause,
  about: string,
): Promise<CommandResult> {
  const { store, clock } = deps;
  const now = clock.now();
  const ticketId = cause.kind === 'emergency' ? { ticketId: cause.ticketId } : {};
  const writes: Write[] = [];
  if (cause.kind === 'absent') {
    // The absence counts whether or not the plan is applied: a sick person is not asked.
    writes.push(absenceWrite(await store.get('absences', cause.personId), { ...cause, by: actor.id }));
  }
  const planned = await planAnew(deps, visitDeps, cause, { at: now, maxAgeMs: FRESH_MS });
  if ('no' in planned) {
    return { ok: false, code: planned.no === 'no-mail' ? 'CONTACT_UNKNOWN' : 'TICKET_CHANGED', ...ticketId };
  }
  const { replanId, old } = await newReplanId(store, about);
  const shownTo = [...new Set([...(old?.data.shownTo ?? []), actor.id])];
  const replan = previewOf(visitDeps, { replanId, cause, by: actor.id, shownTo, ...planned }, now);
  await store.commit([
    ...writes,
    replanWrite(old, replan),
    replanTimer(replan, replan.until + 1, old?.v ?? 0),
    ...(await replanSurfaces(store, replan, { now, occasion: String(old?.v ?? 0), asker: actor.id })),
  ]);
  deps.metrics.count('replans_total', { step: 'preview' });
  return { ok: true, said: 'replan-coming', ...ticketId };
}

function previewOf({ policy }: VisitDeps, q: Omit<Replan, 'state' | 'at' | 'until' | 'budget'>, now: number): Replan {
  const { budget, previewMinutes } = policy.replan;
  return { ...q, state: 'preview', at: now, until: now + previewMinutes * MINUTE, budget };
}

function replanWrite(old: Doc<Replan> | undefined, data: Replan): Write {
  const expiresAt = data.at + KEEP.notices;
  const { replanId: id } = data;
  return old
    ? { op: 'put', c: 'replans', id, data, expect: old.v, expiresAt }
    : { op: 'insert', c: 'replans', id, data, expiresAt };
}

/** Applies the plan that was shown. When the day looks different by now, the new plan is shown instead. */
async function apply(deps: DeskDeps, visitDeps: VisitDeps, actor: Person, doc: Doc<Replan>): Promise<CommandResult> {
  const { store, clock } = deps;
  const { replanId, state, cause, at, until, by, shownTo } = doc.data;
  if (state === 'applied') return { ok: true, said: 'done', replanId };
  if (state !== 'preview') return { ok: false, code: 'REPLAN_OVER', replanId };
  const now = clock.now();
  const late = now > until;
  const present = await planAnew(deps, visitDeps, cause, { at: late ? now : at, maxAgeMs: 0 });
  if ('no' in present) return { ok: false, code: 'REPLAN_OVER', replanId };
  if (!stillHolds(doc.data, present)) {
    const again = late ? present : await planAnew(deps, visitDeps, cause, { at: now, maxAgeMs: FRESH_MS });
    if ('no' in again) return { ok: false, code: 'REPLAN_OVER', replanId };
    const fresh = previewOf(visitDeps, { replanId, cause, by, shownTo, ...again, replaces: true }, now);
    await store.commit([
      replanWrite(doc, fresh),
      replanTimer(fresh, fresh.until + 1, doc.v),
      ...(await replanSurfaces(store, fresh, { now, occasion: String(doc.v) })),
    ]);
    deps.metrics.count('replans_total', { step: 'stale' });
    return { ok: false, code: 'REPLAN_STALE', replanId };
  }
  const undoUntil = now + visitDeps.policy.replan.undoMinutes * MINUTE;
  const { replaces: _shown, ...rest } = doc.data;
  const applied: Replan = { ...rest, state: 'applied', settledBy: actor.id, settledAt: now, undoUntil };
  await store.commit([
    ...(await replanWrites(deps, visitDeps, doc.data, stepsOf(doc.data.moves), actor)),
    replanWrite(doc, applied),
    replanTimer(applied, undoUntil + 1, doc.v),
    ...(await replanSurfaces(store, applied, { now, occasion: String(doc.v) })),
  ]);
  deps.metrics.count('replans_total', { step: 'applied' });
  return { ok: true, said: 'done', replanId };
}

async function leave({ store, clock, metrics }: DeskDeps, actor: Person, doc: Doc<Replan>): Promise<CommandResult> {
  const { replanId, state } = doc.data;
  if (state === 'left') return { ok: true, said: 'done', replanId };
  if (state !== 'preview') return { ok: false, code: 'REPLAN_OVER', replanId };
  const now = clock.now();
  const left: Replan = { ...doc.data, state: 'left', settledBy: actor.id, settledAt: now };
  await store.commit([
    replanWrite(doc, left),
    ...(await replanSurfaces(store, left, { now, occasion: String(doc.v) })),
  ]);
  metrics.count('replans_total', { step: 'left' });
  return { ok: true, said: 'done', replanId };
}

/**
 * Takes the plan back: visits that are still as the plan put them return, the others are named, and the absent person
 * counts as present again.
 */
async function undo(deps: DeskDeps, visitDeps: VisitDeps, actor: Person, doc: Doc<Replan>): Promise<CommandResult> {
  const { store, clock } = deps;
  const { replanId, state, undoUntil, moves, cause } = doc.data;
  if (state === 'undone') return { ok: true, said: 'done', replanId };
  const now = clock.now();
  if (state !== 'applied' || now > (undoUntil ?? 0)) return { ok: false, code: 'REPLAN_OVER', replanId };
  const can = await undoable(deps, visitDeps, moves);
  if (can === 'busy') return { ok: false, code: 'REPLAN_BUSY', replanId };
  const back = moves.filter(({ visitId }) => can.has(visitId));
  const notPutBack = moves.filter(({ visitId }) => !can.has(visitId)).map(({ visitId }) => visitId);
  const undone: Replan = { ...doc.data, state: 'undone', settledBy: actor.id, settledAt: now, notPutBack };
  const absence = cause.kind === 'absent' ? await store.get('absences', cause.personId) : undefined;
  await store.commit([
    ...(await replanWrites(deps, visitDeps, doc.data, stepsBack(back), actor)),
    ...(absence ? [{ op: 'remove', c: 'absences', id: absence.id, expect: absence.v } as const] : []),
    replanWrite(doc, undone),
    ...(await replanSurfaces(store, undone, { now, occasion: String(doc.v) })),
  ]);
  deps.metrics.count('replans_total', { step: 'undone' });
  return { ok: true, said: 'done', replanId };
}
