import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DAY,
  HOUR,
  iso,
  MINUTE,
  START,
  subscriber,
  tenant,
  TENANT,
  utc,
  type Subscriber,
  type Tenant,
} from './tenant.ts';

let t: Tenant;
let bot: Subscriber;
const ANA = 'ana@msp.example';
const PUBLIC = 'https://callboard.example';

beforeEach(async () => {
  [t, bot] = await Promise.all([tenant(), subscriber()]);
  t.graph.seed.user({ displayName: 'Ana Moreau', mail: ANA });
  t.graph.notices.reach(PUBLIC, bot.url);
});
afterEach(async () => {
  await Promise.all([t.close(), bot.close()]);
});

const wish = (more: object = {}) => ({
  changeType: 'created,updated,deleted',
  notificationUrl: `${PUBLIC}/graph/notify?x=1`,
  lifecycleNotificationUrl: `${PUBLIC}/graph/lifecycle`,
  resource: `/users/${ANA}/events`,
  expirationDateTime: iso(START + 4_200 * MINUTE),
  clientState: 'a secret',
  ...more,
});
const subscribe = (more?: object) => t.post('/subscriptions', wish(more), { prefer: 'IdType="ImmutableId"' });
const event = () => ({ subject: 'Meeting', start: utc(START + DAY), end: utc(START + DAY + HOUR) });

describe('a subscription', () => {
  test('is created after both addresses return the decoded token', async () => {
    const made = await subscribe();
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ clientState: 'a secret', expirationDateTime: iso(START + 4_200 * MINUTE) });
    expect(t.graph.notices.posted.map(({ url, status }) => [new URL(url).pathname, status])).toEqual([
      ['/graph/notify', 200],
      ['/graph/lifecycle', 200],
    ]);
    // The secret is never returned again.
    expect((await t.get('/subscriptions')).body['value']).toMatchObject([{ id: made.body['id'], clientState: null }]);
    expect(JSON.stringify(t.graph.journal.exchanges)).not.toContain('a secret');
  });

  test.each([
    ['does not answer 200', (token: string) => ({ status: 202, text: token }), '202'],
    [
      'returns the token still encoded',
      (token: string) => ({ status: 200, text: encodeURIComponent(token) }),
      'exactly match',
    ],
  ])('is refused if an address %s', async (_name, echo, words) => {
    bot.echo = echo;
    const answer = await subscribe();
    expect(answer.status).toBe(400);
    expect(answer.body['error']?.['code']).toBe('ValidationError');
    expect(answer.body['error']?.['message']).toContain(words);
    expect((await t.get('/subscriptions')).body['value']).toEqual([]);
  });

  test.each([
    ['a lifetime over 4230 minutes', { expirationDateTime: iso(START + 4_231 * MINUTE) }, '4230 minutes'],
    ['an expired lifetime', { expirationDateTime: iso(START) }, 'future'],
    ['an address without TLS', { notificationUrl: 'http://callboard.example/x' }, 'https'],
    ['a clientState that is too long', { clientState: 'x'.repeat(129) }, 'clientState'],
    ['an unknown change type', { changeType: 'moved' }, 'moved'],
    [
      'Bookings appointments as the resource',
      { resource: '/solutions/bookingBusinesses/b/appointments' },
      'not supported',
    ],
    ['an absolute URL as the resource', { resource: 'https://graph.microsoft.com/v1.0/me' }, 'relative'],
    ['an unknown user', { resource: '/users/x@msp.example/events' }, 'x@msp.example'],
    ['a misspelled property', { clientstate: 'x' }, 'clientstate'],
  ])('is refused with %s, before any handshake', async (_name, change, words) => {
    const answer = await subscribe(change);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).toContain(words);
    expect(t.graph.notices.posted).toEqual([]);
  });

  test('can be renewed and reauthorized, but not read with a revoked token', async () => {
    const one = `/subscriptions/${String((await subscribe()).body['id'])}`;
    await t.clock.advance(50 * MINUTE);
    const renewed = await t.call('PATCH', one, { expirationDateTime: iso(START + 4_250 * MINUTE) });
    expect(renewed.body).toMatchObject({ expirationDateTime: iso(START + 4_250 * MINUTE) });
    expect((await t.post(`${one}/reauthorize`, undefined)).status).toBe(204);
    await t.clock.advance(4_205 * MINUTE);
    t.graph.revokeTokens();
    expect((await t.get(one)).status).toBe(401);
  });

  test('no longer exists after it expired or was deleted', async () => {
    const id = String((await subscribe({ expirationDateTime: iso(START + 46 * MINUTE) })).body['id']);
    await t.clock.advance(47 * MINUTE);
    expect((await t.get(`/subscriptions/${id}`)).status).toBe(404);
    const other = String((await subscribe()).body['id']);
    expect((await t.call('DELETE', `/subscriptions/${other}`)).status).toBe(204);
    expect((await t.call('DELETE', `/subscriptions/${other}`)).status).toBe(404);
  });
});

