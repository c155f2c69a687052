import type { Random } from '../sim/world/random.ts';
import type { SoakWorld } from './world.ts';

/** Something people did in Halo by hand. `agent`: whom they gave it to. */
export interface HandMade {
  readonly ticket: number;
  readonly what: 'assign' | 'unassign' | 'close' | 'reopen' | 'merge' | 'rename';
  readonly at: number;
  readonly agent?: number;
}

export interface Hands {
  readonly tickets: readonly number[];
  readonly made: readonly HandMade[];
  readonly done: Promise<void>;
}

const PROBLEMS = [
  'Printer jams again',
  'Outlook will not open',
  'Cannot log in to Windows',
  'Wifi is slow',
  'Backup failed last night',
  'New laptop for Monday',
];

/** A new ticket as it comes by mail. */
export function newTicket(world: SoakWorld, random: Random, n: number): number {
  const client = random.pick(world.clients);
  return world.halo.people.newTicket({
    summary: `${random.pick(PROBLEMS)} (${n})`,
    details: 'Please help.',
    client_id: client.id,
    user_id: client.contact,
    contract_id: client.contract,
  }).id;
}

/** Of the tickets, those that are open in Halo. */
export function openInHalo({ halo }: Pick<SoakWorld, 'halo'>, tickets: readonly number[]): number[] {
  return tickets.filter((id) => {
    const row = halo.state.tickets.get(id);
    return row !== undefined && row.dateclosed === undefined;
  });
}

/** Clients who write, and agents who work in Halo itself: both know nothing of Callboard. */
export function handsInHalo(world: SoakWorld, random: Random, everyMs: number, signal: AbortSignal): Hands {
  const tickets: number[] = [];
  const made: HandMade[] = [];
  const over = () => signal.aborted;
  const clients = async () => {
    while (!over()) {
      tickets.push(newTicket(world, random, tickets.length + 1));
      await world.clock.sleep(random.below(2 * everyMs), signal);
    }
  };
  const agents = async () => {
    while (!over()) {
      await world.clock.sleep(random.below(everyMs * 1.6), signal);
      const hand = over() ? undefined : doSomething(world, random, tickets);
      if (hand) made.push(hand);
    }
  };
  return { tickets, made, done: Promise.all([clients(), agents()]).then(() => undefined) };
}

function doSomething(world: SoakWorld, random: Random, tickets: readonly number[]): HandMade | undefined {
  const { people, state } = world.halo;
  const open = openInHalo(world, tickets);
  const taken = open.filter((id) => (state.tickets.get(id)?.agent_id ?? 1) > 1);
  const what = random.pickWeighted(
    [
      ['close', 8],
      ['assign', 3],
      ['unassign', 1],
      ['rename', 1],
      ['merge', 1],
      ['reopen', 1],
    ] as const,
    ([, weight]) => weight,
  )[0];
  const from = what === 'reopen' ? tickets : what === 'close' && random.chance(0.8) ? taken : open.slice(-25);
  if (from.length === 0) return undefined;
  const ticket = random.pick(from);
  const row = state.tickets.get(ticket);
  if (!row || row.merged_into_id !== undefined) return undefined;
  const hand = { ticket, what, at: Date.now() };
  const agent = random.pick(world.agents);
  switch (what) {
    case 'close':
      people.close(ticket);
      return hand;
    case 'assign':
      if (row.agent_id === agent) return undefined;
      people.assign(ticket, agent);
      return { ...hand, agent };
    case 'unassign':
      people.assign(ticket, undefined);
      return hand;
    case 'rename':
      people.rename(ticket, `${row.summary}, still`);
      return hand;
    case 'merge': {
      const into = random.pick(tickets);
      if (into === ticket) return undefined;
      people.merge(ticket, into);
      return hand;
    }
    case 'reopen':
      if (row.dateclosed === undefined) return undefined;
      people.reopen(ticket);
      return hand;
  }
}
