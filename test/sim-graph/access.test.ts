import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP, GRANTED, HOUR, SECRET, START, tenant, TENANT, type Tenant } from './tenant.ts';

let t: Tenant;
beforeEach(async () => {
  t = await tenant();
  t.graph.seed.user({ displayName: 'Ana Moreau', mail: 'ana@msp.example' });
});
afterEach(() => t.close());

const FORM = {
  grant_type: 'client_credentials',
  client_id: APP,
  client_secret: SECRET,
  scope: 'https://graph.microsoft.com/.default',
};
const settings = '/users/ana@msp.example/mailboxSettings';

describe('signing in', () => {
  test.each([
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client', 7_000_215],
    ['another application', { client_id: 'x' }, 400, 'unauthorized_client', 700_016],
    ['another flow', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70_003],
    [
      'a scope other than /.default',
      { scope: 'https://graph.microsoft.com/Mail.Send' },
      400,
      'invalid_scope',
      1_002_012,
    ],
  ])('refuses %s', async (_name, change, status, error, code) => {
    const answer = await t.signIn({ ...FORM, ...change });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
  });

  test('issues a token for the secret and keeps neither in the journal', async () => {
    const answer = await t.signIn(FORM);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 3_599 });
    const kept = JSON.stringify(t.graph.journal.signIns);
    expect(kept).not.toContain(encodeURIComponent(SECRET).replaceAll('%20', '+'));
    expect(kept).not.toContain(String(answer.body['access_token']));
  });

  test('issues one token per assertion signed with the certificate, and none for another key', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await t.close();
    t = await tenant({ certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString() });
    const assertion = (key: typeof privateKey, jti: string) =>
      new SignJWT({ jti })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(APP)
        .setSubject(APP)
        .setAudience(`${t.url}/${TENANT}/oauth2/v2.0/token`)
        .setExpirationTime(START / 1_000 + 600)
        .sign(key);
    const form = {
      grant_type: 'client_credentials',
      client_id: APP,
      scope: FORM.scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    const mine = await assertion(privateKey, 'one');
    expect((await t.signIn({ ...form, client_assertion: mine })).status).toBe(200);
    expect((await t.signIn({ ...form, client_assertion: mine })).status).toBe(401);
    const forged = await assertion(stranger.privateKey, 'two');
    expect((await t.signIn({ ...form, client_assertion: forged })).body).toMatchObject({ error: 'invalid_client' });
  });

  test('accepts the token of workload identity', async () => {
    await t.close();
    t = await tenant({ federatedToken: 'pod token' });
    const answer = await t.signIn({
      ...FORM,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'pod token',
    });
    expect(answer.status).toBe(200);
  });
});

describe('tokens', () => {
  test('are refused with 401 if missing, wrong, expired or issued for another service', async () => {
    const asked = (authorization?: string) =>
      fetch(`${t.url}/v1.0${settings}`, { headers: authorization === undefined ? {} : { authorization } });
    expect((await asked()).status).toBe(401);
    expect((await asked('Bearer guess')).status).toBe(401);
    const maps = await t.signIn({ ...FORM, scope: 'https://atlas.microsoft.com/.default' });
    expect((await asked(`Bearer ${String(maps.body['access_token'])}`)).status).toBe(401);
    expect((await t.get(settings)).status).toBe(200);
    await t.clock.advance(HOUR);
    const late = await t.get(settings);
    expect(late.status).toBe(401);
    expect(late.body).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
    expect(late.headers.get('www-authenticate')).toContain('Bearer');
  });

  test('include a permission only if it was granted before they were issued', async () => {
    t.graph.granted.clear();
    const old = await t.signIn(FORM);
    for (const permission of GRANTED) t.graph.granted.add(permission);
    const asked = async (token: unknown) =>
      (await fetch(`${t.url}/v1.0${settings}`, { headers: { authorization: `Bearer ${String(token)}` } })).status;
    expect(await asked(old.body['access_token'])).toBe(403);
    expect(await asked((await t.signIn(FORM)).body['access_token'])).toBe(200);
  });
});

