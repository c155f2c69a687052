import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBot, publicCloud } from '../../bot/index.ts';
import type { Bot, BotConfig } from '../../bot/index.ts';
import { isLoopback, isLoopbackUrl } from '../../bot/loopback.ts';
import { silentLog } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import { recordingDesk, TENANT_ID } from './world.ts';
import type { RecordingDesk } from './world.ts';

const config: BotConfig = {
  appId: 'local',
  tenantId: TENANT_ID,
  type: 'SingleTenant',
  cloud: publicCloud(TENANT_ID),
  anonymousLoopback: true,
};

describe('the anonymous local mode', () => {
  let desk: RecordingDesk;
  let bot: Bot;
  let server: Server;
  let port: number;
  const clock = virtualClock(0, () => {});

  beforeEach(async () => {
    desk = recordingDesk();
    bot = createBot(config, { inbound: desk, fetch, clock, wallClock: clock, log: silentLog });
    server = createServer((req, res) => void bot.handler(req, res));
    server.listen(0);
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => server.close());

  const hello = (serviceUrl = 'http://localhost:56150/_connector') => ({
    type: 'message',
    text: 'hello',
    channelId: 'msteams',
    serviceUrl,
    from: { id: 'user-1', aadObjectId: '00000000-0000-0000-0000-000000000020' },
    conversation: { id: 'personal-1', conversationType: 'personal' },
  });
  const post = (host: string, activity: unknown, headers: Record<string, string> = {}) =>
    fetch(`http://${host}:${port}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(activity),
    }).then((answer) => answer.status);

  it('accepts requests from this machine without a token', async () => {
    expect(await post('127.0.0.1', hello())).toBe(200);
    expect(desk.calls).toMatchObject([{ to: 'message', args: [{ tenantId: TENANT_ID }, 'hello', undefined] }]);
    expect(bot.health()).toMatchObject({ ok: true });
  });

  it.each([
    ['a request with an X-Forwarded-For header', hello(), { 'x-forwarded-for': '203.0.113.9' }],
    ['a request with a Forwarded header', hello(), { forwarded: 'for=203.0.113.9' }],
    ['a service address on another machine', hello('https://evil.example/'), {}],
  ])('answers 403 to %s', async (_what, activity, headers) => {
    expect(await post('127.0.0.1', activity, headers as Record<string, string>)).toBe(403);
    expect(desk.calls).toEqual([]);
  });

  it('answers 403 to a caller that is not on loopback', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((face) => face?.internal === false && face.family === 'IPv4')?.address;
    if (outside === undefined) {
      // Without a network, simulate an outside caller by overriding the socket's remote address.
      server.on('connection', (socket) => Object.defineProperty(socket, 'remoteAddress', { value: '203.0.113.9' }));
    }
    expect(await post(outside ?? '127.0.0.1', hello())).toBe(403);
    expect(desk.calls).toEqual([]);
  });

  it('sends messages without a token', async () => {
    const seen: (string | undefined)[] = [];
    const connector = createServer((req, res) => {
      seen.push(req.headers.authorization);
      res.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
    });
    connector.listen(0, '127.0.0.1');
    await once(connector, 'listening');
    const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
    const card = { type: 'AdaptiveCard', version: '1.5' } as const;
    const to = { id: 'c', serviceUrl, tenantId: TENANT_ID, kind: 'personal' } as const;
    expect(await bot.chat.send(to, { card, summary: 'x' })).toEqual({ activityId: '1' });
    expect(seen).toEqual([undefined]);
    connector.close();
  });

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['128.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['127.0.0.1.evil.example', false],
    [undefined, false],
  ])('classifies the address %s as loopback: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });

  it.each([
    ['http://localhost:1/', true],
    ['http://[::1]:1/', true],
    ['http://127.0.0.1/x', true],
    ['http://127.0.0.1@evil.example/', false],
    ['http://localhost.evil.example/', false],
    ['nonsense', false],
  ])('classifies the URL %s as loopback: %s', (url, expected) => {
    expect(isLoopbackUrl(url)).toBe(expected);
  });
});

describe('an unsafe or incomplete bot configuration', () => {
  const good: BotConfig = {
    appId: 'a',
    tenantId: 't',
    type: 'SingleTenant',
    credential: { secret: 's' },
    cloud: publicCloud('t'),
  };
  const clock = virtualClock(0, () => {});
  const make = (change: Partial<BotConfig>) => () =>
    createBot({ ...good, ...change }, { inbound: recordingDesk(), fetch, clock, wallClock: clock, log: silentLog });
  const { credential: _none, ...withoutCredential } = good;

  it.each([
    ['an empty app id, which would switch the SDK’s authentication off', make({ appId: ' ' }), 'appId'],
    ['a missing tenant', make({ tenantId: '' }), 'tenantId'],
    ['an empty cloud address', make({ cloud: { ...good.cloud, OAuthUrl: '' } }), 'OAuthUrl'],
    ['a managed identity of the wrong type', make({ credential: { managedIdentity: true } }), 'UserAssignedMSI'],
    [
      'a missing credential',
      () =>
        createBot(withoutCredential, {
          inbound: recordingDesk(),
          fetch,
          clock,
          wallClock: clock,
          log: silentLog,
        }),
      'credential',
    ],
  ])('is refused for %s', (_what, create, words) => {
    expect(create).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error);
    expect(create).toThrow(words);
  });
});
