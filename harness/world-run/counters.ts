import type { TicketRow } from '../../sim/psa/halopsa/rows.ts';
import { stuckIn } from './cards-seen.ts';
import type { ClientCounts } from './clients.ts';
import type { Msp } from './msp.ts';
import type { Observations, Told } from './observations.ts';
import type { Press } from './people.ts';

const MINUTE = 60_000;
/** A press counts as the cause of an assignment that HaloPSA shows within this time. */
const SOON_MS = 15 * MINUTE;
/** HaloPSA's agent for unassigned tickets. */
const UNASSIGNED = 1;

/** The counters by name, in the order of the table. Times are in simulated minutes unless the name says otherwise. */
export type Counters = Readonly<Record<string, number>>;

/**
 * Counts the results of a run only from what the simulators hold and saw, so that a number means the same for every
 * commit. `begin` is when the desk opens.
 */
export function countAll(o: {
  readonly msp: Msp;
  readonly seen: Observations;
  readonly presses: readonly Press[];
  readonly clients: ClientCounts;
  readonly begin: number;
}): Counters {
  const { msp, seen, presses, clients, begin } = o;
  const rows = [...msp.halo.state.tickets.open(), ...closedSince(msp, begin)];
  const came = new Map(
    rows.filter((row) => row.dateoccurred >= begin).map((row) => [String(row.id), row.dateoccurred]),
  );
  const offers = seen.offers.filter(({ ticketId }) => came.has(ticketId));
  const firstOffer = firstOf(offers);
  const assigned = assignments(msp, begin);
  const firstTaken = firstOf(assigned.filter(({ ticketId }) => came.has(ticketId)));
  const firstCoordinator = firstOf(seen.toDispatchers.filter(({ ticketId }) => came.has(ticketId)));
  const since = (at: ReadonlyMap<string, number>) =>
    [...at].map(([ticketId, instant]) => (instant - (came.get(ticketId) ?? instant)) / MINUTE);
  const rang = ringsPerPersonAndDay(msp, begin);
  const sent = msp.teams.log.entries.filter(({ at, direction }) => at >= begin && direction === 'out');
  return {
    'tickets in': came.size,
    'tickets offered': firstOffer.size,
    offers: seen.offers.length,
    claimed: settledBy(presses, 'claim', assigned),
    approved: settledBy(presses, 'approve', assigned),
    overridden: settledBy(presses, 'override', assigned),
    'handed over': settledBy(presses, 'hand-over', assigned),
    released: presses.filter(({ verb, failed }) => verb === 'release' && !failed).length,
    declined: presses.filter(({ verb, failed }) => verb === 'decline' && !failed).length,
    'passed on by timeout': passedOn(seen.offers, presses),
    'presses that failed': presses.filter(({ failed }) => failed).length,
    'to the coordinator': firstCoordinator.size,
    ...percentiles('to the coordinator after', since(firstCoordinator)),
    ...percentiles('first offer after', since(firstOffer)),
    ...percentiles('taken after', since(firstTaken)),
    'cards posted': sent.filter(({ what, status }) => what === 'send' && status === 201).length,
    'cards edited': sent.filter(({ what, status }) => what === 'update' && status === 200).length,
    'rang for a person a day p50': percentile(rang, 0.5),
    'rang for a person a day max': Math.max(0, ...rang),
    ...visitCounts(msp, begin, clients),
    'HaloPSA requests': seen.halo.requests,
    'HaloPSA 4xx': seen.halo.refused,
    'HaloPSA 5xx': seen.halo.failed,
    'Teams requests': sent.length,
    'Teams 4xx': sent.filter(({ status = 0 }) => status >= 400 && status < 500).length,
    'Graph requests': seen.graph.requests,
    'Graph 4xx': seen.graph.refused,
    'dead letters on cards': deadLettersShown(msp),
    'open and never offered': rows.filter(
      (row) =>
        isOpen(row) && row.agent_id === UNASSIGNED && came.has(String(row.id)) && !firstOffer.has(String(row.id)),
    ).length,
  };
}

function closedSince({ halo, seeded }: Msp, begin: number): TicketRow[] {
  return [...seeded.tickets.keys()]
    .flatMap((id) => halo.state.tickets.get(id) ?? [])
    .filter((row) => !isOpen(row) && row.dateoccurred >= begin);
}

