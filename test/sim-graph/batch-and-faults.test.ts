import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS } from '../../sim/graph/index.ts';
import { HOUR, MINUTE, START, tenant, utc, type Tenant } from './tenant.ts';

let t: Tenant;
const ANA = 'ana@msp.example';
const events = `/users/${ANA}/events`;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const hold = (n = 0) => ({ subject: `Hold ${n}`, start: utc(START), end: utc(START + HOUR) });

beforeEach(async () => {
  t = await tenant();
  t.graph.seed.user({ displayName: 'Ana Moreau', mail: ANA });
});
afterEach(() => t.close());

const settings = (id: string, more: object = {}) => ({
  id,
  method: 'GET',
  url: `/users/${ANA}/mailboxSettings`,
  ...more,
});
const batch = (requests: readonly object[]) => t.post('/$batch', { requests });
const statuses = (answer: Awaited<ReturnType<Tenant['post']>>) =>
  Object.fromEntries(answer.body['responses']?.map((one) => [String(one['id']), Number(one['status'])]) ?? []);

describe('a batch', () => {
  test('answers each request separately, in a different order', async () => {
    const answer = await batch([
      settings('1'),
      { id: '2', method: 'POST', url: events, headers: JSON_TYPE, body: hold() },
      { id: '3', method: 'GET', url: '/users/nobody@msp.example/mailboxSettings' },
      { id: '4', method: 'GET', url: `/v1.0/users/${ANA}` },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body['responses']?.map((one) => one['id'])).toEqual(['4', '3', '2', '1']);
    expect(statuses(answer)).toEqual({ '1': 200, '2': 201, '3': 404, '4': 400 });
    expect(t.graph.human.calendar(ANA)).toHaveLength(1);
  });

  test('serves four requests to Exchange; the others are 429 inside the 200', async () => {
    const answer = await batch([...Array(6).keys()].map((n) => settings(String(n))));
    expect(Object.values(statuses(answer)).sort()).toEqual([200, 200, 200, 200, 429, 429]);
    const late = answer.body['responses']?.find((one) => Number(one['status']) === 429);
    expect(late).toMatchObject({ headers: { 'Retry-After': '1' }, body: { error: { code: 'ApplicationThrottled' } } });
    // Requests to other services have their own limits.
    const others = await batch(
      [...Array(6).keys()].map((n) => ({ id: String(n), method: 'GET', url: `/users/${ANA}` })),
    );
    expect(new Set(Object.values(statuses(others)))).toEqual(new Set([200]));
    // In a chain they run one at a time, so none is throttled.
    const chain = [...Array(4).keys()].map((n) => settings(String(n), n === 0 ? {} : { dependsOn: [String(n - 1)] }));
    expect(new Set(Object.values(statuses(await batch(chain))))).toEqual(new Set([200]));
  });

  test('skips a request that depends on a failed one', async () => {
    const answer = await batch([
      { id: '1', method: 'GET', url: '/users/nobody@msp.example/mailboxSettings' },
      { id: '2', method: 'POST', url: events, headers: JSON_TYPE, body: hold(), dependsOn: ['1'] },
    ]);
    expect(statuses(answer)).toEqual({ '1': 404, '2': 424 });
    expect(t.graph.human.calendar(ANA)).toEqual([]);
  });

  test('applies a fault to one of its requests', async () => {
    t.graph.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/users/*/events' }));
    const answer = await batch([
      settings('1'),
      { id: '2', method: 'POST', url: events, headers: JSON_TYPE, body: hold() },
    ]);
    expect(statuses(answer)).toEqual({ '1': 200, '2': 504 });
    expect(t.graph.human.calendar(ANA)).toHaveLength(1);
  });

  test.each([
    ['21 requests', [...Array(21).keys()].map((n) => settings(String(n)))],
    ['a duplicate id', [settings('1'), settings('1')]],
    ['a body without a content type', [{ id: '1', method: 'POST', url: events, body: hold() }]],
    ['a numeric id', [{ id: 1, method: 'GET', url: '/users' }]],
    ['an absolute URL', [{ id: '1', method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' }]],
    ['no requests', []],
    [
      'crossed dependencies',
      [settings('1'), settings('2'), settings('3', { dependsOn: ['1'] }), settings('4', { dependsOn: ['2'] })],
    ],
  ])('is refused as a whole with %s', async (_name, requests) => {
    expect((await batch(requests)).status).toBe(400);
  });

  test('cannot contain a batch, and needs a token', async () => {
    const answer = await batch([
      { id: '1', method: 'POST', url: '/$batch', headers: JSON_TYPE, body: { requests: [] } },
    ]);
    expect(statuses(answer)).toEqual({ '1': 400 });
    expect((await t.post('/$batch', { requests: [] }, { authorization: 'Bearer guess' })).status).toBe(401);
  });
});

describe('a fault', () => {
  const post = (n = 0) => t.post(events, hold(n));
  const there = () => t.graph.human.calendar(ANA).length;

  test.each([
    ['seconds', 7, '7'],
    ['a fraction', '2.128', '2.128'],
    ['a date', 'Tue, 24 Nov 2026 08:00:30 GMT', 'Tue, 24 Nov 2026 08:00:30 GMT'],
    ['missing', undefined, null],
  ])('throttles a request, with Retry-After: %s', async (_name, retryAfter, header) => {
    t.graph.faults.add(FAULTS.throttled({}, retryAfter));
    const answer = await post();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, header]);
    expect(answer.body).toMatchObject({ error: { code: 'TooManyRequests' } });
    expect((await post()).status).toBe(201);
  });

  test('answers 504 although the write was applied, or before it is', async () => {
    t.graph.faults.add(FAULTS.lateSuccess({ method: 'POST' }));
    expect((await post()).status).toBe(504);
    expect(there()).toBe(1);
    t.graph.faults.add(FAULTS.gatewayTimeout({ method: 'POST' }));
    expect((await post()).status).toBe(504);
    expect(there()).toBe(1);
  });

  test('applies a write long after its caller received an error', async () => {
    t.graph.faults.add(FAULTS.lateSuccess({ method: 'POST' }, 30_000, 503));
    expect((await post()).status).toBe(503);
    await t.clock.advance(29_000);
    expect(there()).toBe(0);
    await t.clock.advance(2_000);
    expect(there()).toBe(1);
    expect(t.graph.journal.writes).toMatchObject([{ at: START + 30_000, method: 'POST' }]);
  });

  test('cuts the connection, and applies the write or loses it', async () => {
    t.graph.faults.add({ then: 'drop', applies: 'never' });
    await expect(post()).rejects.toThrow();
    expect(there()).toBe(0);
    t.graph.faults.add({ then: 'drop', applies: 0 });
    await expect(post()).rejects.toThrow();
    expect(there()).toBe(1);
    expect(t.graph.journal.exchanges.every((exchange) => exchange.response === undefined)).toBe(true);
  });

  test('never answers until the caller gives up', async () => {
    await t.get(events);
    t.graph.faults.add({ then: 'hang', method: 'GET' });
    const caller = new AbortController();
    const asked = fetch(`${t.url}/v1.0${events}`, { signal: caller.signal });
    while (t.graph.faults.waiting > 0) await new Promise((resolve) => setImmediate(resolve));
    await t.clock.advance(5 * MINUTE);
    caller.abort();
    await expect(asked).rejects.toThrow();
  });

  test('answers with a proxy’s error page, with an empty body declared as JSON, or with ten megabytes', async () => {
    t.graph.faults.add(FAULTS.htmlGateway({}));
    const page = await post();
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
    t.graph.faults.add(FAULTS.emptyJson({}, 202));
    const empty = await post();
    expect([empty.status, empty.text, empty.headers.get('content-type')]).toEqual([202, '', 'application/json']);
    t.graph.faults.add(FAULTS.huge({}));
    expect((await t.get(events)).text.length).toBeGreaterThan(10_000_000);
  });

  test('affects only matching requests, as often as configured', async () => {
    t.graph.faults.add(FAULTS.unknownError({ method: 'POST', path: '/users/*/events', times: 2 }));
    expect((await t.get(events)).status).toBe(200);
    expect((await t.post('/communications/getPresencesByUserId', { ids: [] })).status).toBe(400);
    const answers = [await post(), await post(), await post()];
    expect(answers.map((answer) => answer.status)).toEqual([500, 500, 201]);
    expect(answers[0]?.body['error']).toMatchObject({ code: 'UnknownError', message: '' });
    expect(t.graph.faults.waiting).toBe(0);
  });

  test('can affect the sign-in alone, or cut off the whole service for a while', async () => {
    t.graph.faults.add({ path: '/token', then: { status: 503, body: 'down' } });
    t.graph.faults.add(FAULTS.throttled({}));
    expect((await t.signIn({})).status).toBe(503);
    t.graph.faults.clear();
    t.graph.faults.down(MINUTE);
    await expect(t.get(events)).rejects.toThrow();
    await t.clock.advance(MINUTE);
    expect((await t.get(events)).status).toBe(200);
  });

  test('is not needed to throttle more than four concurrent requests to Exchange', async () => {
    await t.get(events);
    t.graph.settings.latencyMs = 1_000;
    const asked = [...Array(6).keys()].map(() => t.get(events));
    // All six requests must arrive before time passes.
    while (t.graph.mostAtOnce < 4) await new Promise((resolve) => setImmediate(resolve));
    const first = await Promise.race(asked.map(async (one) => (await one).status));
    expect(first).toBe(429);
    await t.clock.advance(1_000);
    const all = await Promise.all(asked.map(async (one) => (await one).status));
    expect(all.filter((status) => status === 429)).toHaveLength(2);
    expect(t.graph.mostAtOnce).toBe(4);
  });
});
