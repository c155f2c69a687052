import { DateTime } from 'luxon';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { DeskPolicy } from '../policy.ts';
import type { Store } from '../ports/store.ts';

/** Are all offers paused by a person? What was offered before stays open; nothing new is offered. */
export async function isPaused(store: Store): Promise<boolean> {
  const doc = await store.get('meta', 'pause');
  return doc?.data.is === 'pause' && doc.data.paused;
}

/** What quiet time holds back: everything below P2. */
export function canWait(ticket: Pick<DeskTicket, 'priority'>): boolean {
  return ticket.priority > 2;
}

/** Is it quiet time at the desk, by its own clock on the wall? Only P1 and P2 are offered then. */
export function isQuiet(policy: Pick<DeskPolicy, 'quietHours' | 'timeZone'>, now: number): boolean {
  const quiet = policy.quietHours;
  if (!quiet) return false;
  const time = DateTime.fromMillis(now, { zone: policy.timeZone }).toFormat('HH:mm');
  return quiet.from <= quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to;
}
