import type { HaloSimulator } from '../sim/psa/halopsa/index.ts';
import { SKILL_OF } from '../sim/world/skills.ts';

/**
 * A service desk without anything particular: as many technicians as wanted, all good enough at everything, and a few
 * clients on the same terms. For benches and soaks, where chance or load decides and not who somebody is.
 */
export interface Member {
  readonly key: string;
  readonly name: string;
  /** What Teams says beside the name. */
  readonly role: string;
}
export const DISPATCHER: Member = { key: 'dana', name: 'Dana Whitfield', role: 'Dispatcher' };
export const MANAGER: Member = { key: 'mara', name: 'Mara Feld', role: 'Manager' };

const CLIENTS = [
  'Contoso Dental',
  'Fabrikam Print',
  'Tailspin Toys',
  'Litware Legal',
  'Proseware Media',
  'Wingtip Sports',
  'Woodgrove Savings',
  'Adatum Logistics',
];
const ALWAYS = ['00:00', '23:59'] as const;

/** Everybody's address at the MSP. */
export const mailOf = ({ key }: Pick<Member, 'key'>): string => `${key}@northwind-msp.example`;

export function technicians(count: number): Member[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `tech${n + 1}`,
    name: `Tech Number${n + 1}`,
    role: 'Technician, L2',
  }));
}

/** The skill matrix of people who are good enough at everything, as CSV. */
export function allSkills(team: readonly Pick<Member, 'key' | 'name'>[]): string {
  const skills = [...new Set(Object.values(SKILL_OF))];
  const rows = team.flatMap((member) =>
    skills.map((skill) => `${member.name},${mailOf(member)},L2,London,${skill},2,daily work,2026-05-01`),
  );
  return ['technician,mail,tier,home,skill,level,evidence,date', ...rows, ''].join('\n');
}

export interface SeededClient {
  readonly id: number;
  readonly contact: number;
  readonly contract: number;
}

/** Puts the desk into an empty HaloPSA. Gives Halo's ids. */
export function seedTeam(
  halo: HaloSimulator,
  o: {
    readonly team: readonly Member[];
    /** Nobody ever goes home, or nine hours on working days. */
    readonly hours: 'always' | 'working days';
    /** Eight at most. */
    readonly clients: number;
  },
): { readonly agents: readonly number[]; readonly clients: readonly SeededClient[] } {
  const { seed } = halo;
  const workday = seed.workday({
    timezone: 'Europe/London',
    ...(o.hours === 'always'
      ? { name: 'Always', days: Array.from({ length: 7 }, () => ALWAYS) }
      : { name: 'Office', start: '08:00', end: '17:00' }),
  });
  const desk = seed.team('Service Desk');
  const agents = o.team.map(
    (member) => seed.agent({ name: member.name, email: mailOf(member), teams: [desk.name], workday_id: workday.id }).id,
  );
  const sla = standardSla(halo);
  const clients = CLIENTS.slice(0, o.clients).map((name, n) => {
    const { id } = seed.client({ name, sla_id: sla.id });
    const site = seed.site({ client_id: id, name: 'Head office' });
    const contact = seed.user({
      name: `Contact ${n + 1}`,
      emailaddress: `contact${n + 1}@client.example`,
      client_id: id,
      site_id: site.id,
    });
    const contract = seed.contract({ client_id: id, ref: `${name} gold`, sla_id: sla.id, start_date: 0 });
    return { id, contact: contact.id, contract: contract.id };
  });
  return { agents, clients };
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
