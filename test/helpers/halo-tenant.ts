import type { Copies } from '../../desk/index.ts';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Log } from '../../model/log.ts';
import { createHaloPsa } from '../../psa/halopsa/halo-psa.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import type { Exchange } from '../../sim/psa/halopsa/index.ts';
import { createHaloSimulator, type HaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import type { Way } from './msp-options.ts';

const LOGIN = { tenant: 'northwind', clientId: 'callboard', clientSecret: 'correct-horse-battery' };
const HALO_LIMIT = { requests: 500, windowMs: 300_000 };

/** The MSP's HaloPSA: its agents, all on one team and at work from 8 to 18, and two clients with a contract. */
export interface HaloTenant {
  readonly halo: HaloSimulator;
  /** Halo's agent ids. */
  readonly agents: Readonly<Record<'ana' | 'ben' | 'chris', number>>;
  /** Clients and their contacts. */
  readonly clients: Readonly<Record<'contoso' | 'fabrikam', { id: number; contact: number; contract: number }>>;
  /** How one process reaches it. */
  psa(way: Pick<Way, 'fetch' | 'clock'>, share: Copies): PsaPort;
  close(): Promise<void>;
}

export async function haloTenant(o: {
  readonly clock: VirtualClock;
  readonly log: Log;
  /** More agents than the three. */
  readonly extra: readonly { readonly key: string; readonly name: string }[];
  readonly contractsFrom: number;
  readonly limit?: { readonly requests: number; readonly windowMs: number };
  /** Hears every request and answer from the first one on. */
  readonly watch?: (exchange: Exchange) => void;
}): Promise<HaloTenant> {
  const { clock, log, limit = HALO_LIMIT } = o;
  const halo = createHaloSimulator({ clock, ...LOGIN, log, limit });
  if (o.watch) halo.journal.listen(o.watch);
  const at = await halo.listen();
  const workday = halo.seed.workday({ name: 'Office', timezone: 'Europe/London', start: '08:00', end: '18:00' });
  const team = halo.seed.team('Service Desk');
  const sla = standardSla(halo);
  const agent = (name: string, mail: string) =>
    halo.seed.agent({ name, email: mail, teams: [team.name], workday_id: workday.id }).id;
  const agents = {
    ana: agent('Ana Moreau', 'ana@northwind-msp.example'),
    ben: agent('Ben Okafor', 'ben@northwind-msp.example'),
    chris: agent('Chris Lindqvist', 'chris@northwind-msp.example'),
  };
  for (const person of o.extra) agent(person.name, `${person.key}@northwind-msp.example`);
  const client = (name: string, contactName: string, mail: string) => {
    const row = halo.seed.client({ name, sla_id: sla.id });
    const site = halo.seed.site({
      client_id: row.id,
      name: 'Head office',
      address: `1 ${name.split(' ')[0] ?? ''} Street, London`,
      lat: 51.51,
      long: -0.12,
    });
    const user = halo.seed.user({ name: contactName, emailaddress: mail, client_id: row.id, site_id: site.id });
    const contract = halo.seed.contract({
      client_id: row.id,
      ref: `${name} gold`,
      sla_id: sla.id,
      start_date: o.contractsFrom,
    });
    return { id: row.id, contact: user.id, contract: contract.id };
  };
  return {
    halo,
    agents,
    clients: {
      contoso: client('Contoso Dental', 'Erika Beispiel', 'erika@contoso.example'),
      fabrikam: client('Fabrikam Print', 'Tom Archer', 'tom@fabrikam.example'),
    },
    psa: (way, share) =>
      createHaloPsa(
        {
          baseUrl: `${at.url}/api`,
          authUrl: `${at.url}/auth`,
          ...LOGIN,
          outcomes: { internalNote: 'Private Note' },
          ratePerFiveMinutes: limit.requests,
        },
        { fetch: way.fetch, clock: way.clock, log, share },
      ),
    close: () => at.close(),
  };
}

/** The promise that most clients have, in business hours. */
export function standardSla(halo: HaloSimulator) {
  return halo.seed.sla('Standard', [
    { name: 'Critical', respond: 0.25, fix: 4 },
    { name: 'High', respond: 0.5, fix: 8 },
    { name: 'Medium', respond: 2, fix: 24 },
    { name: 'Low', respond: 8, fix: 72 },
  ]);
}
