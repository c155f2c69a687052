import { createHaloPsa } from '../../psa/halopsa/index.ts';
import { silentLog } from '../../model/log.ts';
import { createHaloSimulator, type HaloSimulator, type HaloSimulatorOptions } from '../../sim/psa/halopsa/index.ts';
import { SUMMER_MONDAY, worldClock, type WorldClock } from '../helpers/world-clock.ts';
import type { PsaUnderTest } from './psa-under-test.ts';

export const MONDAY = SUMMER_MONDAY;

export interface HaloWorld extends PsaUnderTest, Pick<WorldClock, 'clock' | 'during'> {
  readonly halo: HaloSimulator;
  readonly url: string;
}

/** A simulated Halo tenant behind real HTTP, and our connector connected to it. */
export async function haloWorld(options: Partial<HaloSimulatorOptions> & { rate?: number } = {}): Promise<HaloWorld> {
  const { clock, during, settled } = worldClock();
  const halo = createHaloSimulator({
    clock,
    tenant: 'acme',
    clientId: 'callboard',
    clientSecret: 'correct-horse-battery',
    log: silentLog,
    limit: { requests: 100_000, windowMs: 300_000 },
    ...options,
  });
  const server = await halo.listen();
  const { url } = server;
  const { seed, people } = halo;
  const sla = seed.sla('Silver', [
    { name: 'Critical', respond: 0.5, fix: 4 },
    { name: 'High', respond: 1, fix: 8 },
    { name: 'Medium', respond: 4, fix: 24 },
    { name: 'Low', respond: 8, fix: 72 },
  ]);
  const desk = seed.team('Service Desk');
  seed.team('Projects');
  seed.category('Hardware');
  const london = seed.workday({ name: 'UK', timezone: 'GMT Standard Time', start: '08:30', end: '17:00' });
  const wifi = seed.qualification('Wi-Fi');
  const ana = seed.agent({
    name: 'Ana Moreau',
    email: 'ana@acme.example',
    teams: [desk.name],
    workday_id: london.id,
    qualifications: [{ id: wifi.id, date: Date.UTC(2026, 0, 15) }],
  });
  const ben = seed.agent({ name: 'Ben Okafor', teams: [desk.name] });
  const client = seed.client({ name: 'Contoso Dental', sla_id: sla.id, pritech: ana.id, notes: '<p>Ring twice</p>' });
  const site = seed.site({
    name: 'Head office',
    client_id: client.id,
    timezone: 'GMT Standard Time',
    address: '1 Harbour Street, London',
    lat: 51.5,
    long: -0.1,
  });
  const user = seed.user({
    name: 'Erika Beispiel',
    client_id: client.id,
    site_id: site.id,
    emailaddress: 'erika@contoso.example',
    isimportantcontact: true,
  });
  seed.contract({
    client_id: client.id,
    ref: 'Managed workplace',
    start_date: MONDAY - 86_400_000,
    end_date: MONDAY + 30 * 86_400_000,
    sla_id: sla.id,
  });
  const psa = createHaloPsa(
    {
      baseUrl: `${url}/api`,
      authUrl: `${url}/auth`,
      tenant: 'acme',
      clientId: 'callboard',
      clientSecret: 'correct-horse-battery',
      outcomes: { internalNote: 'Private Note', clientNote: '8' },
      ratePerFiveMinutes: options.rate ?? 100_000,
      webhook: { user: 'halo', password: 'hook-password' },
    },
    { fetch: clock.fetch, clock, log: silentLog },
  );

  return {
    psa,
    halo,
    clock,
    url,
    clientId: String(client.id),
    siteId: String(site.id),
    ana: String(ana.id),
    ben: String(ben.id),
    knowsHours: true,
    newTicket: (title) =>
      String(people.newTicket({ summary: title, details: 'Every page', client_id: client.id, user_id: user.id }).id),
    people: {
      assign: (id, agentId) => people.assign(Number(id), agentId === undefined ? undefined : Number(agentId)),
      close: (id) => people.close(Number(id)),
      merge: (id, into) => people.merge(Number(id), Number(into)),
      remove: (id) => people.remove(Number(id)),
      rename: (id, title) => people.rename(Number(id), title),
      rewrite: (id, description) => people.rewrite(Number(id), description),
      note: (id, text) => void people.note(Number(id), text),
      book: (id, agentId, minutes) =>
        void people.note(Number(id), 'done', { by: Number(agentId), hidden: true, hours: minutes / 60 }),
      score: (id, score) => void seed.feedback({ ticket_id: Number(id), score, date: clock.now() }),
    },
    hook(ids, forged) {
      const secret = `halo:${forged ? 'guessed' : 'hook-password'}`;
      const events = ids.map((id) => ({ event: 'Updated', ticket: { id: Number(id), summary: 'x' } }));
      return {
        headers: { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
        raw: new TextEncoder().encode(JSON.stringify(events.length === 1 ? events[0] : events)),
      };
    },
    moment: () => clock.advance(1_000),
    now: () => clock.now(),
    during,
    async stop() {
      await server.close();
      settled();
    },
  };
}
