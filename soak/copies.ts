import { randomOf } from '../sim/world/random.ts';
import { freePort } from '../harness/index.ts';
import { startReplicaSet, type ReplicaSet } from '../harness/mongod/index.ts';
import { balance, type Balancer } from './balancer.ts';
import type { Evidence, Violation } from './checks/check.ts';
import { clocksApart, deskChecks } from './checks/desk.ts';
import { psaChecks } from './checks/psa.ts';
import { copies as copiesInTeams, messagesOf, teamsChecks } from './checks/teams.ts';
import type { Outcome } from './crashes.ts';
import { drained } from './drained.ts';
import { faults } from './faults.ts';
import { Fleet } from './fleet.ts';
import { handsInHalo } from './hands.ts';
import { longestWait, readHistory } from './history.ts';
import { witness } from './mongo-witness.ts';
import type { Mutant } from './mutants.ts';
import { crowd } from './people.ts';
import { described, scheduleOf } from './schedule.ts';
import { trace } from './trace.ts';
import { installApp, soakWorld, type SoakWorld } from './world.ts';

const COPIES = 3;
const HALO_RATE = 60_000;
/** How long what is left may take, ms: the longest pause between attempts, and then some. */
const DRAIN_MS = 240_000;
/**
 * Copies go by their database's clock, which each knows to within half a round trip (store/mongo/database-clock.ts): on a
 * machine that is busy with all this some ten ms, and less than people wait between two taps.
 */
const CLOCKS_AGREE_TO_MS = 100;
/** How wrong one copy's clock is, ms. */
const SKEW_MS = 90_000;

export interface FaultsOptions {
  readonly seed: number;
  /** Ends the traffic after so many schedules, or when `forMs` is over. */
  readonly schedules: number;
  readonly forMs: number;
  readonly mutant?: Mutant;
  readonly say: (line: string) => void;
}

/**
 * Three copies of the real process over a real replica set, behind a load balancer, in a ticket storm: copies killed,
 * stopped and frozen, the primary stepped down and killed, connections cut, one copy's clock 90 s off, HaloPSA and Teams
 * failing in every way they can. Then history is checked. Undefined, with the reason said: there is no mongod here.
 */
export async function faultsRun(o: FaultsOptions): Promise<Outcome | undefined> {
  const set = await startReplicaSet();
  if (typeof set === 'string') {
    o.say(`SKIPPED: no MongoDB (${set})`);
    return undefined;
  }
  const random = randomOf('faults', o.seed, 'world');
  const ports = await Promise.all(Array.from({ length: COPIES }, freePort));
  const watched: { fleet?: Fleet } = {};
  const balancer = await balance(ports, random, () => watched.fleet?.states() ?? []);
  const world = await soakWorld({
    technicians: 12,
    haloRate: HALO_RATE,
    settings: { DESK_OFFER_MINUTES: 'P1=1, P2=1, P3=1, P4=2', DESK_QUEUE_CARD_ABOVE: '20' },
    shared: { mongodbUri: set.uri(`faults_${o.seed}`), url: balancer.url },
  });
  const skews = ports.map((_, n) => (n === o.seed % COPIES ? (random.chance(0.5) ? 1 : -1) * SKEW_MS : 0));
  const fleet = new Fleet(world, set, { ports, skews, mutant: o.mutant });
  watched.fleet = fleet;
  try {
    return await run({ world, set, fleet, balancer, o });
  } finally {
    await fleet.end();
    await balancer.close();
    await world.close();
    await set.close();
  }
}

interface Scene {
  readonly world: SoakWorld;
  readonly set: ReplicaSet;
  readonly fleet: Fleet;
  readonly balancer: Balancer;
  readonly o: FaultsOptions;
}

