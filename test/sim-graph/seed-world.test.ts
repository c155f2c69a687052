import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drive } from '../../sim/maps/index.ts';
import { makeWorld, seedGraph, type SeededGraph } from '../../sim/world/index.ts';
import { DAY, HOUR, iso, START, tenant, utc, type Tenant } from './tenant.ts';

let t: Tenant;
let seeded: SeededGraph;
const world = makeWorld(7, START);
beforeAll(async () => {
  t = await tenant();
  seeded = seedGraph(world, t.graph);
});
afterAll(() => t.close());

describe('the demo’s tenant', () => {
  test('has the service provider’s people, groups and shifts', async () => {
    expect(seeded.users.size).toBe(15);
    const members = await t.get(`/groups/${seeded.groups.technicians}/members?$select=id`);
    expect(members.body.value).toHaveLength(12);
    expect((await t.get(`/groups/${seeded.groups.dispatchers}/members`)).body.value).toMatchObject([
      { mail: 'dana@northwind-msp.example' },
    ]);
    const acts = { 'ms-app-acts-as': seeded.team.actsAs };
    const off = await t.get(`/teams/${seeded.team.id}/schedule/timesOff`, acts);
    expect(off.body.value).toMatchObject([{ userId: seeded.users.get('luca') }]);
    const shifts = await t.get(`/teams/${seeded.team.id}/schedule/shifts?$top=1000`, acts);
    expect(shifts.body.value?.length).toBeGreaterThan(200);
  });

  test('shows who is busy and who is on leave', async () => {
    const answer = await t.post('/users/dana@northwind-msp.example/calendar/getSchedule', {
      schedules: world.technicians.map(({ mail }) => mail),
      startTime: utc(START),
      endTime: utc(START + DAY),
    });
    const luca = answer.body.value?.find((one) => one['scheduleId'] === 'luca@northwind-msp.example');
    expect(luca?.scheduleItems?.[0]?.status).toBe('oof');
    expect(answer.body.value?.every((one) => one.error === undefined)).toBe(true);
  });

  test('accepts a visit to a client by a technician who is at work', async () => {
    const root = `/solutions/bookingBusinesses/${seeded.business.id}`;
    expect((await t.get(`${root}/services`)).body.value?.map((one) => one['displayName'])).toEqual([
      'On-site visit',
      'Remote session',
      'Phone call',
    ]);
    expect((await t.get(`${root}/staffMembers`)).body.value).toHaveLength(12);
    const at = START + DAY + 5 * HOUR;
    const chris = t.graph.human
      .calendar('chris@northwind-msp.example')
      .filter((event) => event.end > at && event.start < at + HOUR);
    for (const event of chris) t.graph.human.cancelEvent('chris@northwind-msp.example', event.id);
    const answer = await t.post(`${root}/appointments`, {
      serviceId: seeded.services.onSite.id,
      staffMemberIds: [seeded.staff.get('chris')],
      startDateTime: utc(at),
      endDateTime: utc(at + HOUR),
      customers: [
        {
          '@odata.type': '#microsoft.graph.bookingCustomerInformation',
          name: world.clients[0]?.contacts[0]?.name,
          emailAddress: world.clients[0]?.contacts[0]?.mail,
        },
      ],
    });
    expect(answer.status, `${iso(at)} ${answer.text}`).toBe(201);
  });

  test('has for every site a technician within an hour’s drive, and one who cannot drive there', () => {
    const sites = world.clients.flatMap((client) => client.sites);
    expect(world.clients).toHaveLength(24);
    for (const { name, point } of sites) {
      const minutes = world.technicians.flatMap((technician) => {
        const way = drive(technician.homePoint, point, START);
        return way ? [way.trafficSeconds / 60] : [];
      });
      expect(Math.min(...minutes), name).toBeLessThan(60);
      expect(minutes.length, name).toBeLessThan(12);
    }
  });
});
