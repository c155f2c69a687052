import { CLIENT_MESSAGES, type ClientMessageKind, type ClientMessageView } from '../../model/client-page.ts';

const HOUR = 3_600_000;
/** Wednesday 10 June 2026, 10:00 in Berlin. */
export const NOW = Date.UTC(2026, 5, 10, 8);
/** Friday 12 June, 09:00 in Berlin. */
export const START = Date.UTC(2026, 5, 12, 7);
export const LINK = 'https://callboard.northwind.example/v/dmlzaXR8MXwy.c2lnbmF0dXJl';

const UNBOOKED: readonly ClientMessageKind[] = ['visit-offer', 'visit-chase', 'visit-slot-gone'];

/** A message as the desk hands it over, true to its kind. */
export function view(message: ClientMessageKind, more: Partial<ClientMessageView> = {}): ClientMessageView {
  return {
    message,
    language: 'en',
    timeZone: 'Europe/Berlin',
    company: 'Northwind IT',
    phone: '+49 (0)30 1234-567',
    now: NOW,
    facts: {
      about: 'The reception printer is dead',
      ticketNumber: '4711',
      kind: 'on-site',
      minutes: 90,
      place: 'Hauptstraße 12, 10115 Berlin',
      technicians: ['Ana Silva'],
    },
    contactName: 'Erika Beispiel',
    calendarKey: 'visit_1',
    sequence: 3,
    ...(message === 'visit-cancelled' ? { by: 'client' } : { link: LINK }),
    ...(UNBOOKED.includes(message) ? {} : { start: START, end: START + 1.5 * HOUR }),
    ...(message === 'visit-moved' ? { oldStart: START - 24 * HOUR, by: 'company' } : {}),
    ...(message === 'visit-late' ? { lateMinutes: 20 } : {}),
    ...more,
  };
}

export const ALL = CLIENT_MESSAGES;
