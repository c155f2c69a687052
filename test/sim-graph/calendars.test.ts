import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CUSTOM_ZONE } from '../../sim/graph/index.ts';
import { DAY, HOUR, iso, MINUTE, START, tenant, utc, type Tenant } from './tenant.ts';

let t: Tenant;
const ANA = 'ana@msp.example';
const events = `/users/${ANA}/events`;
const IMMUTABLE = { prefer: 'IdType="ImmutableId"' };
const KEY = 'String {00020329-0000-0000-c000-000000000046} Name callboard-key';
const window = (from: number, to: number) => `startDateTime=${iso(from)}&endDateTime=${iso(to)}`;

beforeEach(async () => {
  t = await tenant();
  t.graph.seed.user({ displayName: 'Ana Moreau', mail: ANA });
  t.graph.seed.user({ displayName: 'Ben Okafor', mail: 'ben@msp.example' });
});
afterEach(() => t.close());

const hold = (at: number, more: object = {}) => ({
  subject: 'Visit',
  start: utc(at),
  end: utc(at + HOUR),
  showAs: 'tentative',
  ...more,
});

describe('an event', () => {
  test('can be created, read, moved and deleted; its times have seven digits and no offset', async () => {
    const made = await t.post(events, hold(START + DAY));
    expect(made.status).toBe(201);
    expect(made.body['start']).toEqual({ dateTime: '2026-11-25T08:00:00.0000000', timeZone: 'UTC' });
    const one = `${events}/${encodeURIComponent(String(made.body['id']))}`;
    const moved = await t.call('PATCH', one, { start: utc(START + 2 * DAY), end: utc(START + 2 * DAY + HOUR) });
    expect(moved.status).toBe(200);
    expect((await t.get(one)).body['start']?.['dateTime']).toBe('2026-11-26T08:00:00.0000000');
    expect((await t.call('DELETE', one)).status).toBe(204);
    expect((await t.get(one)).body).toMatchObject({ error: { code: 'ErrorItemNotFound' } });
    expect((await t.call('DELETE', one)).status).toBe(404);
  });

  test('is not duplicated with the same transactionId while it exists', async () => {
    const body = hold(START, { transactionId: 'hold-1' });
    const first = await t.post(events, body, IMMUTABLE);
    const again = await t.post(events, { ...body, subject: 'another' }, IMMUTABLE);
    expect(again.body['id']).toBe(first.body['id']);
    expect(again.body['subject']).toBe('Visit');
    const elsewhere = await t.post('/users/ben@msp.example/events', body, IMMUTABLE);
    expect(elsewhere.body['id']).not.toBe(first.body['id']);
    const one = `${events}/${encodeURIComponent(String(first.body['id']))}`;
    expect((await t.call('PATCH', one, { transactionId: 'hold-2' })).status).toBe(400);
    await t.call('DELETE', one);
    expect((await t.post(events, body, IMMUTABLE)).body['id']).not.toBe(first.body['id']);
  });

  test('can be found by extended property and by category, but not by transactionId', async () => {
    const made = await t.post(
      events,
      hold(START, {
        categories: ['Callboard'],
        transactionId: 'k',
        singleValueExtendedProperties: [{ id: KEY, value: "it's" }],
      }),
    );
    await t.post(events, hold(START + HOUR));
    const filtered = (filter: string, more = '') => t.get(`${events}?$filter=${encodeURIComponent(filter)}${more}`);
    const byKey = await filtered(
      `singleValueExtendedProperties/any(ep: ep/id eq '${KEY}' and ep/value eq 'it''s')`,
      `&$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${KEY}')`)}&$select=id,subject`,
    );
    expect(byKey.body['value']?.map((event) => event['id'])).toEqual([made.body['id']]);
    expect(byKey.body['value']?.[0]?.['singleValueExtendedProperties']).toEqual([{ id: KEY, value: "it's" }]);
    expect((await filtered("categories/any(c:c eq 'Callboard')")).body['value']).toHaveLength(1);
    expect((await filtered("categories/any(c:c eq 'Other')")).body['value']).toHaveLength(0);
    expect((await filtered("transactionId eq 'k'")).status).toBe(400);
    expect((await filtered('subject eq')).status).toBe(400);
    expect(
      (await t.post(events, hold(START, { singleValueExtendedProperties: [{ id: 'key', value: 'x' }] }))).status,
    ).toBe(400);
  });

  test('has two case-sensitive ids that both find it', async () => {
    const made = await t.post(events, hold(START), IMMUTABLE);
    const plain = await t.get(`${events}?$top=1`);
    const [one, other] = [String(made.body['id']), String(plain.body['value']?.[0]?.['id'])];
    expect(one).not.toBe(other);
    for (const id of [one, other]) expect((await t.get(`${events}/${encodeURIComponent(id)}`)).status).toBe(200);
    expect((await t.get(`${events}/${encodeURIComponent(one.toLowerCase())}`)).status).toBe(404);
  });

  test('is not changed with an outdated etag', async () => {
    const made = await t.post(events, hold(START));
    const one = `${events}/${encodeURIComponent(String(made.body['id']))}`;
    await t.call('PATCH', one, { subject: 'moved by hand' });
    const late = await t.call('PATCH', one, { subject: 'x' }, { 'if-match': String(made.body['@odata.etag']) });
    expect(late.status).toBe(412);
  });

  test.each([
    ['an unknown property', { startTime: utc(START) }, 'startTime'],
    ['an unknown zone', { start: { dateTime: '2026-11-24T10:00:00', timeZone: 'Mars/Base' } }, 'Mars/Base'],
    [
      'a zone that is not on Graph’s list',
      { start: { dateTime: '2026-11-24T10:00:00', timeZone: 'Europe/Vaduz' } },
      'Vaduz',
    ],
    ['a custom zone', { start: { dateTime: '2026-11-24T10:00:00', timeZone: CUSTOM_ZONE } }, CUSTOM_ZONE],
    [
      'an offset beside a zone',
      { start: { dateTime: '2026-11-24T10:00:00+01:00', timeZone: 'Romance Standard Time' } },
      '+01',
    ],
    ['an end before its start', { end: utc(START - HOUR) }, 'validation'],
    ['an unknown status', { showAs: 'away' }, 'showAs'],
    ['a missing start', { start: undefined }, 'validation'],
  ])('with %s is refused', async (_name, change, words) => {
    const answer = await t.post(events, { ...hold(START), ...change });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(words);
  });

  test('accepts Windows zone names and one IANA name for each, and applies their rules', async () => {
    const at = async (dateTime: string, timeZone: string) =>
      (await t.post(events, { start: { dateTime, timeZone }, end: { dateTime, timeZone } })).body['start']?.[
        'dateTime'
      ];
    expect(await at('2026-07-01T10:00:00', 'W. Europe Standard Time')).toBe('2026-07-01T08:00:00.0000000');
    expect(await at('2026-12-01T10:00:00', 'Europe/Berlin')).toBe('2026-12-01T09:00:00.0000000');
    expect(await at('2026-12-01T10:00:00', 'Eastern Standard Time')).toBe('2026-12-01T15:00:00.0000000');
  });

  test('is mailed to its guests and appears in a colleague’s calendar; without guests nobody is notified', async () => {
    const guests = ['jo@client.example', 'ben@msp.example'].map((address) => ({
      emailAddress: { address },
      type: 'required',
    }));
    const made = await t.post(events, hold(START + DAY, { attendees: guests, showAs: 'busy' }));
    await t.post(events, hold(START + DAY));
    await t.clock.advance(MINUTE);
    expect(t.graph.human.inbox('jo@client.example').map((mail) => mail.subject)).toEqual(['Visit']);
    expect(t.graph.human.calendar('ben@msp.example')).toMatchObject([{ subject: 'Visit', showAs: 'tentative' }]);
    const one = `${events}/${encodeURIComponent(String(made.body['id']))}`;
    await t.call('PATCH', one, { start: utc(START + 2 * DAY), end: utc(START + 2 * DAY + HOUR) });
    await t.post(`${one}/cancel`, { comment: 'The part is late.' });
    await t.clock.advance(MINUTE);
    expect(t.graph.human.inbox('jo@client.example').map((mail) => mail.subject)).toEqual([
      'Canceled: Visit',
      'Updated: Visit',
      'Visit',
    ]);
    expect(t.graph.human.inbox('jo@client.example')[0]?.content).toBe('The part is late.');
    expect(t.graph.human.calendar('ben@msp.example')).toMatchObject([{ isCancelled: true, showAs: 'free' }]);
  });
});

describe('a calendar view', () => {
  test('has pages of ten, with nextLinks to the public address', async () => {
    for (let i = 0; i < 23; i += 1) await t.post(events, hold(START + i * HOUR));
    const view = `/users/${ANA}/calendarView?${window(START, START + 5 * DAY)}&$orderby=start/dateTime`;
    const pages = [await t.get(view)];
    for (
      let next = pages[0]?.body['@odata.nextLink'];
      next !== undefined;
      next = pages.at(-1)?.body['@odata.nextLink']
    ) {
      expect(next).toEqual(
        expect.stringMatching(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\/ana@msp\.example\/calendarView\?/),
      );
      pages.push(await t.follow(next));
    }
    expect(pages.map((page) => page.body['value']?.length)).toEqual([10, 10, 3]);
    const starts = pages.flatMap(
      (page) => page.body['value']?.map((event) => String(event['start']?.['dateTime'])) ?? [],
    );
    expect(starts).toEqual(starts.toSorted());
    expect(new Set(starts).size).toBe(23);
    expect((await t.get(`${view}&$top=23`)).body).not.toHaveProperty('@odata.nextLink');
  });

  test('includes everything that overlaps it, in the reader’s preferred zone', async () => {
    await t.post(events, hold(START));
    const touching = `/users/${ANA}/calendarView?${window(START + 30 * MINUTE, START + DAY)}`;
    const answer = await t.get(touching, { prefer: 'outlook.timezone="W. Europe Standard Time"' });
    expect(answer.body['value']?.[0]?.['start']).toEqual({
      dateTime: '2026-11-24T09:00:00.0000000',
      timeZone: 'W. Europe Standard Time',
    });
    expect((await t.get(touching, { prefer: 'outlook.timezone="Nowhere"' })).status).toBe(400);
    expect((await t.get(`/users/${ANA}/calendarView?${window(START + HOUR, START + DAY)}`)).body['value']).toEqual([]);
  });

  test.each([
    ['no end', `startDateTime=${iso(START)}`],
    ['a raw plus (read as a space)', `startDateTime=2026-11-24T00:00:00+01:00&endDateTime=${iso(START + DAY)}`],
    ['an unknown property', `${window(START, START + DAY)}&$select=id,startTime`],
    ['a page size of zero', `${window(START, START + DAY)}&$top=0`],
  ])('with %s is refused', async (_name, query) => {
    await t.post(events, hold(START));
    expect((await t.get(`/users/${ANA}/calendarView?${query}`)).status).toBe(400);
  });
});

describe('changes of a calendar', () => {
  const first = `/users/${ANA}/calendarView/delta?${window(START, START + 7 * DAY)}`;
  const size = (n: number) => ({ prefer: `odata.maxpagesize=${n}` });

  /** Reads a whole round from its first page. */
  async function round(start: Awaited<ReturnType<Tenant['get']>>, n: number) {
    const items = [...(start.body['value'] ?? [])];
    let page = start;
    while (page.body['@odata.nextLink'] !== undefined) {
      page = await t.follow(page.body['@odata.nextLink'], size(n));
      items.push(...(page.body['value'] ?? []));
    }
    return { items, delta: page.body['@odata.deltaLink'] };
  }

  test('start with a full round and continue with changes', async () => {
    const made = [];
    for (let i = 0; i < 5; i += 1) made.push(await t.post(events, hold(START + i * HOUR)));
    const all = await round(await t.get(first, size(2)), 2);
    expect(all.items).toHaveLength(5);
    const quiet = await t.follow(all.delta);
    expect(quiet.body['value']).toEqual([]);
    const [a, b, c] = made.map((one) => `${events}/${encodeURIComponent(String(one.body['id']))}`);
    await t.call('DELETE', a ?? '');
    await t.call('PATCH', b ?? '', { subject: 'moved' });
    // Moved out of the window: reported as removed.
    await t.call('PATCH', c ?? '', { start: utc(START + 30 * DAY), end: utc(START + 30 * DAY + HOUR) });
    // Never in the window: not reported.
    await t.post(events, hold(START + 40 * DAY));
    const then = await round(await t.follow(quiet.body['@odata.deltaLink'], size(2)), 2);
    const removed = then.items.filter((item) => '@removed' in item).map((item) => item['id']);
    expect(removed.sort()).toEqual([made[0]?.body['id'], made[2]?.body['id']].sort());
    expect(then.items.filter((item) => !('@removed' in item)).map((item) => item['subject'])).toEqual(['moved']);
  });

  test('that happen while a round is read in pages are in the next round', async () => {
    for (let i = 0; i < 3; i += 1) await t.post(events, hold(START + i * HOUR));
    const page = await t.get(first, size(2));
    await t.post(events, hold(START + DAY, { subject: 'between' }));
    const all = await round(page, 2);
    const next = await t.follow(all.delta);
    expect([...all.items, ...(next.body['value'] ?? [])].map((item) => item['subject'])).toContain('between');
  });

  test('need a full read after a 410', async () => {
    const { delta } = await round(await t.get(first), 10);
    t.graph.forgetDeltas();
    const gone = await t.follow(delta);
    expect(gone.status).toBe(410);
    expect(gone.body).toMatchObject({ error: { code: 'SyncStateNotFound' } });
    expect((await t.get(first)).status).toBe(200);
  });

  test('cannot be selected, and need a valid token of the same mailbox', async () => {
    expect((await t.get(`${first}&$select=id`)).body).toMatchObject({ error: { code: 'ErrorInvalidUrlQuery' } });
    const { delta } = await round(await t.get(first), 10);
    expect((await t.follow(String(delta).replace(ANA, 'ben@msp.example'))).status).toBe(400);
    expect((await t.get(`/users/${ANA}/calendarView/delta?$deltatoken=guess`)).status).toBe(400);
  });
});
