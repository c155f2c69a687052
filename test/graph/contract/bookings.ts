import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewAppointment } from '../../../desk/ports/bookings.ts';
import type { BookingsUnderTest } from './under-test.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The contract of the Bookings port, for Bookings and for the mode without it. */
export function describeBookings(name: string, start: () => Promise<BookingsUnderTest>): void {
  describe(name, () => {
    let world: BookingsUnderTest;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());

    /** Tomorrow, `hours` hours after eight o’clock. */
    const tomorrow = (hours: number) => world.now() - (world.now() % HOUR) + DAY + hours * HOUR;
    const wanted = (start: number, more: Partial<NewAppointment> = {}): NewAppointment => ({
      key: 'visit-1',
      start,
      end: start + HOUR,
      serviceId: world.onSite,
      staffIds: [world.ana],
      customer: {
        name: 'Erika Beispiel',
        mail: world.client,
        phone: '+44 20 7946 0000',
        timeZone: 'Europe/London',
        address: '1 Main St',
      },
      answers: [],
      staffNote: 'Alarm code 1234',
      online: false,
      mailByBookings: true,
      ...more,
    });
    const create = (one: NewAppointment) => world.does(() => world.bookings.create(one));
    const list = () => {
      const window = { start: world.now() - DAY, end: world.now() + 10 * DAY };
      return world.does(() => world.bookings.list(window));
    };

    it('describes the business and what it offers', async () => {
      const business = await world.does(() => world.bookings.business());
      expect(business.timeZone).toBe('Europe/London');
      expect(business.hours[1]).toEqual([{ from: '08:00', to: '18:00' }]);
      expect(business.staff.map((one) => one.mail).sort()).toEqual(['ana@msp.example', 'ben@msp.example']);
      const service = business.services.find((one) => one.id === world.onSite);
      expect(service).toMatchObject({ minutes: 60, online: false });
    });

    it('creates an appointment that can be found by id, by key and in the list', async () => {
      const start = tomorrow(2);
      const { id } = await create(wanted(start));
      const expected = { id, start, end: start + HOUR, staffIds: [world.ana], selfService: false, label: 'visit-1' };
      expect(await world.does(() => world.bookings.get(id))).toMatchObject({
        ...expected,
        customerName: 'Erika Beispiel',
        customerMail: world.client,
      });
      expect(await world.does(() => world.bookings.findByKey('visit-1', { start, end: start + HOUR }))).toMatchObject({
        id,
      });
      expect((await list()).map((one) => one.id)).toEqual([id]);
      expect(await world.does(() => world.bookings.findByKey('visit-2', { start, end: start + HOUR }))).toBeUndefined();
    });

    it('mails the client only when asked to', async () => {
      await create(wanted(tomorrow(2)));
      await world.does(async () => {});
      expect(world.people.inbox(world.client)).toHaveLength(1);
      await create(wanted(tomorrow(5), { key: 'visit-2', mailByBookings: false }));
      await world.does(async () => {});
      expect(world.people.inbox(world.client)).toHaveLength(1);
    });

    it('provides the join link of an online appointment', async () => {
      const start = tomorrow(2);
      const online = { serviceId: world.remote, end: start + HOUR / 2, online: true };
      const { id, joinUrl } = await create(wanted(start, online));
      const found = await world.does(() => world.bookings.get(id));
      expect(joinUrl ?? found?.joinUrl).toMatch(/^https:\/\//);
    });

    it('moves an appointment to another time and person, where findByKey still finds it', async () => {
      const start = tomorrow(2);
      const { id } = await create(wanted(start));
      const to = { start: tomorrow(6), end: tomorrow(7), staffIds: [world.ben] };
      expect(await world.does(() => world.bookings.move(id, to))).toBe(true);
      expect(await world.does(() => world.bookings.get(id))).toMatchObject(to);
      const around = { start, end: start + HOUR };
      expect(await world.does(() => world.bookings.findByKey('visit-1', around))).toMatchObject({
        id,
        start: to.start,
      });
    });

    it('cancels an appointment once and no longer finds it', async () => {
      const start = tomorrow(2);
      const { id } = await create(wanted(start));
      expect(await world.does(() => world.bookings.cancel(id, 'We are sorry'))).toBe(true);
      expect(await world.does(() => world.bookings.cancel(id, 'We are sorry'))).toBe(false);
      expect(await world.does(() => world.bookings.get(id))).toBeUndefined();
      expect(await world.does(() => world.bookings.move(id, { start, end: start + HOUR, staffIds: [world.ana] }))).toBe(
        false,
      );
      expect(await list()).toEqual([]);
    });

    it('shows what colleagues changed', async () => {
      const { id } = await create(wanted(tomorrow(2)));
      world.people.move(id, tomorrow(8));
      expect((await list())[0]?.start).toBe(tomorrow(8));
      world.people.cancel(id);
      expect(await list()).toEqual([]);
    });

    it('leaves a lost answer unknown, and findByKey finds the appointment that was made', async () => {
      const start = tomorrow(2);
      world.loseNextAnswer();
      await expect(create(wanted(start))).rejects.toMatchObject({ done: 'unknown', retry: 'later' });
      expect(world.people.count()).toBe(1);
      expect(await world.does(() => world.bookings.findByKey('visit-1', { start, end: start + HOUR }))).toBeDefined();
    });

    it('refuses unknown staff with a clear message and without side effects', async () => {
      await expect(create(wanted(tomorrow(2), { staffIds: ['nobody@msp.example'] }))).rejects.toMatchObject({
        code: 'BOOKINGS_REFUSED',
        done: 'no',
        retry: 'never',
        message: expect.stringContaining('nobody@msp.example') as string,
      });
      expect(world.people.count()).toBe(0);
    });
  });
}
