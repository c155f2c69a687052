import type { Tier } from '../../model/client.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import { randomOf } from './random.ts';
import type { Arrival, PastTicket, World, WorldClient } from './world.ts';

const DAY = 86_400_000;

/** The ids of the world's objects in Halo. */
export interface SeededHalo {
  /** Maps a technician's key to their agent id. */
  readonly agents: ReadonlyMap<string, number>;
  /** The generated ticket behind each Halo ticket id; `arrive` adds new ones. */
  readonly tickets: Map<number, Arrival>;
  /** Creates a ticket in Halo as if it arrived by mail, portal or monitoring. */
  readonly arrive: (arrival: Arrival) => number;
}

type Target = Pick<HaloSimulator, 'seed' | 'people'>;

/**
 * Hours to respond and to fix, P1 to P4, by tier. Gold is from the reference "Measuring dispatch honestly"; the other
 * tiers are looser.
 */
const TARGETS: Readonly<Record<Tier, readonly (readonly [respond: number, fix: number])[]>> = {
  gold: [
    [0.25, 4],
    [0.5, 8],
    [2, 24],
    [8, 72],
  ],
  silver: [
    [0.5, 6],
    [1, 12],
    [4, 36],
    [12, 96],
  ],
  bronze: [
    [1, 8],
    [2, 24],
    [8, 72],
    [24, 120],
  ],
  none: [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ],
};
const SLA_NAMES: Readonly<Record<Tier, string>> = {
  gold: 'Gold',
  silver: 'Silver',
  bronze: 'Bronze',
  none: 'Best effort',
};
const PRIORITIES = ['P1 Critical', 'P2 High', 'P3 Normal', 'P4 Low'];
/** Halo uses Windows time zone names. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'Europe/London': 'GMT Standard Time',
  'America/New_York': 'Eastern Standard Time',
};
const ALERT = 21;

/** Fills an empty simulated Halo tenant with the world's people, clients and history. Use once per tenant. */
export function seedHalo(world: World, halo: Target): SeededHalo {
  const agents = seedAgents(world, halo);
  const clients = seedClients(world, halo, agents);
  const tickets = new Map<number, Arrival>();
  const fields = (arrival: Arrival) => {
    const client = clients.get(arrival.client.name);
    if (client === undefined) throw new RangeError(`${arrival.client.name} is not a client of this world`);
    const user = arrival.contact === undefined ? undefined : client.users.get(arrival.contact.mail);
    return {
      summary: arrival.title,
      details: arrival.channel === 'mail' ? asHtml(arrival.body) : arrival.body,
      client_id: client.id,
      team: 'Service Desk',
      tickettype_id: arrival.channel === 'monitoring' ? ALERT : 1,
      ...(user === undefined ? {} : { user_id: user }),
      ...(client.contract === undefined ? {} : { contract_id: client.contract }),
    };
  };
  for (const past of world.history) {
    const row = seedPast(world, halo, past, fields(past), agents);
    tickets.set(row.id, past);
    if (past.closedAt !== undefined && past.contact !== undefined) seedFeedback(world, halo, row.id, past);
  }
  const arrive = (arrival: Arrival) => {
    const { id } = halo.people.newTicket(fields(arrival));
    tickets.set(id, arrival);
    return id;
  };
  return { agents, tickets, arrive };
}

function seedAgents(world: World, { seed }: Target): ReadonlyMap<string, number> {
  for (const team of ['Service Desk', 'Infrastructure']) seed.team(team);
  const ids = new Map<string, number>();
  for (const { key, name, mail, timeZone, hours, tier, skills, leave } of world.technicians) {
    const [start, end] = hours;
    const workday = seed.workday({
      name: `${name}’s hours`,
      timezone: WINDOWS_ZONES[timeZone] ?? timeZone,
      start,
      end,
    });
    const { id } = seed.agent({
      name,
      email: mail,
      teams: tier === 'L3' ? ['Infrastructure', 'Service Desk'] : ['Service Desk'],
      qualifications: skills.map((skill) => ({ id: seed.qualification(skill.name).id })),
      workday_id: workday.id,
    });
    ids.set(key, id);
    if (leave !== undefined) seed.holiday({ name: leave.reason, agent_id: id, date: leave.start, end_date: leave.end });
  }
  for (const { name, mail } of world.staff) seed.agent({ name, email: mail });
  for (const { of, subject, start, end } of world.meetings) {
    seed.appointment({ agent_id: ids.get(of) ?? 0, subject, start_date: start, end_date: end });
  }
  return ids;
}

