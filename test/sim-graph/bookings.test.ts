import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bookingsTenant, ID, path, ROOT, TEN, type BookingsTenant } from './bookings-tenant.ts';
import { DAY, HOUR, iso, MINUTE, START, utc } from './tenant.ts';

let t: BookingsTenant['t'];
let business: BookingsTenant['business'];
let ana: BookingsTenant['ana'];
let ben: BookingsTenant['ben'];
let service: BookingsTenant['service'];
let wish: BookingsTenant['wish'];
let create: BookingsTenant['create'];
let mails: BookingsTenant['mails'];

beforeEach(async () => {
  ({ t, business, ana, ben, service, wish, create, mails } = await bookingsTenant());
});
afterEach(() => t.close());

describe('an appointment', () => {
  test('is created, and later appears with buffers in the calendar and as mail in two mailboxes', async () => {
    const made = await create(TEN);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ serviceId: service.id, appointmentLabel: 'visit-1', duration: 'PT1H' });
    expect(t.graph.human.calendar('ana@msp.example')).toEqual([]);
    await t.clock.advance(MINUTE);
    expect(t.graph.human.calendar('ana@msp.example')).toMatchObject([
      { start: TEN, end: TEN + HOUR + 15 * MINUTE, showAs: 'busy', organizer: { address: ID } },
    ]);
    // Appointments are also events of the Bookings mailbox.
    const own = await t.get(`/users/${ID}/calendarView?startDateTime=${iso(TEN)}&endDateTime=${iso(TEN + HOUR)}`);
    expect(own.body['value']).toHaveLength(1);
    expect(mails('jo@client.example')).toEqual(['Your booking is confirmed: On-site visit']);
    expect(t.graph.human.inbox('jo@client.example')[0]?.attachments[0]?.name).toBe('booking.ics');
    expect(mails('ana@msp.example')).toEqual(['New booking: On-site visit, Jo Field']);
    expect(t.graph.human.inbox('ana@msp.example')[0]?.attachments).toEqual([]);
  });

  test('is complete when read alone; lists leave out its customers and name its times differently', async () => {
    const made = await create(TEN);
    const one = await t.get(path(made));
    expect(one.body).toMatchObject({
      startDateTime: { dateTime: '2026-11-25T10:00:00.0000000', timeZone: 'UTC' },
      customers: [{ name: 'Jo Field', emailAddress: 'jo@client.example' }],
      serviceNotes: 'Ticket 4711',
    });
    const view = `${ROOT}/calendarView?start=${iso(TEN)}&end=${iso(TEN + DAY)}`;
    for (const list of [`${ROOT}/appointments`, view]) {
      const [item] = (await t.get(list)).body['value'] ?? [];
      expect(item).toMatchObject({ id: made.body['id'], customers: [], serviceNotes: null, customerName: null });
      expect(item).toHaveProperty('start');
      expect(item).not.toHaveProperty('startDateTime');
    }
    t.graph.settings.bookings.spelling = 'metadata';
    expect((await t.get(view)).body['value']?.[0]).toHaveProperty('startDateTime');
    t.graph.settings.bookings.calendarViewRefusesApps = true;
    expect((await t.get(view)).body['error']?.['message']).toContain('does not support the token type: App');
    expect((await t.get(`${ROOT}/calendarView?start=${iso(TEN)}`)).status).toBe(403);
  });

  test('appears in lists after their delay', async () => {
    t.graph.settings.lag.appointmentsMs = 30_000;
    const made = await create(TEN);
    expect((await t.get(`${ROOT}/appointments`)).body['value']).toEqual([]);
    expect((await t.get(path(made))).status).toBe(200);
    await t.clock.advance(30_000);
    expect((await t.get(`${ROOT}/appointments`)).body['value']).toHaveLength(1);
  });

  test('can be moved to another time and person, which frees the old calendar', async () => {
    const made = await create(TEN);
    await t.clock.advance(MINUTE);
    const [event] = t.graph.human.calendar('ana@msp.example');
    const at = TEN + 3 * HOUR;
    const moved = await t.call('PATCH', path(made), { startDateTime: utc(at), endDateTime: utc(at + HOUR) });
    expect([moved.status, moved.text]).toEqual([204, '']);
    await t.clock.advance(MINUTE);
    expect(t.graph.human.calendar('ana@msp.example')).toMatchObject([{ id: event?.id, start: at }]);
    expect(mails('jo@client.example')[0]).toBe('Your booking is changed: On-site visit');
    await t.call('PATCH', path(made), { staffMemberIds: [ben.id] });
    await t.clock.advance(MINUTE);
    expect(t.graph.human.calendar('ana@msp.example')).toEqual([]);
    expect(t.graph.human.calendar('ben@msp.example')).toMatchObject([{ start: at }]);
    expect((await t.call('PATCH', path(made), { serviceId: 'other' })).status).toBe(400);
  });

  test('can be cancelled with a message to its customer, but only with the larger permission', async () => {
    const made = await create(TEN);
    t.graph.granted.delete('Bookings.ReadWrite.All');
    expect((await t.post(`${path(made)}/cancel`, { cancellationMessage: 'x' })).status).toBe(403);
    t.graph.granted.add('Bookings.ReadWrite.All');
    expect((await t.post(`${path(made)}/cancel`, { cancellationMessage: 'The part is late.' })).status).toBe(204);
    expect((await t.post(`${path(made)}/cancel`, {})).status).toBe(404);
    await t.clock.advance(MINUTE);
    expect(t.graph.human.calendar('ana@msp.example')).toEqual([]);
    expect(t.graph.human.inbox('jo@client.example')[0]?.content).toContain('The part is late.');
  });

  test('is deleted without a mail to its customer', async () => {
    const made = await create(TEN, { optOutOfCustomerEmail: true });
    expect((await t.call('DELETE', path(made))).status).toBe(204);
    await t.clock.advance(MINUTE);
    expect(mails('jo@client.example')).toEqual([]);
  });

  test('has a join link if it is online, and none if it is on site', async () => {
    expect((await create(TEN)).body['joinWebUrl']).toBeNull();
    expect((await create(TEN + 3 * HOUR, { isLocationOnline: true })).body['joinWebUrl']).toContain(
      'teams.microsoft.com',
    );
  });
});

