import type { Clock } from '../../model/clock.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import type { TicketRow } from '../../sim/psa/halopsa/rows.ts';
import { arrivals } from './arrivals.ts';
import { handlingMinutes } from './handling.ts';
import type { SeededHalo } from './seed-halo.ts';
import { isAtWork } from './shift.ts';
import type { World, WorldTechnician } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IN_PROGRESS = 2;
/** Minutes for a ticket that the world did not generate, such as one typed into Halo during the demo. */
const UNKNOWN_WORK = 30;

export interface DayOptions {
  readonly world: World;
  readonly halo: Pick<HaloSimulator, 'state' | 'people'>;
  readonly seeded: SeededHalo;
  readonly clock: Clock;
  /** Multiplies the ordinary number of arriving tickets; 1 by default. */
  readonly rush?: number;
  /** Ends both loops. */
  readonly signal?: AbortSignal;
}

/**
 * Simulates the service desk. Tickets arrive in Halo at their times. Technicians work on their assigned tickets one at
 * a time, during their shifts, and close them in Halo. They never answer in Teams; the people who play them claim
 * tickets. Starts two tasks on the clock and returns immediately. The outcome depends only on the world's seed and on
 * who is assigned which ticket when.
 */
export function runDay({ world, halo, seeded, clock, rush, signal }: DayOptions): void {
  const ended = () => signal?.aborted ?? false;
  clock.spawn('world.arrivals', async () => {
    for (let from = clock.now(); !ended(); from += HOUR) {
      for (const arrival of arrivals(world, from, from + HOUR, rush)) {
        await clock.sleep(arrival.at - clock.now(), signal);
        if (ended()) return;
        seeded.arrive(arrival);
      }
      await clock.sleep(from + HOUR - clock.now(), signal);
    }
  });
  clock.spawn('world.technicians', async () => {
    const desks = world.technicians.map((technician) => new Desk(technician, { world, halo, seeded }));
    while (!ended()) {
      await clock.sleep(MINUTE, signal);
      const assigned = byAgent(halo.state.tickets.open());
      for (const desk of desks) desk.minute(clock.now(), assigned);
    }
  });
}

/** Open tickets by agent, in working order: most urgent first, then longest assigned. */
function byAgent(open: Iterable<TicketRow>): ReadonlyMap<number, readonly TicketRow[]> {
  const assigned = Map.groupBy(open, (ticket) => ticket.agent_id);
  for (const list of assigned.values()) {
    list.sort((a, b) => a.priority_id - b.priority_id || (a.dateassigned ?? 0) - (b.dateassigned ?? 0) || a.id - b.id);
  }
  return assigned;
}

/** One technician at work. */
class Desk {
  readonly #technician: WorldTechnician;
  readonly #agent: number;
  readonly #in: Pick<DayOptions, 'world' | 'halo' | 'seeded'>;
  #job: { readonly ticket: number; readonly minutes: number; left: number } | undefined;

  constructor(technician: WorldTechnician, within: Pick<DayOptions, 'world' | 'halo' | 'seeded'>) {
    this.#technician = technician;
    this.#agent = within.seeded.agents.get(technician.key) ?? 0;
    this.#in = within;
  }

  /**
   * Simulates one minute of work: continues a job, finishes it, or starts the next one. Outside the shift nothing
   * happens.
   */
  minute(now: number, assigned: ReadonlyMap<number, readonly TicketRow[]>): void {
    if (!isAtWork(this.#technician, now)) return;
    const mine = assigned.get(this.#agent) ?? [];
    // Drop a job whose ticket was reassigned, or closed by somebody else.
    if (this.#job !== undefined && !mine.some((ticket) => ticket.id === this.#job?.ticket)) this.#job = undefined;
    this.#job ??= this.#begin(mine[0]);
    if (this.#job === undefined) return;
    this.#job.left -= 1;
    if (this.#job.left > 0) return;
    const { ticket, minutes } = this.#job;
    this.#job = undefined;
    const { people } = this.#in.halo;
    people.note(ticket, 'Fixed and tested with the user.', { by: this.#agent, hours: Math.round(minutes / 0.6) / 100 });
    people.close(ticket, this.#agent);
  }

  #begin(ticket: TicketRow | undefined) {
    if (ticket === undefined) return undefined;
    const { world, halo, seeded } = this.#in;
    const arrival = seeded.tickets.get(ticket.id);
    const minutes = arrival === undefined ? UNKNOWN_WORK : handlingMinutes(world.seed, this.#technician, arrival);
    if (ticket.status_id !== IN_PROGRESS) halo.people.setStatus(ticket.id, IN_PROGRESS, this.#agent);
    return { ticket: ticket.id, minutes, left: minutes };
  }
}