const isOpen = (row: TicketRow) => row.dateclosed === undefined && !row.deleted;

interface Assigned extends Told {
  /** HaloPSA's number of the agent. */
  readonly agent: string;
}

/** When HaloPSA received an owner, by any route. */
function assignments({ halo, seeded, world }: Msp, begin: number): readonly Assigned[] {
  const names = new Map(
    world.technicians.map(({ key, name }) => [name, { key, agent: String(seeded.agents.get(key)) }]),
  );
  return [...halo.state.audits].flatMap(([ticketId, rows]) =>
    rows.flatMap(({ value, date, to }) => {
      const who = value === 'agent_id' && date >= begin ? (names.get(to) ?? byAgent(names, to)) : undefined;
      return who ? [{ at: date, person: who.key, agent: who.agent, ticketId: String(ticketId) }] : [];
    }),
  );
}

function byAgent(names: ReadonlyMap<string, { key: string; agent: string }>, agent: string) {
  return [...names.values()].find((one) => one.agent === agent);
}

/** Presses whose result HaloPSA shows: the ticket belongs to the person who pressed, or to the person they named. */
function settledBy(presses: readonly Press[], verb: string, assigned: readonly Assigned[]): number {
  return presses.filter(
    (press) =>
      press.verb === verb &&
      assigned.some(
        ({ ticketId, at, person, agent }) =>
          ticketId === press.ticketId &&
          at >= press.at &&
          at - press.at < SOON_MS &&
          (verb === 'claim' ? person === press.person : press.to === undefined || press.to.endsWith(agent)),
      ),
  ).length;
}

/** Offers after which another person was offered the ticket though the first had not answered. */
function passedOn(offers: readonly Told[], presses: readonly Press[]): number {
  const byTicket = Map.groupBy(offers, ({ ticketId }) => ticketId);
  let count = 0;
  for (const list of byTicket.values()) {
    list.forEach((offer, n) => {
      const next = list[n + 1];
      if (!next) return;
      const answered = presses.some(
        ({ ticketId, at, verb, person }) =>
          ticketId === offer.ticketId &&
          at >= offer.at &&
          at <= next.at &&
          (person === offer.person || verb !== 'decline'),
      );
      if (!answered) count += 1;
    });
  }
  return count;
}

/** How often each person was notified on each day with a notification. */
function ringsPerPersonAndDay({ teams, world }: Msp, begin: number): readonly number[] {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: world.timeZone });
  const counts = new Map<string, number>();
  for (const { key } of teams.people) {
    for (const toast of teams.user(key).toasts()) {
      if (!toast.alert || toast.at < begin) continue;
      const bucket = `${key} ${day.format(toast.at)}`;
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
  }
  return [...counts.values()];
}

/** Changes that the product asks a dispatcher to retry or dismiss, as far as its cards show them. */
function deadLettersShown({ teams, world }: Msp): number {
  const dispatchers = world.staff.filter(({ role }) => role === 'dispatcher');
  const cards = dispatchers.flatMap(({ key }) => [...teams.user(key).inbox(), ...teams.user(key).channel()]);
  return new Set(cards.flatMap(stuckIn)).size;
}

function visitCounts({ graph, bookings }: Msp, begin: number, clients: ClientCounts): Counters {
  const writes = graph.journal.writes.filter(({ at, path }) => at >= begin && path.includes('/appointments'));
  const id = encodeURIComponent(bookings);
  const ours = writes.filter(({ path }) => path.includes(bookings) || path.includes(id));
  return {
    'visits asked': clients.links,
    'visits booked': ours.filter(({ method, path }) => method === 'POST' && path.endsWith('/appointments')).length,
    'visits moved': ours.filter(({ method }) => method === 'PATCH').length,
    'visits cancelled': ours.filter(({ path, method }) => path.endsWith('/cancel') || method === 'DELETE').length,
    'client pages that failed': clients.failed,
  };
}

function firstOf(told: readonly Told[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { ticketId, at } of told) first.set(ticketId, Math.min(at, first.get(ticketId) ?? Infinity));
  return first;
}

function percentiles(name: string, values: readonly number[]): Counters {
  return { [`${name} p50`]: percentile(values, 0.5), [`${name} p90`]: percentile(values, 0.9) };
}

/** The nearest rank, with two decimals; 0 for an empty list. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return Math.round(value * 100) / 100;
}
