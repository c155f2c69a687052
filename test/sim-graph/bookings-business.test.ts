import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bookingsTenant, ID, ROOT, TEN, type BookingsTenant } from './bookings-tenant.ts';
import { HOUR, MINUTE, utc } from './tenant.ts';

let t: BookingsTenant['t'];
let business: BookingsTenant['business'];
let ana: BookingsTenant['ana'];
let ben: BookingsTenant['ben'];
let service: BookingsTenant['service'];
let create: BookingsTenant['create'];

beforeEach(async () => {
  ({ t, business, ana, ben, service, create } = await bookingsTenant());
});
afterEach(() => t.close());

describe('a business', () => {
  test('shows its hours, its Windows time zone, its services, and its staff with ids other than Entra’s', async () => {
    const question = t.graph.seed.question(business, { displayName: 'Where do we park?' });
    const asked = t.graph.seed.service(business, {
      displayName: 'Remote session',
      minutes: 30,
      online: true,
      questions: [{ id: question.id, required: true }],
      policy: { leastNoticeMinutes: 120 },
    });
    expect((await t.get(ROOT)).body).toMatchObject({
      phone: '0118 496 0000',
      bookingPageSettings: { businessTimeZone: 'GMT Standard Time' },
      schedulingPolicy: { minimumLeadTime: 'PT1H', allowStaffSelection: true },
    });
    expect((await t.get(ROOT)).body['businessHours']?.[0]).toEqual({
      day: 'monday',
      timeSlots: [{ startTime: '08:00:00.0000000', endTime: '18:00:00.0000000' }],
    });
    const services = (await t.get(`${ROOT}/services`)).body['value'];
    expect(services).toMatchObject([
      { id: service.id, defaultDuration: 'PT1H', postBuffer: 'PT15M', schedulingPolicy: null, isLocationOnline: false },
      {
        id: asked.id,
        defaultDuration: 'PT30M',
        schedulingPolicy: { minimumLeadTime: 'PT2H' },
        customQuestions: [{ questionId: question.id, isRequired: true }],
      },
    ]);
    const staff = (await t.get(`${ROOT}/staffMembers`)).body['value'];
    expect(staff).toMatchObject([
      { id: ana.id, emailAddress: 'ana@msp.example', membershipStatus: 'active' },
      { id: ben.id },
    ]);
    const entra = (await t.get('/users/ana@msp.example')).body['id'];
    expect(staff?.some((one) => one['id'] === entra)).toBe(false);
    expect((await t.get(`${ROOT}/customQuestions`)).body['value']).toMatchObject([
      { displayName: 'Where do we park?' },
    ]);
  });

  test('can be found by name when there are more than the 500 that a list may hold', async () => {
    for (let i = 0; i < 500; i += 1) t.graph.seed.business({ id: `b${i}@msp.example`, displayName: `Business ${i}` });
    const all = await t.get('/solutions/bookingBusinesses?$top=5');
    expect(all.body).toMatchObject({ error: { code: 'ErrorExceededFindCountLimit' } });
    const some = await t.get('/solutions/bookingBusinesses?query=Northwind');
    expect(some.body['value']).toEqual([{ id: ID, displayName: 'Northwind Field Service' }]);
    expect((await t.post('/solutions/bookingBusinesses', { displayName: 'x' })).status).toBe(403);
  });

  test('needs the smaller permission in addition to the larger one', async () => {
    t.graph.granted.delete('BookingsAppointment.ReadWrite.All');
    expect((await t.get(`${ROOT}/services`)).status).toBe(403);
    t.graph.settings.bookings.needsAppointmentPermission = false;
    expect((await t.get(`${ROOT}/services`)).status).toBe(200);
    t.graph.granted.delete('Bookings.ReadWrite.All');
    t.graph.granted.add('BookingsAppointment.ReadWrite.All');
    expect((await t.get(`${ROOT}/services`)).status).toBe(200);
    expect((await t.get('/solutions/bookingBusinesses')).status).toBe(403);
    expect((await t.get(`${ROOT}/customQuestions`)).status).toBe(403);
  });

  test('can be set up over the API with the right permissions', async () => {
    const made = await t.post(`${ROOT}/services`, {
      displayName: 'Survey',
      defaultDuration: 'PT2H',
      staffMemberIds: [ana.id],
    });
    expect(made.body).toMatchObject({ displayName: 'Survey', defaultDuration: 'PT2H' });
    const one = `${ROOT}/services/${String(made.body['id'])}`;
    expect((await t.call('PATCH', one, { defaultDuration: 'PT90M' })).status).toBe(204);
    expect((await t.get(one)).body['defaultDuration']).toBe('PT1H30M');
    expect((await t.call('DELETE', one)).status).toBe(204);
    const member = { displayName: 'Cy', emailAddress: 'cy@msp.example', role: 'teamMember' };
    expect((await t.post(`${ROOT}/staffMembers`, member)).status).toBe(400);
    const typed = { ...member, '@odata.type': '#microsoft.graph.bookingStaffMember' };
    expect((await t.post(`${ROOT}/staffMembers`, typed)).body).toMatchObject({ membershipStatus: 'pendingAcceptance' });
  });
});

describe('staff availability', () => {
  const ask = (more: object = {}) =>
    t.post(`${ROOT}/getStaffAvailability`, {
      staffIds: [ana.id],
      startDateTime: utc(TEN - 3 * HOUR),
      endDateTime: utc(TEN + 3 * HOUR),
      ...more,
    });

  test('shows hours and calendars with a delay, without adding the buffers of the new appointment', async () => {
    await create(TEN);
    const items = async () =>
      (await ask()).body['value']?.[0]?.['availabilityItems']?.map((item) => String(item['status']));
    expect(await items()).toEqual(['outOfOffice', 'available']);
    await t.clock.advance(MINUTE);
    expect(await items()).toEqual(['outOfOffice', 'available', 'busy', 'available']);
  });

  test('can come in the form of the documentation’s example', async () => {
    t.graph.settings.bookings.availability = 'docs';
    const { body } = await ask();
    expect(body).not.toHaveProperty('value');
    expect(body['staffAvailabilityItem']?.[0]?.['availabilityItems']?.[0]).toMatchObject({
      status: 'OutOfOffice',
      startDateTime: { timeZone: '(UTC) Coordinated Universal Time' },
    });
  });

  test.each([
    ['an IANA zone', { startDateTime: { dateTime: '2026-11-25T00:00:00', timeZone: 'Europe/Berlin' } }],
    ['less than half an hour', { startDateTime: utc(TEN), endDateTime: utc(TEN + 29 * MINUTE) }],
    ['staff of another business', { staffIds: ['x'] }],
  ])('answers %s with an empty 500', async (_name, change) => {
    const answer = await ask(change);
    expect(answer.status).toBe(500);
    expect(answer.body['error']).toMatchObject({ code: 'UnknownError', message: '' });
  });
});
