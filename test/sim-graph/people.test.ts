import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CUSTOM_ZONE } from '../../sim/graph/index.ts';
import { DAY, HOUR, iso, MINUTE, START, tenant, utc, type Json, type Tenant } from './tenant.ts';

let t: Tenant;
let ids: { ana: string; ben: string };
beforeEach(async () => {
  t = await tenant();
  ids = {
    ana: t.graph.seed.user({ displayName: 'Ana Moreau', mail: 'ana@msp.example' }).id,
    ben: t.graph.seed.user({ displayName: 'Ben Okafor', mail: 'ben@msp.example' }).id,
  };
});
afterEach(() => t.close());

describe('getSchedule', () => {
  const ask = (schedules: string[], more: object = {}, headers?: Record<string, string>) =>
    t.post(
      '/users/ana@msp.example/calendar/getSchedule',
      { schedules, startTime: utc(START), endTime: utc(START + 4 * HOUR), availabilityViewInterval: 60, ...more },
      headers,
    );
  const only = (body: Json | undefined, i = 0) => body?.['value']?.[i];

  test('returns items and digits, and no titles unless they are shared', async () => {
    for (const [i, showAs] of (['tentative', 'busy', 'oof', 'workingElsewhere'] as const).entries())
      t.graph.seed.event('ana@msp.example', {
        start: START + i * HOUR,
        end: START + (i + 1) * HOUR,
        showAs,
        subject: 'Secret',
      });
    t.graph.seed.event('ana@msp.example', { start: START, end: START + HOUR, showAs: 'free' });
    const one = only((await ask(['ana@msp.example'])).body);
    expect(one?.['availabilityView']).toBe('1230');
    expect(one?.['scheduleItems']?.map((item) => item['status'])).toEqual([
      'tentative',
      'busy',
      'oof',
      'workingElsewhere',
    ]);
    expect(JSON.stringify(one)).not.toContain('Secret');
    expect(one?.['workingHours']).toMatchObject({
      startTime: '09:00:00.0000000',
      timeZone: { name: 'GMT Standard Time' },
    });
  });

  test('returns an error inside a 200 for an unreadable calendar', async () => {
    const ben = t.graph.state.users.get(ids.ben);
    if (ben) ben.scheduleError = { message: 'Mailbox is being moved', responseCode: '5009' };
    const answer = await ask(['ana@msp.example', 'ben@msp.example', 'nobody@msp.example']);
    expect(answer.status).toBe(200);
    expect(only(answer.body, 1)?.['error']).toEqual({ message: 'Mailbox is being moved', responseCode: '5009' });
    expect(only(answer.body, 2)?.['error']?.['responseCode']).toBe('ErrorMailRecipientNotFound');
    expect(only(answer.body, 2)).not.toHaveProperty('scheduleItems');
  });

  test('returns an error for a calendar with more than a thousand entries', async () => {
    for (let i = 0; i < 1_001; i += 1)
      t.graph.seed.event('ana@msp.example', { start: START + i * 1_000, end: START + HOUR });
    expect(only((await ask(['ana@msp.example'])).body)?.['error']?.['responseCode']).toBe('5009');
  });

  test.each([
    [
      '21 people',
      { schedules: Array.from({ length: 21 }, (_, i) => `p${i}@msp.example`) },
      400,
      'ErrorMailboxDataArrayTooBig',
    ],
    ['an empty list', { schedules: [] }, 400, 'ErrorMailboxDataArrayEmpty'],
    ['a window of 62 days', { endTime: utc(START + 62 * DAY) }, 400, 'ErrorTimeIntervalTooBig'],
    ['an empty window', { endTime: utc(START) }, 400, 'ErrorInvalidTimeInterval'],
    ['an interval of 4 minutes', { availabilityViewInterval: 4 }, 400, 'ErrorInvalidMergedFreeBusyInterval'],
    ['an interval of two days', { availabilityViewInterval: 2_880 }, 400, 'ErrorInvalidMergedFreeBusyInterval'],
    ['null as the interval', { availabilityViewInterval: null }, 500, 'ErrorInternalServerError'],
    ['an unknown parameter', { people: [] }, 400, 'RequestBodyRead'],
  ])('refuses %s', async (_name, change, status, code) => {
    const answer = await ask(['ana@msp.example'], change);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: { code } });
  });

  test('answers in the reader’s zone for just under 62 days, with parameter names in any case', async () => {
    t.graph.seed.event('ana@msp.example', { start: START, end: START + HOUR });
    const answer = await t.post(
      '/users/ana@msp.example/calendar/getSchedule',
      { Schedules: ['ANA@msp.example'], StartTime: utc(START), EndTime: utc(START + 62 * DAY - MINUTE) },
      { prefer: 'outlook.timezone="Eastern Standard Time"' },
    );
    expect(only(answer.body)?.['scheduleItems']?.[0]?.['start']).toEqual({
      dateTime: '2026-11-24T03:00:00.0000000',
      timeZone: 'Eastern Standard Time',
    });
  });
});

