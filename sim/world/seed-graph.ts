import { DateTime } from 'luxon';
import type { Interval } from '../../model/technician.ts';
import { windowsName, weekdays, type BusinessRow, type GraphSimulator, type ServiceRow } from '../graph/index.ts';
import { shiftOn } from './shift.ts';
import type { World, WorldTechnician } from './world.ts';

const DAY = 86_400_000;
/** How far ahead shifts are planned. */
const AHEAD_DAYS = 28;

/** The ids of the world's objects in the tenant. */
export interface SeededGraph {
  /** Maps a technician's or staff member's key to their Entra object id. */
  readonly users: ReadonlyMap<string, string>;
  readonly groups: { readonly technicians: string; readonly dispatchers: string; readonly managers: string };
  /** The team whose Shifts hold the technicians' schedule, and an owner to act as. */
  readonly team: { readonly id: string; readonly actsAs: string };
  /** The mailbox that sends mail to clients. */
  readonly mailbox: string;
  readonly business: BusinessRow;
  readonly services: { readonly onSite: ServiceRow; readonly remote: ServiceRow; readonly call: ServiceRow };
  /** Maps a technician's key to their Bookings staff id. */
  readonly staff: ReadonlyMap<string, string>;
}

type Target = Pick<GraphSimulator, 'seed' | 'human'>;

/**
 * Fills an empty simulated Microsoft 365 tenant with the world's people, their calendars and shifts, and a Bookings
 * business for visits. Use once per tenant.
 */
export function seedGraph(world: World, graph: Target): SeededGraph {
  const domain = world.staff[0]?.mail.split('@')[1] ?? 'northwind-msp.example';
  const users = seedPeople(world, graph);
  const idOf = (key: string): string => {
    const id = users.get(key);
    if (id === undefined) throw new RangeError(`${key} is nobody of this world`);
    return id;
  };
  const role = (wanted: string) => world.staff.filter((one) => one.role === wanted).map((one) => idOf(one.key));
  const technicians = world.technicians.map(({ key }) => idOf(key));
  const actsAs = role('dispatcher')[0] ?? technicians[0] ?? '';
  const desk = graph.seed.group({ displayName: 'Service Desk', members: technicians, owners: [actsAs] });
  for (const technician of world.technicians) seedShifts(world, graph, technician, desk.id, idOf(technician.key));
  for (const { of, subject, start, end } of world.meetings) {
    const mail = world.technicians.find(({ key }) => key === of)?.mail;
    if (mail !== undefined) graph.seed.event(mail, { subject, start, end });
  }
  return {
    users,
    groups: {
      technicians: graph.seed.group({ displayName: 'Technicians', members: technicians }).id,
      dispatchers: graph.seed.group({ displayName: 'Dispatchers', members: role('dispatcher') }).id,
      managers: graph.seed.group({ displayName: 'Service managers', members: role('manager') }).id,
    },
    team: { id: desk.id, actsAs },
    mailbox: graph.seed.user({ displayName: `${world.name} Dispatch`, mail: `dispatch@${domain}` }).mail,
    ...seedBookings(world, graph, domain),
  };
}

function seedPeople(world: World, { seed, human }: Target): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const { key, name, mail, timeZone, role } of world.staff) {
    ids.set(key, seed.user({ displayName: name, mail, timeZone: windowsName(timeZone), jobTitle: role }).id);
  }
  for (const { key, name, mail, timeZone, hours, leave } of world.technicians) {
    const [start, end] = hours;
    const { id } = seed.user({
      displayName: name,
      mail,
      timeZone: windowsName(timeZone),
      jobTitle: 'Technician',
      workingHours: { days: weekdays(start, end).map(({ day }) => day), start, end },
    });
    ids.set(key, id);
    if (leave) {
      seed.event(mail, { subject: leave.reason, start: leave.start, end: leave.end, showAs: 'oof' });
      human.away(mail, leave);
    }
  }
  return ids;
}

function seedShifts(world: World, { seed }: Target, technician: WorldTechnician, team: string, userId: string): void {
  const { leave } = technician;
  for (let day = 0; day < AHEAD_DAYS; day += 1) {
    const shift = shiftOn(technician, world.now + day * DAY);
    if (shift && !(leave && overlap(shift, leave))) seed.shift({ team, userId, ...shift });
  }
  if (leave) seed.timeOff({ team, userId, start: leave.start, end: leave.end });
}

function seedBookings(
  world: World,
  { seed }: Target,
  domain: string,
): Pick<SeededGraph, 'business' | 'services' | 'staff'> {
  const business = seed.business({
    id: `fieldservice@${domain}`,
    displayName: 'Northwind Field Service',
    phone: '0118 496 0190',
    timeZone: windowsName(world.timeZone),
    // Open whenever any technician works, including those across the Atlantic.
    hours: openHours(world),
    policy: { leastNoticeMinutes: 60, farthestMinutes: 60 * 24 * 60 },
  });
  const staff = new Map<string, string>();
  for (const { key, name, mail } of world.technicians)
    staff.set(key, seed.staff(business, { displayName: name, mail }).id);
  const question = seed.question(business, { displayName: 'Where can we park, and whom do we ask for?' });
  const service = (displayName: string, minutes: number, more: Partial<ServiceRow> = {}) => {
    const { policy: _business, ...rest } = more;
    return seed.service(business, { displayName, minutes, ...rest });
  };
  return {
    business,
    staff,
    services: {
      onSite: service('On-site visit', 60, { questions: [{ id: question.id, required: false }] }),
      remote: service('Remote session', 30, { online: true }),
      call: service('Phone call', 15),
    },
  };
}

/** The business's hours in its own time zone, from the earliest start to the latest end of any shift. */
function openHours(world: World): ReturnType<typeof weekdays> {
  const local = world.technicians.flatMap((technician) => {
    const shift = firstShift(technician, world.now);
    return [shift.start, shift.end].map((at) => DateTime.fromMillis(at, { zone: world.timeZone }).toFormat('HH:mm'));
  });
  const sorted = local.toSorted();
  return weekdays(sorted[0] ?? '08:00', sorted.at(-1) ?? '18:00');
}

function firstShift(technician: WorldTechnician, now: number): Interval {
  for (let day = 0; day < 7; day += 1) {
    const shift = shiftOn(technician, now + day * DAY);
    if (shift) return shift;
  }
  throw new RangeError(`${technician.key} never works`);
}

const overlap = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;
