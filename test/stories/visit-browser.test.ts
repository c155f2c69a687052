import { afterAll, expect } from 'vitest';
import { startDemo } from '../../start/demo.ts';
import { closeBrowser } from '../../harness/browser.ts';
import { withBrowser } from '../helpers/with-browser.ts';
import { visitInBrowser } from '../../harness/visit-in-browser.ts';

afterAll(closeBrowser);

withBrowser(
  'a ticket is taken, the client picks a time, and the visit stands in Bookings, the calendar, HaloPSA and on the card',
  async (openPage) => {
    const demo = await startDemo(
      { mode: 'demo', host: '127.0.0.1', port: 0, logLevel: 'error', production: false },
      { paced: false },
    );
    try {
      const visit = await visitInBrowser(demo, openPage, () => Promise.resolve());
      const first = visit.technician.split(' ')[0]!;
      expect(visit.page).toContain('Your appointment is booked');
      expect(visit.page).toContain(first);
      expect(visit.bookings).toContain(`On-site visit for ${visit.client}, with ${visit.technician}`);
      expect(visit.bookings).toContain(`Ticket ${visit.ticket}`);
      expect(visit.calendar).toContain('from Microsoft Bookings');
      expect(visit.halo).toContain('Appointments');
      expect(visit.halo).toContain('visit confirmed for');
      expect(visit.card).toContain('Confirmed for');
    } finally {
      await demo.stop();
    }
  },
  600_000,
);