interface SeededClient {
  readonly id: number;
  readonly contract: number | undefined;
  /** Maps a mail address to a user id. */
  readonly users: ReadonlyMap<string, number>;
}

function seedClients(
  world: World,
  halo: Target,
  agents: ReadonlyMap<string, number>,
): ReadonlyMap<string, SeededClient> {
  const slas = new Map<Tier, number>();
  const office = halo.seed.workday({ name: 'Office hours', timezone: world.timeZone, start: '08:00', end: '18:00' });
  for (const tier of ['gold', 'silver', 'bronze', 'none'] as const) {
    const priorities = TARGETS[tier].map(([respond, fix], i) => ({ name: PRIORITIES[i] ?? '', respond, fix }));
    // Gold targets run around the clock; the other tiers' count office hours only.
    slas.set(tier, halo.seed.sla(SLA_NAMES[tier], priorities, tier === 'gold' ? undefined : office).id);
  }
  return new Map(
    world.clients.map((client) => [client.name, seedClient(world, halo, client, agents, slas.get(client.tier))]),
  );
}

function seedClient(
  world: World,
  { seed }: Target,
  client: WorldClient,
  agents: ReadonlyMap<string, number>,
  sla: number | undefined,
): SeededClient {
  const [first, second] = client.preferred.map((key) => agents.get(key));
  const { id } = seed.client({
    name: client.name,
    ...(sla === undefined ? {} : { sla_id: sla }),
    ...(client.note === undefined ? {} : { notes: client.note }),
    ...(first === undefined ? {} : { pritech: first }),
    ...(second === undefined ? {} : { sectech: second }),
  });
  const sites = client.sites.map(({ name, address, timeZone, point }) =>
    seed.site({
      name,
      address,
      client_id: id,
      timezone: WINDOWS_ZONES[timeZone] ?? timeZone,
      lat: point.lat,
      long: point.lon,
    }),
  );
  const users = client.contacts.map(({ name, mail, vip, site }): [string, number] => {
    const at = sites[site];
    return [
      mail,
      seed.user({ name, client_id: id, emailaddress: mail, isimportantcontact: vip, ...(at ? { site_id: at.id } : {}) })
        .id,
    ];
  });
  const contract =
    client.tier === 'none' || sla === undefined
      ? undefined
      : seed.contract({
          client_id: id,
          ref: `${SLA_NAMES[client.tier]} support ${client.name}`,
          start_date: world.now - 700 * DAY,
          sla_id: sla,
          ...(client.agreementEnds === undefined ? {} : { end_date: client.agreementEnds }),
        }).id;
  return { id, contract, users: new Map(users) };
}

function seedPast(
  world: World,
  { people }: Target,
  past: PastTicket,
  fields: Parameters<Target['people']['newTicket']>[0],
  agents: ReadonlyMap<string, number>,
) {
  const agent = past.by === undefined ? undefined : agents.get(past.by);
  const priority = past.truth.outage ? 1 : randomOf(world.seed, 'priority', past.key).pick([2, 3, 3, 3, 3, 4]);
  const common = { ...fields, priority_id: priority, dateoccurred: past.at };
  if (past.closedAt === undefined || agent === undefined) {
    return people.newTicket({ ...common, ...(agent === undefined ? { priority_id: 3 } : { agent_id: agent }) });
  }
  const category = `${past.truth.category.charAt(0).toUpperCase()}${past.truth.category.slice(1)}`;
  return people.pastTicket({
    ...common,
    agent_id: agent,
    category_1: category,
    closedAt: past.closedAt,
    hours: Math.round((past.booked / 60) * 100) / 100,
  });
}

/** One client in eight gives feedback, a score from 1 to 5. */
function seedFeedback(world: World, { seed }: Target, ticketId: number, past: PastTicket): void {
  const random = randomOf(world.seed, 'feedback', past.key);
  const date = (past.closedAt ?? past.at) + DAY;
  if (!random.chance(1 / 8) || date > world.now) return;
  seed.feedback({
    ticket_id: ticketId,
    score: random.pick([5, 5, 5, 4, 4, 3, 2, 1]),
    date,
  });
}

/** Converts a mail's text to HTML, which is how Halo stores it. */
function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div>${escaped
    .split('\n\n')
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('')}</div>`;
}
