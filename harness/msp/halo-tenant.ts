import type { HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import { mailOf, standardSla } from '../team.ts';

/** What the small MSP has in HaloPSA: agents, all on one team and at work from 8 to 18, and two clients with a contract. */
export interface HaloTenant {
  /** Halo's agent ids. */
  readonly agents: Readonly<Record<'ana' | 'ben' | 'chris', number>>;
  /** Clients and their contacts. */
  readonly clients: Readonly<Record<'contoso' | 'fabrikam', { id: number; contact: number; contract: number }>>;
}

export function seedHaloTenant(
  halo: HaloSimulator,
  o: {
    /** More agents than the three. */
    readonly extra: readonly { readonly key: string; readonly name: string }[];
    readonly contractsFrom: number;
  },
): HaloTenant {
  const workday = halo.seed.workday({ name: 'Office', timezone: 'Europe/London', start: '08:00', end: '18:00' });
  const team = halo.seed.team('Service Desk');
  const sla = standardSla(halo);
  const agent = (key: string, name: string) =>
    halo.seed.agent({ name, email: mailOf({ key }), teams: [team.name], workday_id: workday.id }).id;
  const agents = {
    ana: agent('ana', 'Ana Moreau'),
    ben: agent('ben', 'Ben Okafor'),
    chris: agent('chris', 'Chris Lindqvist'),
  };
  for (const { key, name } of o.extra) agent(key, name);
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
    agents,
    clients: {
      contoso: client('Contoso Dental', 'Erika Beispiel', 'erika@contoso.example'),
      fabrikam: client('Fabrikam Print', 'Tom Archer', 'tom@fabrikam.example'),
    },
  };
}
