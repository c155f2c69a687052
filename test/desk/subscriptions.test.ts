import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SINGLE_INSTANCE, type DeskDeps } from '../../desk/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import type { Subscription } from '../../desk/ports/subscriptions.ts';
import { subscriptionKeeper } from '../../desk/visits/calendars/subscription-keeper.ts';
import { LIFE_MS, RENEW_BEFORE_MS, subscriptionPlan } from '../../desk/visits/calendars/subscription-plan.ts';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { graphWorld, type GraphWorld } from '../graph/graph-world.ts';

const HOUR = 3_600_000;
const URL_OF_US = 'https://callboard.example/hooks/graph/now';

describe('the plan for calendar subscriptions', () => {
  const mail = fc.constantFrom('ana@msp.example', 'ben@msp.example', 'Chris@MSP.example', 'dana@msp.example');
  const known = fc.array(
    fc.record({
      mail,
      endsAt: fc.integer({ min: -10, max: 3 * LIFE_MS }),
      notifyUrl: fc.constantFrom(URL_OF_US, 'https://callboard.example/hooks/graph/before', 'https://other.example/x'),
    }),
    { maxLength: 12 },
  );

  it('leaves each calendar with one live subscription of ours and touches nobody else’s', () => {
    fc.assert(
      fc.property(fc.uniqueArray(mail), known, (wanted, list) => {
        const all = list.map((one, n): Subscription => ({ ...one, id: String(n) }));
        const now = 0;
        const plan = subscriptionPlan({ now, wanted, known: all, notifyUrl: URL_OF_US, asked: new Set() });
        const ended = new Set(plan.end.map(({ id }) => id));
        const left = all.filter((one) => !ended.has(one.id) && one.endsAt > now && one.notifyUrl === URL_OF_US);
        const after = [...left.map((one) => one.mail.toLowerCase()), ...plan.make].sort();
        expect(after).toEqual(wanted.map((one) => one.toLowerCase()).sort());
        expect(plan.end.filter((one) => one.notifyUrl.startsWith('https://other'))).toEqual([]);
        const short = left.filter((one) => one.endsAt - now <= RENEW_BEFORE_MS).map(({ id }) => id);
        expect(plan.renew.map(({ id }) => id).sort()).toEqual(short.sort());
      }),
    );
  });
});

describe('the desk’s calendar subscriptions', () => {
  let world: GraphWorld;
  let store: Store;
  let us: Server;
  beforeEach(async () => {
    world = await graphWorld({
      seed: (sim) => {
        for (const name of ['Ana', 'Ben'])
          sim.seed.user({ displayName: name, mail: `${name.toLowerCase()}@msp.example` });
      },
    });
    store = await openSqliteStore({ path: ':memory:', log });
    await store.migrate();
    await person('ana');
    await person('ben');
    // Somebody who answers the handshake.
    us = createServer((req, res) => {
      world.clock.middleware(req, res, () => {
        res.writeHead(200, { 'content-type': 'text/plain' });
        res.end(new URL(req.url ?? '', 'http://x').searchParams.get('validationToken'));
      });
    });
    us.listen(0, '127.0.0.1');
    await once(us, 'listening');
    world.sim.notices.reach('https://callboard.example', `http://127.0.0.1:${(us.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    us.closeAllConnections();
    us.close();
    await store.close();
    await world.stop();
  });

  async function person(key: string, active = true) {
    const old = await store.get('people', key);
    const data = {
      id: key,
      name: key,
      agentId: key,
      mail: `${key}@msp.example`,
      roles: ['technician'],
      timeZone: 'Europe/London',
      language: 'en',
      matched: 'mail',
      active,
    } as const;
    await store.commit([
      old ? { op: 'put', c: 'people', id: key, data, expect: old.v } : { op: 'insert', c: 'people', id: key, data },
    ]);
  }
  /** A desk over the world as it is; each call is a new life of it. */
  function desk() {
    const port = world.graph.background.subscriptions;
    if (!port) throw new Error('notices are not configured');
    const keep = subscriptionKeeper({ port, publicUrl: () => 'https://callboard.example' });
    const deps = { store, clock: world.clock, log, instances: SINGLE_INSTANCE } as unknown as DeskDeps;
    let first = true;
    return async () => {
      const rest = await world.during(() => keep(deps, { first }), 5_000);
      first = false;
      return rest;
    };
  }
  const rows = () => [...world.sim.state.subscriptions.values()].filter((row) => row.expiresAt > world.clock.now());
  const ids = () => rows().map(({ id }) => id);
  const whose = () => rows().map(({ resource }) => resource.split('/')[2]);

  it('stay alive for weeks and are renewed in time, even when Graph grants less than requested', async () => {
    const looks = desk();
    await looks();
    const made = ids();
    expect(whose().sort()).toEqual(['ana@msp.example', 'ben@msp.example']);
    // Graph may shorten any of them.
    for (const row of rows()) row.expiresAt = world.clock.now() + 30 * HOUR;
    for (let hours = 0; hours < 21 * 24; hours += 6) {
      await world.clock.advance(6 * HOUR);
      await looks();
      expect(ids()).toEqual(made);
    }
  });

  it('are found after a restart and not created twice', async () => {
    await desk()();
    const made = ids();
    await desk()();
    expect(ids()).toEqual(made);
  });

  it('end when a person leaves and begin when one arrives', async () => {
    const looks = desk();
    await looks();
    await person('ben', false);
    world.sim.seed.user({ displayName: 'Chris', mail: 'chris@msp.example' });
    await person('chris');
    await world.clock.advance(HOUR);
    await looks();
    expect(whose().sort()).toEqual(['ana@msp.example', 'chris@msp.example']);
  });

  it('are retried hourly for a mailbox that refuses them, without affecting the others', async () => {
    await person('ghost');
    const looks = desk();
    await looks();
    const asked = () =>
      world.sim.journal.exchanges.filter(({ method, url }) => method === 'POST' && /subscr/.test(url));
    expect(asked()).toHaveLength(3);
    await world.clock.advance(HOUR / 2);
    await looks();
    expect(asked()).toHaveLength(3);
    await world.clock.advance(HOUR);
    world.sim.seed.user({ displayName: 'Ghost', mail: 'ghost@msp.example' });
    await looks();
    expect(whose()).toContain('ghost@msp.example');
  });

  it('wait until Graph answers again', async () => {
    const looks = desk();
    world.sim.faults.down(10 * HOUR);
    expect(await looks()).toBeLessThan(HOUR);
    expect(ids()).toEqual([]);
    world.sim.faults.clear();
    await world.clock.advance(10 * HOUR);
    await looks();
    expect(ids()).toHaveLength(2);
  });
});
