import type { ClientMessageView } from '../../model/client-page.ts';
import { wordsIn } from './languages.ts';
import { clientTimes } from './times.ts';
import { firstName, oneLine, SHOWN } from './untrusted.ts';

/** The most octets per line (RFC 5545, 3.1). */
const LONGEST_LINE = 75;

export type CalendarMethod = 'publish' | 'cancel';

/**
 * The appointment as a calendar file (RFC 5545). Times are in UTC, so no zone table is needed and none can be wrong.
 * The same UID with a higher SEQUENCE replaces the entry in a calendar; METHOD:CANCEL removes it (RFC 5546, 3.2.5). It
 * names no attendee, because the file is for the reader and asks for no answer. `undefined` without a time.
 */
export function calendarFile(
  view: ClientMessageView,
  method: CalendarMethod,
): { readonly name: string; readonly content: string } | undefined {
  const { start, end, facts, company, phone } = view;
  if (start === undefined || end === undefined) return undefined;
  const words = wordsIn(view.language);
  const times = clientTimes(view.language, view.timeZone, view.now);
  const about = oneLine(facts.about, SHOWN.line);
  const join = method === 'publish' && view.joinUrl !== undefined && /^https:\/\/\S+$/.test(view.joinUrl);
  const description = [
    words.ticket(oneLine(facts.ticketNumber, SHOWN.name)),
    ...(facts.technicians.length === 0
      ? []
      : [`${words.facts.who}${words.colon}${times.names(facts.technicians.map(firstName))}`]),
    ...(join ? [`${words.join}${words.colon}${view.joinUrl ?? ''}`] : []),
    `${words.questionsCall} ${phone}`,
  ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Callboard//Visits//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method === 'cancel' ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${uid(view.calendarKey)}`,
    `SEQUENCE:${Math.max(0, Math.trunc(view.sequence))}`,
    `DTSTAMP:${utc(view.now)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(`${words.kind[facts.kind]}${words.colon}${about} (${company})`)}`,
    ...(facts.place === undefined ? [] : [`LOCATION:${escaped(oneLine(facts.place, SHOWN.line))}`]),
    `DESCRIPTION:${description.map(escaped).join('\\n')}`,
    `STATUS:${method === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return { name: 'appointment.ics', content: lines.map((line) => `${folded(line)}\r\n`).join('') };
}

/** `20260612T070000Z`. */
function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function uid(calendarKey: string): string {
  return `${calendarKey.replace(/[^\w.-]/g, '-')}@callboard`;
}

/** A text value (RFC 5545, 3.3.11). Line ends were removed when the text came in; here they are removed again. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** Folds long lines with CRLF and a space, between characters: the limit is 75 octets, not letters. */
function folded(line: string): string {
  let made = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      made += '\r\n ';
      octets = 1;
    }
    made += character;
    octets += size;
  }
  return made;
}
