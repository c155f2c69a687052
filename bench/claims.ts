import { z } from 'zod';
import { fire } from './load.ts';
import { startProcess, type Process } from './processes/index.ts';
import type { handlers as bareBotHandlers } from './processes/bare-bot.ts';
import type { handlers as callboardHandlers } from './processes/callboard.ts';
import type { handlers as haloHandlers } from './processes/halo.ts';
import type { Activity, handlers as teamsHandlers } from './processes/teams.ts';

const TECHNICIANS = 20;
/** Connections of the load generator: autocannon's default. */
const TOGETHER = 10;

/** One round of one subject. */
export interface Round {
  /** Answered requests a second, until the last answer. */
  readonly answered: number;
  /** Claims a second until the last of their effects was confirmed; for the bare bot, which has none, as `answered`. */
  readonly finished: number;
  /** Milliseconds of CPU a request, by process. */
  readonly cpu: Readonly<Record<string, number>>;
}

export interface ClaimsResult {
  readonly claims: number;
  readonly callboard: readonly Round[];
  readonly bareBot: readonly Round[];
  /** With effects held back until all claims are answered. */
  readonly apart: {
    readonly claimsPerSecond: number;
    readonly effectsPerSecond: number;
    readonly effectsPerClaim: number;
  };
}

interface World {
  readonly halo: Process<typeof haloHandlers>;
  readonly teams: Process<typeof teamsHandlers>;
  readonly callboard: Process<typeof callboardHandlers>;
  readonly endpoint: string;
  total: number;
}

/**
 * Claims over signed HTTP: `claims` of them a round, Callboard and the bare bot in turns, so that what else the
 * machine does meanwhile hits both. Teams' and Halo's rate limits are lifted: they would hide what is measured.
 */
export async function measureClaims(o: {
  claims: number;
  rounds: number;
  profile: string | undefined;
}): Promise<ClaimsResult> {
  const limited = false;
  const halo = startProcess('halo');
  const teams = startProcess('teams');
  const callboard = startProcess('callboard', o.profile);
  const bareBot = startProcess('bareBot');
  try {
    const haloAt = await halo.ask.start({ technicians: TECHNICIANS, limited });
    const teamsAt = await teams.ask.start({ technicians: TECHNICIANS, limited });
    const endpoint = await callboard.ask.start({
      ...haloAt,
      ...teamsAt,
      technicians: TECHNICIANS,
      limited,
      webhook: false,
    });
    await callboard.ask.run();
    await teams.ask.meet(endpoint);
    const world: World = { halo, teams, callboard, endpoint, total: 0 };

    // A round that does not count: both sides get warm, and the bare bot gets the card it is to answer with.
    const warmUp = await claimRound(world, Math.min(50, o.claims));
    const bareEndpoint = await bareBot.ask.start({ cloud: teamsAt.cloud, card: warmUp.card });
    await bareRound(world, bareBot, bareEndpoint, warmUp.activities);

    const ours: Round[] = [];
    const theirs: Round[] = [];
    for (let n = 0; n < o.rounds; n += 1) {
      const { round, activities } = await claimRound(world, o.claims);
      ours.push(round);
      theirs.push(await bareRound(world, bareBot, bareEndpoint, activities));
    }
    const apart = await claimsApart(world, o.claims);
    await callboard.ask.stop();
    return { claims: o.claims, callboard: ours, bareBot: theirs, apart };
  } finally {
    await Promise.all([halo, teams, callboard, bareBot].map((child) => child.stop()));
  }
}

/** New tickets come, are triaged, decided and offered; gives what Teams would send if everybody took theirs. */
async function offers(world: World, claims: number): Promise<{ activities: Activity[]; authorization: string }> {
  const fresh = Object.keys(await world.halo.ask.arrive(claims));
  world.total += claims;
  await world.callboard.ask.allOffered(world.total, fresh);
  const activities = await world.teams.ask.claims();
  if (activities.length !== claims) throw new Error(`${activities.length} offers for ${claims} tickets`);
  return { activities, authorization: `Bearer ${await world.teams.ask.token()}` };
}

const cardAnswer = z.object({
  type: z.literal('application/vnd.microsoft.card.adaptive'),
  value: z.record(z.string(), z.unknown()),
});