async function run({ world, set, fleet, balancer, o }: Scene): Promise<Outcome> {
  const ending = new AbortController();
  const random = (name: string) => randomOf('faults', o.seed, name);
  await fleet.start();
  const heard = await witness(set.uri(`faults_${o.seed}`));
  await installApp(world);

  const hands = handsInHalo(world, random('hands'), 800, ending.signal);
  const people = crowd(world, random('people'), ending.signal);
  const trouble = faults(world, random('faults'), 1_500, ending.signal);
  const began = Date.now();
  let played = 0;
  while (played < o.schedules && Date.now() - began < o.forMs) {
    const schedule = scheduleOf(o.seed * 1_000 + played, COPIES);
    o.say(described(schedule));
    await fleet.play(schedule);
    played += 1;
  }
  ending.abort();
  await Promise.all([hands.done, people.done, trouble.done]);
  await fleet.mend();
  o.say(`traffic is over after ${Math.round((Date.now() - began) / 1000)} s; the rest is carried out`);
  await world.dana.say('pause');
  const { left, triagedAfter } = await drained(world, hands, DRAIN_MS);
  const stops = await fleet.stop();

  const evidence: Evidence = {
    world,
    hands,
    people,
    history: await readHistory(world),
    learnt: heard.learnt,
    attempts: await attemptsAtTeams(world),
    starts: fleet.starts,
    clocksAgreeToMs: CLOCKS_AGREE_TO_MS,
  };
  await heard.close();
  const found = copiesInTeams(evidence, messagesOf(evidence));
  const told = (what: string) => people.asked.filter((asked) => asked.told === what).length;
  return {
    trace: (ticketId) => trace(evidence, ticketId),
    logged: world.logged,
    checks: [
      { name: 'a copy ends only when it is killed or stopped', violations: fleet.deaths },
      { name: 'all that was left was carried out', violations: left.map((what) => ({ what })) },
      { name: 'a copy stops within ten seconds', violations: slow(stops) },
      { name: 'everybody is answered in words, within Teams’ time', violations: unanswered(evidence, balancer) },
      ...deskChecks(evidence),
      ...psaChecks(evidence),
      ...teamsChecks(evidence),
      { name: 'the simulators did their part', violations: world.errors.map((what) => ({ what })) },
    ],
    figures: {
      schedules: played,
      ...fleet.figures(),
      'copies stopped in, ms': stops.map(Math.round).join(', '),
      'repeated by the balancer': balancer.repeated(),
      tickets: hands.tickets.length,
      '  the last triaged, s after the traffic': triagedAfter,
      '  longest until triaged, s': longestWait(evidence.history),
      taps: people.asked.length,
      '  told done': told('done'),
      '  told refused': told('refused'),
      '  told to try again, or nothing': told('unknown'),
      '  the clocks apart, ms at most': clocksApart(evidence),
      effects: evidence.history.effects.length,
      '  of them unclear at some time': evidence.history.effects.filter((effect) => effect.unclear).length,
      'writes applied by Halo': world.halo.journal.writes.length,
      'requests to Teams': world.teams.log.entries.filter(({ direction }) => direction === 'out').length,
      'copies found in Teams': found.found,
      'copies counted by the product': found.counted,
    },
  };
}

function slow(stops: readonly number[]): Violation[] {
  return stops.filter((ms) => ms > 10_000).map((ms) => ({ what: `${Math.round(ms)} ms` }));
}

/** What Teams sent and got no answer for within its 15 s (sim/teams/bot-line.ts), or an error instead of words. */
function unanswered({ world }: Evidence, { unserved }: Balancer): Violation[] {
  const wrong = world.teams.log.entries
    .filter(({ direction, status }) => direction === 'in' && (status === undefined || status >= 400))
    .map(({ at, what, status }) => ({ what: `${what} at ${at}: ${status ?? 'no answer in 15 s'}` }));
  return wrong.length === 0 ? [] : [...wrong, ...unserved.map((what) => ({ what: `no copy served ${what}` }))];
}

async function attemptsAtTeams(world: SoakWorld) {
  const store = await world.open();
  const attempts = await store.attemptsSince('teams:', 0);
  await store.close();
  return attempts;
}
