import { parseSkillMatrix, type SkillMatrix } from '../routing/index.ts';
import type { HaloSimulator } from '../sim/psa/halopsa/index.ts';
import type { SimPerson } from '../sim/teams/index.ts';
import { SKILL_OF } from '../sim/world/skills.ts';

/** The MSP that the benchmarks run in: one dispatcher and as many technicians as wanted, all able to do everything. */
export const APP_ID = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
export const TENANT_ID = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';
export const HALO_LOGIN = { tenant: 'northwind', clientId: 'callboard-bench', clientSecret: 'a-secret-of-the-bench' };
export const HOOK = { user: 'halo', password: 'a-password-of-the-bench', path: 'a-path-of-the-bench' };
export const DISPATCHER = { key: 'dana', name: 'Dana Whitfield', role: 'Dispatcher' };

const SKILLS = [...new Set(Object.values(SKILL_OF))];
const ALWAYS = ['00:00', '23:59'] as const;

export interface BenchTechnician {
  readonly key: string;
  readonly name: string;
}
export const mailOf = (person: { readonly key: string }): string => `${person.key}@northwind-msp.example`;

export function technicians(count: number): BenchTechnician[] {
  return Array.from({ length: count }, (_, n) => ({ key: `tech${n + 1}`, name: `Tech Number${n + 1}` }));
}

export function teamsPeople(team: readonly BenchTechnician[]): SimPerson[] {
  return [DISPATCHER, ...team.map((technician) => ({ ...technician, role: 'Technician, L2' }))].map((person) => ({
    ...person,
    mail: mailOf(person),
  }));
}

export function skillTable(team: readonly BenchTechnician[]): SkillMatrix {
  const rows = team.flatMap((technician) =>
    SKILLS.map((skill) => `${technician.name},${mailOf(technician)},L2,London,${skill},2,bench,2026-05-01`),
  );
  return parseSkillMatrix(['technician,mail,tier,home,skill,level,evidence,date', ...rows].join('\n'));
}

/** Sets the tenant up; `hours`: nobody ever goes home, or nine hours on working days. Gives the clients' ids. */
export function seedTenant(
  halo: HaloSimulator,
  team: readonly BenchTechnician[],
  hours: 'always' | 'working days',
): { id: number; contact: number; contract: number }[] {
  const { seed } = halo;
  const workday = seed.workday(
    hours === 'always'
      ? { name: 'Always', timezone: 'UTC', days: Array.from({ length: 7 }, () => ALWAYS) }
      : { name: 'Office', timezone: 'Europe/London', start: '08:00', end: '17:00' },
  );
  const desk = seed.team('Service Desk');
  for (const technician of team) {
    seed.agent({ name: technician.name, email: mailOf(technician), teams: [desk.name], workday_id: workday.id });
  }
  const sla = seed.sla('Standard', [
    { name: 'Critical', respond: 0.25, fix: 4 },
    { name: 'High', respond: 0.5, fix: 8 },
    { name: 'Medium', respond: 2, fix: 24 },
    { name: 'Low', respond: 8, fix: 72 },
  ]);
  return ['Contoso Dental', 'Fabrikam Print', 'Tailspin Toys'].map((name, n) => {
    const { id } = seed.client({ name, sla_id: sla.id });
    const site = seed.site({ client_id: id, name: 'Head office' });
    const mail = `contact${n}@client.example`;
    const user = seed.user({ name: `Contact ${n}`, emailaddress: mail, client_id: id, site_id: site.id });
    const contract = seed.contract({ client_id: id, ref: `${name} gold`, sla_id: sla.id, start_date: 0 });
    return { id, contact: user.id, contract: contract.id };
  });
}

/** Everyday tickets, one after the other. */
export function ticketText(n: number): { summary: string; details: string } {
  const texts = [
    ['Printer on the second floor jams', 'It jams on every second page since this morning.'],
    ['Outlook will not open', 'Outlook crashes when I start it. I have restarted twice. Please call me. Erika'],
    ['Cannot log in to Windows', 'It says my password has expired and the new one is not accepted.'],
    ['Wifi is slow in the meeting room', 'Video calls break off. Two of us see it, with different laptops.'],
    ['New monitor stays black', 'The cable is in, the light is orange. I need it for the month-end closing.'],
    ['VPN drops every ten minutes', 'From home, on the company laptop, since the update of last night.'],
  ] as const;
  const [summary, details] = texts[n % texts.length] ?? texts[0];
  return { summary: `${summary} (${n})`, details };
}