async function claimRound(world: World, claims: number) {
  const { activities, authorization } = await offers(world, claims);
  const bodies = activities.map((activity) => JSON.stringify(activity));
  const spent = await spending({ ...processesOf(world), callboard: world.callboard });
  const began = performance.now();
  const shots = await fire([world.endpoint], authorization, bodies, TOGETHER);
  const answeredIn = performance.now() - began;
  const effects = await world.callboard.ask.settled();
  const finishedIn = performance.now() - began;
  const cpu = await spent(claims);

  const wrong = shots.find((shot) => shot.status !== 200 || !cardAnswer.safeParse(JSON.parse(shot.text)).success);
  if (wrong) throw new Error(`a claim was answered with ${wrong.status}: ${wrong.text.slice(0, 200)}`);
  const { assigned, notes } = await world.halo.ask.written();
  if (assigned !== world.total || notes !== world.total || effects.dead > 0) {
    throw new Error(`${world.total} claims, but ${assigned} assigned, ${notes} notes, ${effects.dead} dead effects`);
  }
  const round: Round = { answered: perSecond(claims, answeredIn), finished: perSecond(claims, finishedIn), cpu };
  return { round, activities, card: cardAnswer.parse(JSON.parse(shots[0]?.text ?? '')).value };
}

/** The same invokes, with ids of their own, to the bare bot. */
async function bareRound(
  world: World,
  bareBot: Process<typeof bareBotHandlers>,
  endpoint: string,
  activities: readonly Activity[],
): Promise<Round> {
  const bodies = activities.map((activity) => JSON.stringify({ ...activity, id: `bare-${String(activity['id'])}` }));
  const authorization = `Bearer ${await world.teams.ask.token()}`;
  const spent = await spending({ bareBot });
  const began = performance.now();
  const shots = await fire([endpoint], authorization, bodies, TOGETHER);
  const answered = perSecond(bodies.length, performance.now() - began);
  const wrong = shots.find((shot) => shot.status !== 200 || !cardAnswer.safeParse(JSON.parse(shot.text)).success);
  if (wrong) throw new Error(`the bare bot answered with ${wrong.status}: ${wrong.text.slice(0, 200)}`);
  return { answered, finished: answered, cpu: await spent(bodies.length) };
}

/** Claims with their commits alone, then all their effects. */
async function claimsApart(world: World, claims: number): Promise<ClaimsResult['apart']> {
  const { activities, authorization } = await offers(world, claims);
  const bodies = activities.map((activity) => JSON.stringify(activity));
  await world.callboard.ask.hold(true);
  const before = await world.callboard.ask.taken();
  const began = performance.now();
  await fire([world.endpoint], authorization, bodies, TOGETHER);
  const answeredIn = performance.now() - began;
  if ((await world.callboard.ask.taken()) - before !== claims) throw new Error('not every claim was committed');
  const released = performance.now();
  const done = await world.callboard.ask.doneEffects();
  await world.callboard.ask.hold(false);
  const effects = (await world.callboard.ask.settled()).done - done;
  return {
    claimsPerSecond: perSecond(claims, answeredIn),
    effectsPerSecond: perSecond(effects, performance.now() - released),
    effectsPerClaim: effects / claims,
  };
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1000;
}

function processesOf(world: World): Record<string, { cpu(): Promise<number> }> {
  return { halo: world.halo, teams: world.teams };
}

/** Notes what each process, and this one, has spent; the function it gives says what a request cost since, in ms. */
async function spending(processes: Readonly<Record<string, { cpu(): Promise<number> }>>) {
  const all: Record<string, () => Promise<number>> = { load: () => Promise.resolve(ownCpu()) };
  for (const [name, child] of Object.entries(processes)) all[name] = () => child.cpu();
  const before = new Map<string, number>();
  for (const [name, cpu] of Object.entries(all)) before.set(name, await cpu());
  return async (requests: number): Promise<Record<string, number>> => {
    const spent: Record<string, number> = {};
    for (const [name, cpu] of Object.entries(all)) {
      spent[name] = ((await cpu()) - (before.get(name) ?? 0)) / requests / 1000;
    }
    return spent;
  };
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