describe('mailbox settings', () => {
  const ask = () =>
    t.get('/users/ana@msp.example/mailboxSettings?$select=timeZone,workingHours,automaticRepliesSetting');

  test('have a Windows zone name, or only rules for a custom zone', async () => {
    expect((await ask()).body).toMatchObject({
      timeZone: 'GMT Standard Time',
      workingHours: { timeZone: { name: 'GMT Standard Time' } },
    });
    const ana = t.graph.state.users.get(ids.ana);
    if (ana) ana.timeZone = CUSTOM_ZONE;
    expect((await ask()).body).toMatchObject({
      timeZone: CUSTOM_ZONE,
      workingHours: { timeZone: { '@odata.type': '#microsoft.graph.customTimeZone' } },
    });
  });

  test('have dates for automatic replies even if they are not scheduled', async () => {
    expect((await ask()).body['automaticRepliesSetting']).toMatchObject({
      status: 'disabled',
      scheduledStartDateTime: { timeZone: 'UTC' },
    });
    t.graph.human.away('ana@msp.example', { start: START, end: START + DAY });
    expect((await ask()).body['automaticRepliesSetting']).toMatchObject({
      status: 'scheduled',
      scheduledEndDateTime: { dateTime: '2026-11-25T08:00:00.0000000' },
    });
  });

  test('do not exist without a mailbox', async () => {
    t.graph.seed.user({ displayName: 'Service', mail: 'svc@msp.example', mailbox: false });
    expect((await t.get('/users/svc@msp.example/mailboxSettings')).body).toMatchObject({
      error: { code: 'MailboxNotEnabledForRESTAPI' },
    });
  });
});

describe('groups', () => {
  test('list members in pages, including nested groups', async () => {
    const inner = t.graph.seed.group({ displayName: 'Night shift', members: [ids.ben] });
    const outer = t.graph.seed.group({ displayName: 'Technicians', members: [ids.ana, inner.id] });
    const direct = await t.get(`/groups/${outer.id}/members?$select=id&$top=1`);
    expect(direct.body['value']).toMatchObject([{ id: ids.ana }]);
    expect((await t.follow(direct.body['@odata.nextLink'])).body['value']).toMatchObject([
      { '@odata.type': '#microsoft.graph.group', id: inner.id },
    ]);
    const all = await t.get(`/groups/${outer.id}/transitiveMembers`);
    expect(all.body['value']?.map((member) => member['id'])).toEqual([ids.ana, inner.id, ids.ben]);
    expect((await t.get('/groups/00000000-0000-4000-8000-000000000000/members')).status).toBe(404);
  });
});

describe('presence', () => {
  test('is read by Entra id, for at most 650 people; strangers are unknown', async () => {
    t.graph.human.presence('ben@msp.example', 'DoNotDisturb', 'Presenting');
    t.graph.human.away('ana@msp.example');
    const stranger = '00000000-0000-4000-8000-00000000000f';
    const ask = (list: string[]) => t.post('/communications/getPresencesByUserId', { ids: list });
    const answer = await ask([ids.ana, ids.ben, stranger]);
    expect(answer.body['value']).toMatchObject([
      { id: ids.ana, outOfOfficeSettings: { isOutOfOffice: true } },
      { availability: 'DoNotDisturb', activity: 'Presenting' },
      { id: stranger, availability: 'PresenceUnknown' },
    ]);
    expect((await ask(Array.from({ length: 651 }, () => ids.ana))).status).toBe(400);
    expect((await ask(['ana@msp.example'])).status).toBe(400);
    expect((await ask([])).status).toBe(400);
  });
});

describe('shifts', () => {
  const path = (team: string, kind: 'shifts' | 'timesOff') => {
    const shared = kind === 'shifts' ? 'sharedShift' : 'sharedTimeOff';
    const filter = `${shared}/startDateTime ge ${iso(START)} and ${shared}/endDateTime le ${iso(START + 2 * DAY)}`;
    return `/teams/${team}/schedule/${kind}?$filter=${encodeURIComponent(filter)}`;
  };

  test('need an MS-APP-ACTS-AS header that names somebody in the team', async () => {
    const team = t.graph.seed.group({ displayName: 'Service desk', owners: [ids.ana] });
    expect((await t.get(path(team.id, 'shifts'))).body).toMatchObject({
      error: { code: 'MissingUserIdHeaderInAppContext' },
    });
    expect((await t.get(path(team.id, 'shifts'), { 'ms-app-acts-as': ids.ben })).status).toBe(403);
    expect((await t.get(path(team.id, 'shifts'), { 'ms-app-acts-as': ids.ana })).status).toBe(200);
  });

  test('are shared or drafts, and a filter returns those inside its window', async () => {
    const team = t.graph.seed.group({ displayName: 'Service desk', owners: [ids.ana], members: [ids.ben] }).id;
    const seen = t.graph.seed.shift({ team, userId: ids.ben, start: START + HOUR, end: START + 9 * HOUR });
    t.graph.seed.shift({ team, userId: ids.ben, start: START + DAY, end: START + DAY + HOUR, draft: true });
    t.graph.seed.shift({ team, userId: ids.ben, start: START - HOUR, end: START + HOUR });
    const off = t.graph.seed.timeOff({ team, userId: ids.ana, start: START + HOUR, end: START + DAY });
    const acts = { 'ms-app-acts-as': ids.ana };
    expect((await t.get(path(team, 'shifts'), acts)).body['value']?.map((shift) => shift['id'])).toEqual([seen.id]);
    const all = await t.get(`/teams/${team}/schedule/shifts`, acts);
    expect(all.body['value']?.filter((shift) => shift['sharedShift'] === null)).toHaveLength(1);
    expect((await t.get(path(team, 'timesOff'), acts)).body['value']).toMatchObject([{ id: off.id, userId: ids.ana }]);
    expect((await t.call('PATCH', `/teams/${team}/schedule/shifts/${seen.id}`, {}, acts)).status).toBe(405);
  });

  test('allow four requests per second and team', async () => {
    const team = t.graph.seed.group({ displayName: 'Service desk', owners: [ids.ana] }).id;
    const acts = { 'ms-app-acts-as': ids.ana };
    const statuses = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await t.get(path(team, 'shifts'), acts)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    await t.clock.advance(2_000);
    expect((await t.get(path(team, 'shifts'), acts)).status).toBe(200);
  });
});