describe('a notification', () => {
  test('names the changes in one POST, with the secret and without the event’s content', async () => {
    const id = (await subscribe()).body['id'];
    const made = await t.post(`/users/${ANA}/events`, event(), { prefer: 'IdType="ImmutableId"' });
    await t.call('PATCH', `/users/${ANA}/events/${encodeURIComponent(String(made.body['id']))}`, { subject: 'x' });
    await t.clock.advance(5_000);
    await bot.until(1);
    const [post] = bot.heard;
    expect(post?.path).toBe('/graph/notify');
    expect(post?.body['value']).toMatchObject([
      { subscriptionId: id, clientState: 'a secret', changeType: 'created', tenantId: TENANT },
      { changeType: 'updated', resourceData: { '@odata.type': '#Microsoft.Graph.Event', id: made.body['id'] } },
    ]);
    expect(JSON.stringify(post?.body)).not.toContain('Meeting');
  });

  test('is retried for hours while the receiver fails, and then dropped', async () => {
    await subscribe();
    bot.status = 503;
    await t.post(`/users/${ANA}/events`, event());
    for (let tries = 1; tries <= 9; tries += 1) {
      await t.clock.advance(60 * MINUTE);
      await bot.until(tries);
    }
    await t.clock.advance(60 * MINUTE);
    expect(bot.heard).toHaveLength(9);
    expect(new Set(bot.heard.map((post) => JSON.stringify(post.body))).size).toBe(1);
  });

  test('can arrive twice or get lost', async () => {
    await subscribe();
    t.graph.notices.duplicates = true;
    t.graph.human.addEvent(ANA, { start: START, end: START + HOUR });
    await t.clock.advance(5_000);
    await bot.until(2);
    expect(bot.heard[0]?.body).toEqual(bot.heard[1]?.body);
    t.graph.notices.losing = true;
    t.graph.human.addEvent(ANA, { start: START, end: START + HOUR });
    await t.clock.advance(5_000);
    expect(t.graph.notices.posted.filter(({ url }) => !url.includes('validationToken'))).toHaveLength(2);
  });

  test.each(['reauthorizationRequired', 'missed', 'subscriptionRemoved'] as const)(
    'reports the lifecycle event %s',
    async (kind) => {
      const id = String((await subscribe()).body['id']);
      const row = t.graph.state.subscriptions.get(id);
      if (row) t.graph.notices.lifecycle(row, kind);
      await t.clock.advance(5_000);
      await bot.until(1);
      expect(bot.heard[0]).toMatchObject({
        path: '/graph/lifecycle',
        body: { value: [{ subscriptionId: id, clientState: 'a secret', lifecycleEvent: kind }] },
      });
      expect((await t.get(`/subscriptions/${id}`)).status).toBe(kind === 'subscriptionRemoved' ? 404 : 200);
    },
  );
});
