import type { Express } from 'express';
import type { AppointmentRow, BusinessRow } from './bookings/rows.ts';
import { escaped } from '../loopback-page.ts';
import { frame, openPage } from './page-frame.ts';
import type { EventRow } from './rows.ts';
import type { GraphState } from './state.ts';

/** Words for an entry's free/busy status. */
const SHOWN_AS: Readonly<Record<EventRow['showAs'], string>> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'away',
  workingElsewhere: 'working elsewhere',
  unknown: 'unknown',
};

/**
 * Web pages for a calendar and for a Bookings business, `/calendar/<address>` and `/bookings/<business>`. The user of
 * the demo can check there what was booked. Read-only, served on loopback only.
 */
export function calendarPages(app: Express, state: GraphState, timeZone: string): void {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone });
  const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone });

  /** Lists entries under their days, starting with the day before. */
  function byDay<T extends { start: number; end: number }>(rows: readonly T[], words: (row: T) => string): string {
    const ahead = rows
      .filter((row) => row.end > state.clock.now() - 86_400_000)
      .sort((a, b) => a.start - b.start || a.end - b.end);
    if (ahead.length === 0) return '<p>Nothing yet. Reload when something should have come.</p>';
    const days = Map.groupBy(ahead, (row) => day.format(row.start));
    return [...days]
      .map(([name, some]) => {
        const items = some.map((row) => `<li>${hour.format(row.start)} to ${hour.format(row.end)}: ${words(row)}</li>`);
        return `<h2>${escaped(name)}</h2><ol>${items.join('')}</ol>`;
      })
      .join('');
  }

  app.get('/calendar/:address', (req, res) => {
    if (!openPage(req, res)) return;
    const user = state.userOf(req.params.address);
    const rows = user ? state.eventsOf(user.id).filter((event) => !event.isCancelled) : [];
    const list = byDay(rows, (event) => {
      const from = event.appointmentId === undefined ? '' : ', from Microsoft Bookings';
      return `${escaped(event.subject || 'No subject')}<p class="who">${SHOWN_AS[event.showAs]}${from}</p>`;
    });
    const name = user?.displayName ?? req.params.address;
    res
      .type('html')
      .send(
        frame(`Calendar of ${name}`, `<p class="who">Outlook calendar (simulated)</p><h1>${escaped(name)}</h1>${list}`),
      );
  });

  app.get('/bookings/:business', (req, res) => {
    if (!openPage(req, res)) return;
    const business = state.businesses.get(req.params.business);
    if (!business) {
      res.status(404).type('html').send(frame('Bookings (simulated)', '<h1>There is no such business.</h1>'));
      return;
    }
    const list = byDay([...business.appointments.values()], (row) => appointmentWords(business, row));
    const head = `<p class="who">Microsoft Bookings (simulated)</p><h1>${escaped(business.displayName)}</h1>`;
    res.type('html').send(frame(business.displayName, head + list));
  });
}

function appointmentWords(
  business: BusinessRow,
  { serviceName, customers, staffIds, staffNotes }: AppointmentRow,
): string {
  const staff = staffIds.map((id) => business.staff.get(id)?.displayName ?? id).join(' and ');
  const customer = customers.map((one) => one.name).join(', ');
  const note = staffNotes === '' ? '' : `<p class="text who">${escaped(staffNotes)}</p>`;
  return `${escaped(`${serviceName} for ${customer}, with ${staff}`)}${note}`;
}
