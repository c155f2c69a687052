import type { Clock } from '../../model/clock.ts';
import { isJson } from '../../sim/teams/card-reading.ts';
import type { SeenMessage, TeamsSimulator, TeamsUser } from '../../sim/teams/index.ts';
import type { World, WorldTechnician } from '../../sim/world/index.ts';
import { randomOf, type Random } from '../../sim/world/random.ts';
import { buttonOf, fillIn, ticketIn, ticketOf } from './cards-seen.ts';
import { isAtWork, nextAtWork } from '../../sim/world/shift.ts';

const MINUTE = 60_000;
/** Half of all messages are read within this many minutes, and how much people differ (sigma of the logarithm). */
const READ_MINUTES = 3;
const READ_SIGMA = 0.9;
/** How often the dispatcher looks at the channel, minutes. */
const ROUND_MINUTES = 4;
/** What technicians do with an offer. The rest overlook it. */
const WITH_OFFER = { claim: 0.74, decline: 0.12 };
/** What technicians do later with a ticket that they took. The rest work on it. */
const WITH_TAKEN = { 'hand-over': 0.05, release: 0.03 };
/** What the dispatcher does with a card, by its place, while it can still be decided. The rest waits. */
const DISPATCHER = {
  channel: { approve: 0.25, override: 0.12 },
  personal: { approve: 0.4, override: 0.5 },
};

/** A button that a person pressed. */
export interface Press {
  readonly at: number;
  readonly person: string;
  readonly verb: string;
  readonly ticketId: string;
  /** The choice in the dialog's field `to`. */
  readonly to?: string;
  /** Teams showed an error instead of an answer. */
  readonly failed: boolean;
}

/**
 * Technicians and the dispatcher in Teams. They know of a commit only what its cards show (cards-seen.ts). What a
 * person does with a ticket is drawn from that person and ticket, and is the same in every run.
 */
export function peopleAtTeams(o: {
  readonly clock: Clock;
  readonly seed: number;
  readonly world: World;
  readonly teams: TeamsSimulator;
  readonly signal: AbortSignal;
}): readonly Press[] {
  const { clock, seed, world, teams, signal } = o;
  const presses: Press[] = [];
  const over = () => signal.aborted;
  const chance = (what: string, person: string, ticketId: string) => randomOf(seed, what, person, ticketId);

  async function press(who: TeamsUser, message: SeenMessage, verb: string, random: Random): Promise<void> {
    const button = buttonOf(message, verb);
    if (!button) return;
    const at = clock.now();
    let failed: boolean;
    let to: string | undefined;
    try {
      let result = await who.click(message.id, verb);
      if (result.kind === 'dialog') {
        const fields = fillIn(result.dialog.card, random);
        to = fields['to'];
        result = await who.submitDialog(fields);
      }
      failed = result.kind === 'failed';
    } catch {
      // The card changed between look and tap, as on real phones.
      failed = true;
    }
    presses.push({
      at,
      person: who.person.key,
      verb,
      ticketId: ticketOf(button),
      failed,
      ...(to === undefined ? {} : { to }),
    });
  }

  /** A person reads a message in their own chat some minutes after it arrived, in their working hours. */
  async function reads(technician: WorldTechnician, messageId: string): Promise<void> {
    const who = teams.user(technician.key);
    const ticketId = ticketIn(who.message(messageId));
    if (ticketId === undefined) return;
    const random = chance('reads', technician.key, ticketId);
    await working(technician, random.around(READ_MINUTES, READ_SIGMA) * MINUTE);
    if (over()) return;
    await who.open('personal');
    const message = who.message(messageId);
    const does = choose(WITH_OFFER, random.next());
    if (does === undefined || !buttonOf(message, does)) return;
    await press(who, message, does, random);
    if (does === 'claim') await regrets(technician, messageId, ticketId);
  }

  /** Now and then a taken ticket turns out to be for somebody else. */
  async function regrets(technician: WorldTechnician, messageId: string, ticketId: string): Promise<void> {
    const random = chance('regrets', technician.key, ticketId);
    const does = choose(WITH_TAKEN, random.next());
    if (does === undefined) return;
    await working(technician, random.around(12, 0.6) * MINUTE);
    const who = teams.user(technician.key);
    if (!over()) await press(who, who.message(messageId), does, random);
  }

  async function working(technician: WorldTechnician, ms: number): Promise<void> {
    await clock.sleep(ms, signal);
    if (!isAtWork(technician, clock.now()))
      await clock.sleep(nextAtWork(technician, clock.now()) - clock.now(), signal);
  }

  async function dispatches(key: string): Promise<void> {
    const who = teams.user(key);
    const seen = new Set<string>();
    const hours = {
      ...world.technicians[0],
      key,
      timeZone: world.timeZone,
      hours: ['08:30', '17:30'],
    } as WorldTechnician;
    for (let round = 0; !over(); round += 1) {
      await working(hours, (ROUND_MINUTES / 2 + randomOf(seed, 'round', key, round).next() * ROUND_MINUTES) * MINUTE);
      for (const place of ['personal', 'channel'] as const) {
        if (over()) return;
        await who.open(place);
        for (const message of (place === 'personal' ? who.inbox() : who.channel()).slice(-20)) {
          const ticketId = ticketIn(message);
          if (ticketId === undefined || seen.has(`${place} ${ticketId}`)) continue;
          // The ticket has an owner and no longer concerns the dispatcher.
          if (place === 'channel' && !buttonOf(message, 'approve')) continue;
          seen.add(`${place} ${ticketId}`);
          const random = chance(`dispatches ${place}`, key, ticketId);
          const does = choose(DISPATCHER[place], random.next());
          if (does !== undefined) await press(who, message, does, random);
        }
      }
    }
  }

  const technicians = new Map(world.technicians.map((one) => [teams.user(one.key).person.aadObjectId, one]));
  teams.log.listen(({ entry, answer }) => {
    if (entry.direction !== 'out' || entry.what !== 'send' || entry.status !== 201) return;
    const technician = technicians.get(entry.conversation?.slice('a:1'.length) ?? '');
    const id = isJson(answer) ? answer['id'] : undefined;
    if (technician && typeof id === 'string') clock.spawn('reads', () => reads(technician, id));
  });
  for (const { key, role } of world.staff) if (role === 'dispatcher') clock.spawn('dispatches', () => dispatches(key));
  return presses;
}

/** The first choice whose cumulative share contains the number, in [0, 1). */
function choose<K extends string>(shares: Readonly<Record<K, number>>, number: number): K | undefined {
  let left = number;
  return (Object.keys(shares) as K[]).find((key) => (left -= shares[key]) < 0);
}