describe('a call by the application', () => {
  const window = 'startDateTime=2026-11-24T00:00:00Z&endDateTime=2026-11-25T00:00:00Z';
  test.each([
    ['Calendars.ReadWrite', 'GET', `/users/ana@msp.example/calendarView?${window}`, undefined, 'ErrorAccessDenied'],
    ['MailboxSettings.Read', 'GET', settings, undefined, 'ErrorAccessDenied'],
    ['Mail.Send', 'POST', '/users/ana@msp.example/sendMail', { message: {} }, 'ErrorAccessDenied'],
    ['User.Read.All', 'GET', '/users/ana@msp.example', undefined, 'Authorization_RequestDenied'],
    ['GroupMember.Read.All', 'GET', '/groups/x/members', undefined, 'Authorization_RequestDenied'],
    ['Presence.Read.All', 'POST', '/communications/getPresencesByUserId', { ids: [] }, 'Forbidden'],
    ['Schedule.Read.All', 'GET', '/teams/x/schedule/shifts', undefined, 'Forbidden'],
    ['Calendars.ReadWrite', 'GET', '/subscriptions', undefined, 'ExtensionError'],
  ])('is refused without %s: %s %s', async (permission, method, path, body, code) => {
    t.graph.granted.delete(permission);
    t.graph.granted.delete('Calendars.Read');
    const answer = await t.call(method, path, body);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: { code } });
  });

  test('to read one event by id needs a read permission, even with permission to write', async () => {
    t.graph.granted.delete('Calendars.Read');
    const event = t.graph.human.addEvent('ana@msp.example', { start: START, end: START + HOUR });
    const one = `/users/ana@msp.example/events/${encodeURIComponent(event.id)}`;
    expect((await t.get(one)).status).toBe(403);
    expect((await t.call('PATCH', one, { subject: 'x' })).status).toBe(200);
  });

  test('to find meeting times or to use /me is refused', async () => {
    expect((await t.post('/users/ana@msp.example/findMeetingTimes', {})).status).toBe(403);
    const me = await t.get('/me/events');
    expect(me.status).toBe(400);
    expect(me.body['error']?.['message']).toContain('delegated');
  });

  test('is allowed by Exchange’s own grant for a mailbox, although the token does not list it', async () => {
    t.graph.seed.user({ displayName: 'Ben Okafor', mail: 'ben@msp.example' });
    t.graph.granted.delete('MailboxSettings.Read');
    t.graph.exchange.roles.push({ permission: 'MailboxSettings.Read', mailboxes: new Set(['ana@msp.example']) });
    expect((await t.get(settings)).status).toBe(200);
    expect((await t.get('/users/ben@msp.example/mailboxSettings')).status).toBe(403);
  });

  test('is limited to some mailboxes by an application access policy, except for Bookings', async () => {
    t.graph.exchange.policy = new Set(['ben@msp.example']);
    const answer = await t.get(settings);
    expect(answer.status).toBe(403);
    expect(answer.body['error']?.['message']).toContain('Access to OData is disabled');
    expect((await t.get('/solutions/bookingBusinesses')).status).toBe(200);
  });
});

describe('every answer', () => {
  test('carries the request ids that Microsoft support asks for', async () => {
    const answer = await t.get('/users/nobody@msp.example/mailboxSettings', { 'client-request-id': 'mine' });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('client-request-id')).toBe('mine');
    expect(answer.body['error']?.['innerError']).toMatchObject({
      'request-id': answer.headers.get('request-id'),
      'client-request-id': 'mine',
    });
  });

  test.each([
    ['/users/ana@msp.example/evnts', 400, "segment 'evnts'"],
    ['/users/ana@msp.example/events/', 200, ''],
    ['/users/ana@msp.example/events?$search=x', 400, '$search'],
  ])('to %s has status %i', async (path, status, words) => {
    const answer = await t.get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });

  test('to malformed JSON, a wrong content type or a large body is an error', async () => {
    const event = '/users/ana@msp.example/events';
    expect((await t.post(event, '{"subject":')).status).toBe(400);
    expect((await t.post(event, '{}', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await t.post(event, { subject: 'x'.repeat(4_300_000) })).status).toBe(413);
    expect((await t.call('PUT', event, {})).status).toBe(405);
  });
});
