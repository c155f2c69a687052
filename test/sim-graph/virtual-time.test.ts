import { describe, expect, test } from 'vitest';
import { silentLog } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import { createGraphSimulator, FAULTS } from '../../sim/graph/index.ts';
import { APP, GRANTED, HOUR, MINUTE, SECRET, START, subscriber, TENANT, utc } from './tenant.ts';

describe('the simulator on a virtual clock', () => {
  test('delays answers and late effects in virtual time', async () => {
    const clock = virtualClock(START, (name, error) => {
      throw new Error(`task ${name} failed`, { cause: error });
    });
    const graph = createGraphSimulator({
      clock,
      tenant: TENANT,
      clientId: APP,
      clientSecret: SECRET,
      log: silentLog,
      granted: GRANTED,
    });
    const bot = await subscriber();
    const listening = await graph.listen();
    graph.notices.reach('https://callboard.example', bot.url);
    graph.seed.user({ displayName: 'Ana Moreau', mail: 'ana@msp.example' });
    graph.settings.latencyMs = 250;
    try {
      const work = clock.enter(async () => {
        const form = {
          grant_type: 'client_credentials',
          client_id: APP,
          client_secret: SECRET,
          scope: 'https://graph.microsoft.com/.default',
        };
        const signIn = await clock.fetch(`${listening.url}/${TENANT}/oauth2/v2.0/token`, {
          method: 'POST',
          body: new URLSearchParams(form),
        });
        const { access_token: token } = (await signIn.json()) as { access_token: string };
        const post = (path: string, body: unknown) =>
          clock.fetch(`${listening.url}/v1.0${path}`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
        const subscribed = await post('/subscriptions', {
          changeType: 'created',
          notificationUrl: 'https://callboard.example/graph',
          resource: '/users/ana@msp.example/events',
          expirationDateTime: new Date(START + HOUR).toISOString(),
          clientState: 'secret',
        });
        graph.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/users/*/events' }, 20_000));
        const late = await post('/users/ana@msp.example/events', { start: utc(START), end: utc(START + HOUR) });
        return { statuses: [subscribed.status, late.status], took: clock.now() - START };
      });
      await clock.runUntil(START + 10_000);
      expect(await work).toEqual({ statuses: [201, 504], took: 250 });
      expect(graph.human.calendar('ana@msp.example')).toEqual([]);
      await clock.runUntil(START + MINUTE);
      expect(graph.human.calendar('ana@msp.example')).toMatchObject([{ createdAt: START + 20_500 }]);
      await bot.until(1);
      expect(bot.heard[0]?.body.value).toMatchObject([{ changeType: 'created' }]);
    } finally {
      await Promise.all([listening.close(), bot.close()]);
    }
  });
});
