import type { Effect } from '../../desk/ports/store.ts';
import type { QueuedEffect, SettledEffect } from './stored.ts';

/** An effect as the port shows it, without the fields that only the engine uses. */
export function asEffect(lane: string, one: QueuedEffect): Effect {
  return { ...shown(one), id: one.id, lane, state: one.state };
}

export function asSettled({ _id, lane, ...one }: SettledEffect): Effect {
  return { ...shown(one), id: _id, lane, state: 'done' };
}

function shown(one: Omit<QueuedEffect, 'id' | 'state'>): Omit<Effect, 'id' | 'lane' | 'state'> {
  return {
    dest: one.dest,
    kind: one.kind,
    payload: one.payload,
    dueAt: one.dueAt,
    ...(one.coalesce ? { coalesce: true } : {}),
    ...(one.urgency === 0 ? {} : { urgency: one.urgency }),
    seq: one.seq,
    attempts: one.attempts,
    ...(one.firstBegunAt === undefined ? {} : { firstBegunAt: one.firstBegunAt }),
    ...(one.begunAt === undefined ? {} : { begunAt: one.begunAt }),
    ...(one.deadline === undefined ? {} : { deadline: one.deadline }),
    unclear: one.unclear,
    ...(one.error === undefined ? {} : { error: one.error }),
    ...(one.settledAt === undefined ? {} : { settledAt: one.settledAt }),
  };
}
