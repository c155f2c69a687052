import type { Effect } from '../../desk/ports/store.ts';

/** A row of the effects table, without the columns that only SQL uses. */
export interface EffectRow {
  readonly seq: number;
  readonly id: string;
  readonly lane: string;
  readonly dest: string;
  readonly kind: string;
  readonly payload: string;
  readonly coalesce: number;
  readonly urgency: number;
  readonly state: Effect['state'];
  readonly due_at: number;
  readonly attempts: number;
  readonly first_begun_at: number | null;
  readonly begun_at: number | null;
  readonly deadline: number | null;
  readonly unclear: number;
  readonly error: string | null;
  readonly settled_at: number | null;
  readonly fence: number;
}

export const EFFECT_COLUMNS =
  'seq, id, lane, dest, kind, payload, coalesce, urgency, state, due_at, attempts, first_begun_at, begun_at, deadline, unclear, error, settled_at, fence';

export function asEffect(row: EffectRow): Effect {
  return {
    id: row.id,
    lane: row.lane,
    dest: row.dest,
    kind: row.kind,
    payload: JSON.parse(row.payload) as Effect['payload'],
    dueAt: row.due_at,
    ...(row.coalesce === 1 ? { coalesce: true } : {}),
    ...(row.urgency === 0 ? {} : { urgency: row.urgency }),
    state: row.state,
    seq: row.seq,
    attempts: row.attempts,
    ...(row.first_begun_at === null ? {} : { firstBegunAt: row.first_begun_at }),
    ...(row.begun_at === null ? {} : { begunAt: row.begun_at }),
    ...(row.deadline === null ? {} : { deadline: row.deadline }),
    unclear: row.unclear === 1,
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as { code: string; text: string } }),
    ...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
  };
}
