import type { Reader, TicketView } from '../model/view.ts';
import type { PersonName } from '../model/person.ts';
import { firstName, plain } from './text.ts';

/** A card in a channel, without an individual view. */
export function isShared(reader: Reader): boolean {
  return reader.personId === undefined;
}

// The desk checks what people may do (permissions.ts); here roles only choose which buttons to show. The shared card
// shows what anybody in the channel may do; people who may do more or less get individual views.

/** A person who works on tickets and so may take one. */
export function works(reader: Reader): boolean {
  return isShared(reader) || reader.roles.includes('technician');
}

/** A person who decides who works on what. */
export function decides(reader: Reader): boolean {
  return isShared(reader) || seesColleagues(reader);
}

/** A person who may pause offers and repair deliveries: those who decide for others, and admins. */
export function runsDesk(reader: Reader): boolean {
  return reader.roles.some((role) => role === 'dispatcher' || role === 'manager' || role === 'admin');
}

/** Colleagues' minutes and reasons are shown only to people who lead the desk. */
export function seesColleagues(reader: Reader): boolean {
  return !isShared(reader) && reader.roles.some((role) => role === 'dispatcher' || role === 'manager');
}

export function isReader(who: PersonName | undefined, reader: Reader): boolean {
  return who !== undefined && who.id === reader.personId;
}

/** A name for use in a sentence. */
export function fullName(who: PersonName): string {
  return plain(who.name, 60) || who.id;
}

/** A name that fits on a button. */
export function shortName(who: PersonName): string {
  return firstName(who.name).slice(0, 14) || who.id;
}

/** The ticket's number as people use it; sanitised, because a PSA lets tenants choose its pattern. */
export function ticketNumber(view: Pick<TicketView, 'number'>): string {
  return plain(view.number.replace(/[^\p{L}\p{N} ._#/-]/gu, ''), 24) || '?';
}
