import { arrivals, type ArrivalSource } from './arrivals.ts';
import { clients } from './clients.ts';
import { handlingMinutes, levelFor } from './handling.ts';
import { OFFICE } from './places.ts';
import { randomOf } from './random.ts';
import { STAFF, technicians } from './roster.ts';
import { nextAtWork, shiftOn } from './shift.ts';
import type { Arrival, Meeting, PastTicket, World, WorldTechnician } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PAST_DAYS = 56;
const AHEAD_DAYS = 14;
const TIME_ZONE = 'Europe/London';

/**
 * Builds the demo's world: a managed service provider with twelve technicians, twenty-four clients and eight weeks of
 * history. Pure: the same seed and instant (ms) give the same world.
 */
export function makeWorld(seed: number, now: number): World {
  const team = technicians(seed, now);
  const source: ArrivalSource = {
    seed,
    clients: clients(
      seed,
      now,
      team.filter(({ tier }) => tier !== 'L1').map(({ key }) => key),
    ),
    timeZone: TIME_ZONE,
  };
  return {
    ...source,
    now,
    name: 'Northwind MSP',
    office: OFFICE,
    technicians: team,
    staff: STAFF,
    meetings: team.flatMap((technician) => meetingsOf(seed, technician, now)),
    history: arrivals(source, now - PAST_DAYS * DAY, now).map((arrival) => lived(seed, team, arrival, now)),
  };
}

/** The outcome of a past ticket: a technician with the skill took it during their shift and worked on it. */
function lived(seed: number, team: readonly WorldTechnician[], arrival: Arrival, now: number): PastTicket {
  const random = randomOf(seed, 'past', arrival.key);
  const able = team.filter((technician) => levelFor(technician, arrival) !== undefined);
  const soon = (technician: WorldTechnician) => nextAtWork(technician, arrival.at) - arrival.at < DAY / 4;
  const there = able.filter(soon);
  const by = random.pickWeighted(there.length > 0 ? there : able, (technician) => {
    const known = arrival.client.preferred.includes(technician.key) ? 3 : 1;
    return (levelFor(technician, arrival) ?? 0) * known;
  });
  const booked = handlingMinutes(seed, by, arrival);
  const taken = nextAtWork(by, arrival.at) + Math.min(DAY / 3, random.around(20, 1) * MINUTE);
  const done = Math.round(taken + (booked + random.around(15, 1)) * MINUTE);
  if (taken > now) return { ...arrival, booked: 0 };
  return done > now ? { ...arrival, booked: 0, by: by.key } : { ...arrival, booked, by: by.key, closedAt: done };
}

/** A 15-minute stand-up on each workday and, on about half of them, one other meeting. */
function meetingsOf(seed: number, technician: WorldTechnician, now: number): readonly Meeting[] {
  const meetings: Meeting[] = [];
  for (let day = 0; day < AHEAD_DAYS; day += 1) {
    const shift = shiftOn(technician, now + day * DAY);
    if (shift === undefined) continue;
    const standUp = shift.start + 45 * MINUTE;
    meetings.push({ of: technician.key, subject: 'Stand-up', start: standUp, end: standUp + 15 * MINUTE });
    const random = randomOf(seed, 'meeting', technician.key, shift.start);
    if (random.chance(0.5)) continue;
    const start = shift.start + (3 + random.below(4)) * 60 * MINUTE;
    const subject = random.pick(['Quarterly review', 'One to one', 'Project call', 'Vendor training']);
    meetings.push({ of: technician.key, subject, start, end: start + (30 + 30 * random.below(2)) * MINUTE });
  }
  return meetings;
}
