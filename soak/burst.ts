import { en } from '../cards/words/en.ts';
import type { TeamsUser } from '../sim/teams/index.ts';
import { randomOf, type Random } from '../sim/world/random.ts';
import type { Checked, Evidence, Violation } from './checks/check.ts';
import { deskChecks } from './checks/desk.ts';
import { psaChecks } from './checks/psa.ts';
import { copies, messagesOf, teamsChecks } from './checks/teams.ts';
import type { Outcome } from './crashes.ts';
import { newTicket } from './hands.ts';
import { readHistory } from './history.ts';
import type { Mutant } from './mutants.ts';
import { live } from './process.ts';
import { trace } from './trace.ts';
import { attemptsAtTeams, integrity, placeWitness, testimony } from './witness.ts';
import { installApp, soakWorld, type SoakWorld } from './world.ts';

const TICKETS = 1_000;
const HALO_RATE = 20_000;
/** The part of the time in which people take tickets. */
const TAKING = 0.6;
/** How long a busy machine may take longer to come to rest than it was given: what is counted is counted at rest. */
const PATIENCE_MS = 900_000;

export interface BurstOptions {
  readonly seed: number;
  readonly forMs: number;
  readonly mutant?: Mutant;
  readonly say: (line: string) => void;
}

/** A thousand unrelated tickets at once, in real time, and people who take what they are offered. */
export async function burst(o: BurstOptions): Promise<Outcome> {
  const world = await soakWorld({
    technicians: 60,
    haloRate: HALO_RATE,
    settings: { DESK_OFFER_MINUTES: 'P1=30, P2=30, P3=30, P4=30' },
  });
  try {
    return await run(world, o);
  } finally {
    await world.close();
  }
}

async function run(world: SoakWorld, o: BurstOptions): Promise<Outcome> {
  const life = live(world, { mutant: o.mutant });
  if (!(await life.started)) throw new Error(`the process under test did not start:\n${life.tail()}`);
  placeWitness(world.dataPath);
  await installApp(world);
  const random = randomOf('soak', o.seed, 'burst');
  const began = Date.now();
  const tickets = Array.from({ length: TICKETS }, (_, n) => newTicket(world, random, n + 1));
  let allTriagedAfter: number | undefined;
  let quiet = 0;
  let before = 0;
  const ending = new AbortController();
  const takers = world.technicians.map((who, n) =>
    takes(world, who, randomOf('soak', o.seed, 'taker', n), ending.signal),
  );
  // Until everybody has as much as they can have and nothing moves any more; people stop early enough for that.
  const people = world.clock.sleep(o.forMs * TAKING).then(() => {
    ending.abort();
  });
  while (quiet < 3 && Date.now() - began < o.forMs + PATIENCE_MS) {
    await world.clock.sleep(4_000);
    const { history } = await evidenceOf(world, tickets);
    const seconds = Math.round((Date.now() - began) / 1000);
    if (history.triaged.size >= TICKETS) allTriagedAfter ??= seconds;
    const offered = countOf(history, 'offered');
    o.say(`${seconds} s: ${history.tickets.size} heard, ${history.triaged.size} triaged, ${offered} offered`);
    const posts = world.teams.log.entries.length;
    quiet = allTriagedAfter !== undefined && posts === before ? quiet + 1 : 0;
    before = posts;
  }
  ending.abort();
  await Promise.all([people, ...takers]);
  await life.stop();
  const evidence = await evidenceOf(world, tickets);
  const found = copies(evidence, messagesOf(evidence));
  const throttled = world.halo.journal.exchanges.filter(({ response }) => response?.status === 429).length;
  return {
    trace: (ticketId) => trace(evidence, ticketId),
    logged: world.logged,
    checks: [
      { name: 'the database is sound', violations: integrity(world.dataPath) === 'ok' ? [] : [{ what: 'damaged' }] },
      ...onceEach(evidence),
      queueCard(evidence),
      ...deskChecks(evidence),
      ...psaChecks(evidence),
      ...teamsChecks(evidence),
      { name: 'no copies at all', violations: found.found === 0 ? [] : [{ what: `${found.found} copies` }] },
      {
        name: 'HaloPSA never had to slow us down',
        violations: throttled === 0 ? [] : [{ what: `${throttled} × 429` }],
      },
      { name: 'the simulators did their part', violations: world.errors.map((what) => ({ what })) },
    ],
    figures: {
      tickets: TICKETS,
      'all triaged after, s': allTriagedAfter ?? 'never',
      offered: countOf(evidence.history, 'offered'),
      taken: countOf(evidence.history, 'claimed'),
      'writes applied by Halo': world.halo.journal.writes.length,
      'requests to Teams': world.teams.log.entries.filter(({ direction }) => direction === 'out').length,
    },
  };
}

/** Somebody who takes whatever they are offered, soon. */
async function takes(world: SoakWorld, who: TeamsUser, random: Random, signal: AbortSignal): Promise<void> {
  const over = () => signal.aborted;
  while (!over()) {
    await world.clock.sleep(500 + random.below(4_000), signal);
    if (over()) return;
    const offer = who.inbox().findLast((message) => message.actions.some((title) => title === en.button.take));
    // Edited under the finger: the next look finds it.
    if (offer) await who.click(offer.id, en.button.take).catch(() => undefined);
  }
}

async function evidenceOf(world: SoakWorld, tickets: readonly number[]): Promise<Evidence> {
  return {
    world,
    hands: { tickets, made: [] },
    people: { asked: [] },
    history: await readHistory(world),
    learnt: testimony(world.dataPath),
    attempts: attemptsAtTeams(world.dataPath),
    starts: [],
    clocksAgreeToMs: 0,
  };
}

function countOf(history: Evidence['history'], kind: string): number {
  return [...history.events.values()].flat().filter((event) => event.kind === kind).length;
}

function onceEach({ history, hands }: Evidence): Checked[] {
  const each = (name: string, holds: (count: number) => boolean, kind: string): Checked => ({
    name,
    violations: hands.tickets.flatMap((id): Violation[] => {
      const count = (history.events.get(String(id)) ?? []).filter((event) => event.kind === kind).length;
      return holds(count) ? [] : [{ ticketId: String(id), what: `${kind} ${count} times` }];
    }),
  });
  return [
    each('each ticket heard once', (n) => n === 1, 'heard'),
    each('each ticket triaged once', (n) => n === 1, 'triaged'),
    each('each ticket offered at most once', (n) => n <= 1, 'offered'),
  ];
}

/** What nobody could be asked about is on the queue card, by number. */
function queueCard(evidence: Evidence): Checked {
  const name = 'the queue card counts all that wait';
  const id = evidence.history.surfaces.get('queue')?.activityId ?? '';
  const words = messagesOf(evidence).get(id)?.words ?? '';
  const open = [...evidence.history.tickets.values()].filter((ticket) => ticket.phase !== 'taken').length;
  const holds = words.includes(en.queue.title(open));
  return { name, violations: holds ? [] : [{ what: `${open} wait; the card says “${words.slice(0, 80)}”` }] };
}
