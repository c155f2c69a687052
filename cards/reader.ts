import type { Reader, TicketView } from '../model/view.ts';
import type { PersonName } from '../model/person.ts';
import { firstName, plain } from './text.ts';

/** A card in a channel, before anybody asked for a view of their own. */
export function isShared(reader: Reader): boolean {
  return reader.personId === undefined;
}

// What people may do is checked in the desk (permissions.ts); here it chooses which buttons are worth showing. The room
// is shown what any of its people may do; whoever may do less, or more, gets a view of their own.

/** Somebody who works tickets, and so may take one. */
export function works(reader: Reader): boolean {
  return isShared(reader) || reader.roles.includes('technician');
}

/** Somebody who decides who works on what. */
export function decides(reader: Reader): boolean {
  return isShared(reader) || seesColleagues(reader);
}

/** Somebody who may stop and mend the machine: those who decide for others, and admins. */
export function runsDesk(reader: Reader): boolean {
  return reader.roles.some((role) => role === 'dispatcher' || role === 'manager' || role === 'admin');
}

/** Colleagues' minutes and reasons are shown to those who lead the desk only (design, "Decisions are in minutes"). */
export function seesColleagues(reader: Reader): boolean {
  return !isShared(reader) && reader.roles.some((role) => role === 'dispatcher' || role === 'manager');
}

export function isReader(who: PersonName | undefined, reader: Reader): boolean {
  return who !== undefined && who.id === reader.personId;
}

/** A name as it stands in a sentence. */
export function fullName(who: PersonName): string {
  return plain(who.name, 60) || who.id;
}

/** A name as it fits on a button. */
export function shortName(who: PersonName): string {
  return firstName(who.name).slice(0, 14) || who.id;
}

/** The ticket's number as people say it; made safe, because a PSA lets tenants choose its pattern. */
export function ticketNumber(view: Pick<TicketView, 'number'>): string {
  return plain(view.number.replace(/[^\p{L}\p{N} ._#/-]/gu, ''), 24) || '?';
}
