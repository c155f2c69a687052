import { DateTime } from 'luxon';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { DeskPolicy } from '../policy.ts';
import type { Store } from '../ports/store.ts';

/** Whether a person has paused all offers. Open offers stay open; nothing new is offered. */
export async function isPaused(store: Store): Promise<boolean> {
  const doc = await store.get('meta', 'pause');
  return doc?.data.is === 'pause' && doc.data.paused;
}

/** Whether the ticket can wait through quiet hours: everything below P2. */
export function canWait(ticket: Pick<DeskTicket, 'priority'>): boolean {
  return ticket.priority > 2;
}

/** Whether it is now quiet hours in the desk's time zone. Only P1 and P2 are then offered. */
export function isQuiet(policy: Pick<DeskPolicy, 'quietHours' | 'timeZone'>, now: number): boolean {
  const quiet = policy.quietHours;
  if (!quiet) return false;
  const time = DateTime.fromMillis(now, { zone: policy.timeZone }).toFormat('HH:mm');
  return quiet.from <= quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to;
}
