import type { Claim, NewEffect, Settlement } from '../../desk/ports/store.ts';
import type { QueuedEffect } from './stored.ts';

/** The queue of a lane: its oldest unsettled effect, which alone may leave, and the effects behind it. */
export interface Lane {
  readonly head: QueuedEffect;
  readonly rest: readonly QueuedEffect[];
}

/** The result for a lane: absent when nothing is left in it. `ended` is the effect that left it for good. */
export interface Left {
  readonly lane: Lane | undefined;
  readonly ended?: QueuedEffect;
}

/** When an effect at the head may be claimed: not before an earlier write that may still land has had its time. */
export function readyAt(one: QueuedEffect): number | undefined {
  if (one.state === 'dead') return undefined;
  const mayLand = one.state === 'begun' || one.unclear;
  return Math.max(one.dueAt, one.leaseUntil ?? one.dueAt, (mayLand ? one.deadline : undefined) ?? one.dueAt);
}

/** A head, with the time that the index of claims uses. */
function atHead({ readyAt: _before, ...one }: QueuedEffect): QueuedEffect {
  const at = readyAt(one);
  return at === undefined ? one : { ...one, readyAt: at };
}

/**
 * Adds an effect at the end, unless its id is already there or a waiting effect will do its work. `seq` is at least the
 * given number and always greater than those before it.
 */
export function add(lane: Lane | undefined, effect: NewEffect, seq: number): Lane {
  const queue = lane ? [lane.head, ...lane.rest] : [];
  if (lane && queue.some((one) => one.id === effect.id)) return lane;
  if (lane && effect.coalesce === true && queue.some((one) => one.kind === effect.kind && one.state === 'waiting')) {
    return lane;
  }
  const fresh: QueuedEffect = {
    id: effect.id,
    dest: effect.dest,
    system: systemOf(effect.dest),
    kind: effect.kind,
    payload: effect.payload,
    dueAt: effect.dueAt,
    coalesce: effect.coalesce === true,
    urgency: effect.urgency ?? 0,
    seq: Math.max(seq, (queue.at(-1)?.seq ?? 0) + 1),
    state: 'waiting',
    attempts: 0,
    unclear: false,
    fence: 0,
  };
  return lane ? { ...lane, rest: [...lane.rest, fresh] } : { head: atHead(fresh), rest: [] };
}

/** A begun effect that can be claimed belonged to a worker that died: it is unknown whether it landed. */
export function claimed(head: QueuedEffect, owner: string, leaseUntil: number): QueuedEffect {
  return atHead({
    ...head,
    unclear: head.unclear || head.state === 'begun',
    state: 'waiting',
    owner,
    fence: head.fence + 1,
    leaseUntil,
  });
}

/** Ends an attempt. Undefined: the lease was lost. */
export function settled(lane: Lane | undefined, claim: Claim, settlement: Settlement, now: number): Left | undefined {
  if (!lane || !holds(lane, claim)) return undefined;
  const { owner: _owner, leaseUntil: _lease, ...head } = lane.head;
  switch (settlement.as) {
    case 'done': {
      const { error: _error, ...clean } = head;
      return advanced(lane, { ...clean, settledAt: now });
    }
    case 'dead': {
      const unclear = head.unclear || settlement.unclear === true;
      return {
        lane: { ...lane, head: atHead({ ...head, state: 'dead', settledAt: now, error: settlement.error, unclear }) },
      };
    }
    case 'retry': {
      const uncounted = settlement.countAttempt === false && head.state === 'begun' ? 1 : 0;
      const next: QueuedEffect = {
        ...head,
        state: 'waiting',
        dueAt: settlement.at,
        unclear: settlement.unclear,
        attempts: head.attempts - uncounted,
        ...(settlement.error === undefined ? {} : { error: settlement.error }),
      };
      return { lane: { ...lane, head: atHead(next) } };
    }
  }
}

/**
 * Retries a dead letter with its attempts counted from zero; it stays unclear whether it landed. Undefined: it is not
 * dead.
 */
export function retried(lane: Lane | undefined, id: string, dueAt: number): Left | undefined {
  if (!lane || !isDead(lane, id)) return undefined;
  const { firstBegunAt: _first, settledAt: _settled, ...head } = lane.head;
  return { lane: { ...lane, head: atHead({ ...head, state: 'waiting', dueAt, attempts: 0 }) } };
}

/** Dismisses a dead letter; its lane continues without it. Undefined: it is not dead. */
export function dismissed(lane: Lane | undefined, id: string): Left | undefined {
  return lane && isDead(lane, id) ? advanced(lane, lane.head) : undefined;
}

/** The system of a destination: `teams` for `teams:channel`. */
export function systemOf(dest: string): string {
  return dest.split(':', 1)[0] ?? dest;
}

function advanced(lane: Lane, ended: QueuedEffect): Left {
  const [head, ...rest] = lane.rest;
  return { lane: head && { ...lane, head: atHead(head), rest }, ended };
}

function holds({ head }: Lane, claim: Claim): boolean {
  return head.id === claim.effect.id && head.owner === claim.owner && head.fence === claim.fence;
}

function isDead({ head }: Lane, id: string): boolean {
  return head.id === id && head.state === 'dead';
}
