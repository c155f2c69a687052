import { z } from 'zod';
import { fire, type Shot } from '../load.ts';
import { startProcess, type Memory, type Process } from '../processes/index.ts';
import type { handlers as bareBotHandlers } from '../processes/bare-bot.ts';
import type { Activity } from '../processes/teams.ts';
import { Installation } from './installation.ts';
import type { ReplicaSet } from '../../harness/mongod/index.ts';
import { LOAD, mongods, spending, type Spender, type Spent } from './spending.ts';
import { COPIES } from './subjects.ts';

const TECHNICIANS = 20;
const TOGETHER = 10;

/** One round of one subject. */
export interface ClaimRound {
  /** The share of the claims that got their ticket; the others were asked in words to try again. */
  readonly taken: number;
  /** Until the last answer, a second. */
  readonly answered: number;
  /** Until the last effect was confirmed, a second. */
  readonly finished: number;
  /** By a second of CPU of Callboard's own processes, effects and all. */
  readonly perCpuSecond: number;
  /** From arrival to offer, a second; and by a second of CPU of Callboard's own processes, cards and all. */
  readonly tickets: number;
  readonly ticketsPerCpuSecond: number;
  /** Of each answer, ms. */
  readonly answers: readonly number[];
  /** CPU ms of each process while claims were made and carried out. */
  readonly spent: Spent;
}

/** A bot that only answers: what it says is all there is to it. */
export type BareRound = Pick<ClaimRound, 'answered' | 'perCpuSecond' | 'answers' | 'spent'>;

/** One turn: the subject, and in the same minute those it is measured by. */
export interface Turn {
  readonly subject: ClaimRound;
  readonly sqlite: ClaimRound;
  readonly bareBot: BareRound;
}

/** What so many copies over one replica set did. */
export interface SubjectResult {
  readonly copies: number;
  readonly turns: readonly Turn[];
  /** Of each copy after all turns and a garbage collection. */
  readonly memory: readonly Memory[];
  /** Of the one process on SQLite, which all of them are measured by. */
  readonly sqliteMemory: Memory;
}

/**
 * Tickets and then claims of them, `claims` a round: each number of copies on MongoDB in turns with SQLite and the bare bot, so
 * that what else the machine does meanwhile hits all three. One number after the other: idle copies cost CPU, too.
 * Rate limits of Teams and HaloPSA are lifted: they would hide what is measured.
 */
export async function* measureUnderLoad(
  set: ReplicaSet,
  o: { claims: number; rounds: number; profile: string | undefined },
): AsyncGenerator<SubjectResult> {
  const servers = await mongods(set.ports);
  const bareBot = startProcess('bareBot');
  const sqlite = await Installation.start({ copies: 1, technicians: TECHNICIANS, profile: o.profile });
  try {
    // Rounds that do not count: all get warm, and the bare bot gets the card it is to answer with.
    const warmUp = Math.min(60, o.claims);
    const { card } = await claimRound(sqlite, {}, warmUp);
    const bareEndpoint = await bareBot.ask.start({ cloud: sqlite.cloud, card });

    for (const copies of COPIES) {
      const mongodbUri = set.uri(`load_${copies}`);
      const at = await Installation.start({ copies, technicians: TECHNICIANS, mongodbUri, profile: o.profile });
      try {
        await claimRound(at, servers.members, warmUp);
        const turns: Turn[] = [];
        for (let n = 0; n < o.rounds; n += 1) {
          const reference = await claimRound(sqlite, {}, o.claims);
          const bare = await bareRound(sqlite, bareBot, bareEndpoint, reference.activities);
          const subject = await claimRound(at, servers.members, o.claims);
          turns.push({ subject: subject.round, sqlite: reference.round, bareBot: bare });
        }
        const memory = await Promise.all(at.copies.map((copy) => copy.memory()));
        yield { copies, turns, memory, sqliteMemory: (await sqlite.copies[0]?.memory()) ?? { rss: 0, heap: 0 } };
      } finally {
        await at.stop();
      }
    }
  } finally {
    await servers.close();
    await bareBot.stop();
    await sqlite.stop();
  }
}

const cardAnswer = z.object({
  type: z.literal('application/vnd.microsoft.card.adaptive'),
  value: z.record(z.string(), z.unknown()),
});

async function claimRound(at: Installation, others: Readonly<Record<string, Spender>>, claims: number) {
  const arriving = await spending(at.spenders);
  const offeredIn = await at.tickets(claims);
  const arrivedCpu = at.ownCpu(await arriving());
  const activities = await at.claims();
  const before = await at.taken();

  const spent = await spending({ ...at.spenders, ...others });
  const began = performance.now();
  const shots = await at.send(activities);
  const answeredIn = performance.now() - began;
  await at.settled();
  const finishedIn = performance.now() - began;
  const cpu = await spent();
  await at.checkWritten();
  const [card] = cardsOf(shots);
  if (!card) throw new Error('nobody claimed anything');
  const taken = (await at.taken()) - before;
  const round: ClaimRound = {
    taken: taken / activities.length,
    answered: perSecond(taken, answeredIn),
    finished: perSecond(taken, finishedIn),
    perCpuSecond: perSecond(taken, at.ownCpu(cpu)),
    tickets: perSecond(claims, offeredIn),
    ticketsPerCpuSecond: perSecond(claims, arrivedCpu),
    answers: shots.map(({ ms }) => ms),
    spent: cpu,
  };
  return { round, activities, card };
}

/** The same invokes, with ids of their own, to the bare bot. */
async function bareRound(
  at: Installation,
  bareBot: Process<typeof bareBotHandlers>,
  endpoint: string,
  activities: readonly Activity[],
): Promise<BareRound> {
  const bodies = activities.map((activity) => JSON.stringify({ ...activity, id: `bare-${String(activity['id'])}` }));
  const authorization = `Bearer ${await at.teams.ask.token()}`;
  const spent = await spending({ 'bare bot': bareBot, load: LOAD });
  const began = performance.now();
  const shots = await fire([endpoint], authorization, bodies, TOGETHER);
  const answered = perSecond(bodies.length, performance.now() - began);
  const cpu = await spent();
  cardsOf(shots);
  const perCpuSecond = perSecond(bodies.length, cpu['bare bot'] ?? 0);
  return { answered, perCpuSecond, answers: shots.map(({ ms }) => ms), spent: cpu };
}

/** @throws when one of them is not the card that a claim is answered with. */
function cardsOf(shots: readonly Shot[]): Record<string, unknown>[] {
  return shots.map(({ status, text }) => {
    const answer = status === 200 ? cardAnswer.safeParse(JSON.parse(text)) : undefined;
    if (!answer?.success) throw new Error(`a claim was answered with ${status}: ${text.slice(0, 200)}`);
    return answer.data.value;
  });
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1000;
}