describe('the booking rules for an application', () => {
  test.each([
    ['a wrong duration', () => ({ endDateTime: utc(TEN + 30 * MINUTE) })],
    ['a time before opening hours', () => ({ startDateTime: utc(START + DAY - HOUR), endDateTime: utc(START + DAY) })],
    [
      'a time that ends after opening hours',
      () => ({ startDateTime: utc(TEN + 7.5 * HOUR), endDateTime: utc(TEN + 8.5 * HOUR) }),
    ],
    ['a Saturday', () => ({ startDateTime: utc(TEN + 3 * DAY), endDateTime: utc(TEN + 3 * DAY + HOUR) })],
    [
      'a start in half an hour',
      () => ({ startDateTime: utc(START + 30 * MINUTE), endDateTime: utc(START + 90 * MINUTE) }),
    ],
    [
      'a start in half a year',
      () => ({ startDateTime: utc(TEN + 182 * DAY), endDateTime: utc(TEN + 182 * DAY + HOUR) }),
    ],
    ['staff of another business', () => ({ staffMemberIds: ['00000000-0000-4000-8000-000000000000'] })],
    ['an unknown service', () => ({ serviceId: 'x' })],
    [
      'an IANA time zone',
      () => ({
        startDateTime: { dateTime: '2026-11-25T10:00:00', timeZone: 'Europe/London' },
        endDateTime: utc(TEN + HOUR),
      }),
    ],
  ])('answer %s with an empty 500', async (_name, change) => {
    const answer = await create(TEN, change());
    expect(answer.status).toBe(500);
    expect(answer.body['error']).toMatchObject({ code: 'UnknownError', message: '' });
    expect(t.graph.human.appointments(ID)).toEqual([]);
  });

  test('answer staff who are not assigned or cannot be selected with a 500', async () => {
    const other = t.graph.seed.service(business, { displayName: 'Call', minutes: 60, staffIds: [ben.id] });
    expect((await create(TEN, { serviceId: other.id })).status).toBe(500);
    const closed = t.graph.seed.service(business, {
      displayName: 'Any',
      minutes: 60,
      policy: { allowStaffSelection: false },
    });
    expect((await create(TEN, { serviceId: closed.id })).status).toBe(500);
  });

  test.each([
    ['an empty staff list', { staffMemberIds: [] }, 'Invalid Staff'],
    ['a field name from the resource page', { start: utc(TEN) }, "'start' does not exist"],
    ['a customer without a type', { customers: [{ name: 'Jo' }] }, 'customers/0/@odata.type'],
    ['minutes instead of a duration', { preBuffer: 15 }, 'preBuffer'],
    ['an unknown price type', { priceType: 'gratis' }, 'priceType'],
    ['a missing start', { startDateTime: undefined }, 'startDateTime'],
  ])('answer %s with a 400 and a message', async (_name, change, words) => {
    const answer = await create(TEN, change);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(words);
  });

  test('apply opening hours in local time, also in summer', async () => {
    // 08:00 in London is 07:00 UTC in summer.
    const june = Date.UTC(2027, 5, 1, 7);
    business.policy = { ...business.policy, farthestMinutes: 400 * 24 * 60 };
    expect((await create(june)).status).toBe(201);
    expect((await create(june - 30 * MINUTE)).status).toBe(500);
  });
});

