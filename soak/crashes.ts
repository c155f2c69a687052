import { randomOf } from '../sim/world/random.ts';
import type { Checked, Evidence, Violation } from './checks/check.ts';
import { deskChecks } from './checks/desk.ts';
import { psaChecks } from './checks/psa.ts';
import { copies, messagesOf, teamsChecks } from './checks/teams.ts';
import { drained } from './drained.ts';
import { faults } from './faults.ts';
import { handsInHalo } from './hands.ts';
import { readHistory } from './history.ts';
import { killAt, moment } from './kills.ts';
import type { Mutant } from './mutants.ts';
import { crowd } from './people.ts';
import { live, type Life } from './process.ts';
import { trace } from './trace.ts';
import { attemptsAtTeams, integrity, placeWitness, testimony } from './witness.ts';
import { installApp, soakWorld, type SoakWorld } from './world.ts';

/** How long the last life gets to carry out what is left, ms: the longest pause between attempts, and then some. */
const DRAIN_MS = 200_000;
/** A life ends after nine seconds at most (kills.ts); the rest is for a busy machine to start it. Only a stop-gap. */
const LIFE_AT_MOST_MS = 30_000;
const HALO_RATE = 60_000;

export interface CrashOptions {
  readonly seed: number;
  readonly kills: number;
  /** How long there is traffic, ms. */
  readonly trafficMs: number;
  readonly mutant?: Mutant;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly checks: readonly Checked[];
  /** Figures for the table. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** What happened to a ticket, line by line. */
  readonly trace?: (ticketId: string) => readonly string[];
  /** The product's own errors, as its log has them. */
  readonly logged?: readonly string[];
}

/** Traffic, faults and SIGKILLs on the real process; then everything is counted. */
export async function crashRun(o: CrashOptions): Promise<Outcome> {
  const world = await soakWorld({
    technicians: 12,
    haloRate: HALO_RATE,
    settings: { DESK_OFFER_MINUTES: 'P1=1, P2=1, P3=1, P4=2', DESK_QUEUE_CARD_ABOVE: '20' },
  });
  try {
    return await run(world, o);
  } finally {
    await world.close();
  }
}

async function run(world: SoakWorld, o: CrashOptions): Promise<Outcome> {
  const random = (name: string) => randomOf('soak', o.seed, name);
  const ending = new AbortController();
  const deaths: Violation[] = [];
  const starts: number[] = [];
  const begin = () => {
    starts.push(Date.now());
    return live(world, { mutant: o.mutant });
  };
  let life = begin();
  await mustStart(life);
  placeWitness(world.dataPath);
  await installApp(world);

  const hands = handsInHalo(world, random('hands'), 2_000, ending.signal);
  const people = crowd(world, random('people'), ending.signal);
  const trouble = faults(world, random('faults'), 1_000, ending.signal);
  const secondRefused = await secondProcess(world);

  const began = Date.now();
  const chance = random('kills');
  let kills = 0;
  while (kills < o.kills && Date.now() - began < o.kills * LIFE_AT_MOST_MS) {
    // The lives share the time that is left, whatever the ones before took.
    const mean = Math.max(300, (began + o.trafficMs - Date.now()) / (o.kills - kills) - 900);
    await killAt(world, life, moment(chance, mean), ending.signal);
    const { code, signal } = await life.ended;
    if (signal !== 'SIGKILL') deaths.push({ what: `ended by itself with ${code ?? 'nothing'}: ${life.tail()}` });
    kills += 1;
    life = begin();
    if (kills % 10 === 0) {
      const events = world.halo.journal.writes.length;
      const hits = [...trouble.kinds.values()].reduce((sum, n) => sum + n, 0);
      o.say(
        `${kills} kills, ${hands.tickets.length} tickets, ${people.asked.length} taps, ${events} writes in Halo, ${hits} faults`,
      );
    }
  }
  await world.clock.sleep(Math.max(0, began + o.trafficMs - Date.now()), ending.signal);
  ending.abort();
  await Promise.all([hands.done, people.done, trouble.done]);
  const took = Date.now() - began;
  o.say(`traffic is over after ${Math.round(took / 1000)} s; the rest is carried out`);
  await mustStart(life);
  await world.dana.say('pause');
  const { left, triagedAfter } = await drained(world, hands, DRAIN_MS);
  await life.stop();

  const sound = integrity(world.dataPath);
  const evidence: Evidence = {
    world,
    hands,
    people,
    history: await readHistory(world),
    learnt: testimony(world.dataPath),
    attempts: attemptsAtTeams(world.dataPath),
    starts,
    clocksAgreeToMs: 0,
  };
  const found = copies(evidence, messagesOf(evidence));
  const effects = evidence.history.effects;
  return {
    trace: (ticketId) => trace(evidence, ticketId),
    logged: world.logged,
    checks: [
      {
        name: 'it was killed as often as planned',
        violations: kills < o.kills ? [{ what: `${kills} of ${o.kills}` }] : [],
      },
      { name: 'the process ends only when it is killed', violations: deaths },
      { name: 'a second process is refused while one lives', violations: secondRefused },
      { name: 'the database is sound', violations: sound === 'ok' ? [] : [{ what: sound }] },
      { name: 'all that was left was carried out', violations: left.map((what) => ({ what })) },
      ...deskChecks(evidence),
      ...psaChecks(evidence),
      ...teamsChecks(evidence),
      { name: 'the simulators did their part', violations: world.errors.map((what) => ({ what })) },
    ],
    figures: {
      kills,
      'traffic, s': Math.round(took / 1000),
      tickets: hands.tickets.length,
      '  the last triaged, s after the traffic': triagedAfter,
      'changes by hand in Halo': hands.made.length,
      taps: people.asked.length,
      ...Object.fromEntries(
        (['done', 'refused', 'unknown'] as const).map((told) => [
          `  told ${told}`,
          people.asked.filter((asked) => asked.told === told).length,
        ]),
      ),
      'events in the log': [...evidence.history.events.values()].reduce((sum, list) => sum + list.length, 0),
      effects: effects.length,
      '  of them unclear at some time': effects.filter((effect) => effect.unclear).length,
      'writes applied by Halo': world.halo.journal.writes.length,
      'requests to Teams': world.teams.log.entries.filter(({ direction }) => direction === 'out').length,
      'copies found in Teams': found.found,
      'copies counted by the product': found.counted,
      ...Object.fromEntries([...trouble.kinds].sort().map(([kind, n]) => [`fault: ${kind}`, n])),
    },
  };
}

/** A life that must come to work: anything else is a broken harness or a broken product, and ends the run. */
async function mustStart(life: Life): Promise<void> {
  if (!(await life.started)) throw new Error(`the process under test did not start:\n${life.tail()}`);
}

async function secondProcess(world: SoakWorld): Promise<Violation[]> {
  const second = live(world);
  const started = await second.started;
  if (started) await second.kill();
  const { code } = await second.ended;
  const refused = !started && code !== 0 && second.tail().includes('STORE_LOCKED');
  return refused ? [] : [{ what: `started: ${started}, code ${code ?? 'none'}: ${second.tail()}` }];
}