describe('a time that is not free', () => {
  test('is refused if another appointment or its buffer is there', async () => {
    await create(TEN);
    expect((await create(TEN)).status).toBe(500);
    expect((await create(TEN + HOUR)).status).toBe(500);
    expect((await create(TEN + HOUR + 15 * MINUTE)).status).toBe(201);
    expect((await create(TEN, { staffMemberIds: [ben.id] })).status).toBe(201);
  });

  test('is refused if the personal calendar is busy, even with our own hold', async () => {
    const hold = await t.post('/users/ana@msp.example/events', {
      subject: 'Hold',
      start: utc(TEN),
      end: utc(TEN + HOUR),
      showAs: 'tentative',
    });
    expect((await create(TEN)).status).toBe(500);
    const event = `/users/ana@msp.example/events/${encodeURIComponent(String(hold.body['id']))}`;
    await t.call('PATCH', event, { showAs: 'free' });
    expect((await create(TEN)).status).toBe(201);
  });

  test('can be booked by people, or if conflict checks are off', async () => {
    await create(TEN);
    const token = t.graph.delegatedToken(['BookingsAppointment.ReadWrite.All']);
    expect((await t.post(`${ROOT}/appointments`, wish(TEN), { authorization: `Bearer ${token}` })).status).toBe(201);
    t.graph.settings.bookings.conflicts = 'none';
    expect((await create(TEN)).status).toBe(201);
    expect(t.graph.human.appointments(ID)).toHaveLength(3);
  });

  test('is booked only once by two concurrent requests', async () => {
    const answers = await Promise.all([create(TEN), create(TEN)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 500]);
  });

  test('cannot be told apart from an outage, which refuses every appointment', async () => {
    t.graph.settings.bookings.ill = true;
    expect((await create(TEN)).status).toBe(500);
    expect((await t.get(ROOT)).status).toBe(200);
  });
});

describe('people in Bookings and Outlook', () => {
  test('can move and cancel an appointment', async () => {
    const made = await create(TEN);
    const id = String(made.body['id']);
    t.graph.human.moveAppointment(id, { start: TEN + 4 * HOUR, staffIds: [ben.id] });
    await t.clock.advance(MINUTE);
    expect((await t.get(path(made))).body).toMatchObject({
      startDateTime: { dateTime: '2026-11-25T14:00:00.0000000' },
      staffMemberIds: [ben.id],
    });
    t.graph.human.cancelAppointment(id, 'Sorry.');
    expect((await t.get(path(made))).status).toBe(404);
  });

  test('can drag an entry in Outlook without changing the appointment', async () => {
    const made = await create(TEN);
    await t.clock.advance(MINUTE);
    const [event] = t.graph.human.calendar('ana@msp.example');
    t.graph.human.moveEvent('ana@msp.example', event?.id ?? '', { start: TEN + 4 * HOUR, end: TEN + 5 * HOUR });
    expect((await t.get(path(made))).body['startDateTime']?.['dateTime']).toBe('2026-11-25T10:00:00.0000000');
    t.graph.human.cancelEvent('ana@msp.example', event?.id ?? '');
    expect((await t.get(path(made))).status).toBe(200);
    expect(t.graph.human.calendar('ana@msp.example')).toEqual([]);
  });

  test('can book on the page only a time that is free', async () => {
    const client = { name: 'Ann', mail: 'ann@client.example' };
    const booked = t.graph.human.bookOnPage({ business: ID, serviceId: service.id, start: TEN, customer: client });
    const one = await t.get(`${ROOT}/appointments/${encodeURIComponent(booked.id)}`);
    expect(one.body).toMatchObject({ selfServiceAppointmentId: booked.selfServiceId, appointmentLabel: null });
    const again = { business: ID, serviceId: service.id, start: TEN, customer: client, staffId: ana.id };
    expect(() => t.graph.human.bookOnPage(again)).toThrow('any more');
  });
});
