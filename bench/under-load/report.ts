import { figure, median, quantile, spread } from '../figures.ts';
import type { Memory } from '../processes/index.ts';
import type { ClaimRound, Turn, UnderLoad } from './claims.ts';
import type { Growth } from './growth.ts';
import { holds, ratios, shares, type Bound } from './ratios.ts';
import type { Lives } from './start.ts';
import { ENGINE_NAMES } from './subjects.ts';
import type { TeamCost } from './team.ts';

/** What is promised. */
const BOUNDS = {
  mongoClaims: { atLeast: 0.6 },
  ticketAtFullAge: { atMost: 1.3 },
  heap: { atMost: 1.1 },
  readyMs: { atMost: 3_000 },
  drainMs: { atMost: 10_000 },
} as const satisfies Record<string, Bound>;

function verdict(values: readonly number[], bound: Bound): string {
  const word = bound.atLeast === undefined ? `at most ${bound.atMost ?? ''}` : `at least ${bound.atLeast}`;
  return `${holds(values, bound) ? 'HELD' : 'LOST'} (${word})`;
}

export function reportUnderLoad({ claims, subjects, sqliteMemory, membersSeen }: UnderLoad): void {
  const all = subjects.flatMap(({ turns }) => turns);
  console.log(`
Claims and tickets under load: signed HTTP over 10 connections, ${claims} tickets and then their claims a round; MongoDB
is three members on this machine. Each number of copies in turns with SQLite and the bare bot; median (lowest to
highest). A CPU-second is one of Callboard's own processes, all its copies together. Rate limits are lifted.`);
  reportSubject(
    'SQLite, 1 copy',
    all.map(({ sqlite }) => sqlite),
  );
  console.log(`  memory ${memoryLine([sqliteMemory])}`);
  reportBareBot(all);
  for (const { copies, turns, memory } of subjects) {
    const rounds = turns.map(({ subject }) => subject);
    reportSubject(`MongoDB, ${copies} ${copies === 1 ? 'copy' : 'copies'}`, rounds);
    console.log(`  memory ${memoryLine(memory)}`);
    console.log(`  by SQLite in the same turn: claims/CPU-s ${bySqlite(turns, 'perCpuSecond', copies === 1)}`);
    console.log(`    tickets/CPU-s ${bySqlite(turns, 'ticketsPerCpuSecond')}, claims/s ${bySqlite(turns, 'finished')}`);
    console.log(
      `  by the bare bot: answers/s ${spread(
        ratios(
          turns.map(({ subject }) => subject.answered),
          turns.map(({ bareBot }) => bareBot.answered),
        ),
      )}`,
    );
  }
  if (membersSeen === 0) console.log('  (these members of the replica set do not say what CPU they use)');
}

function reportSubject(name: string, rounds: readonly ClaimRound[]): void {
  const answers = rounds.flatMap((round) => round.answers);
  const refused = 1 - Math.min(...rounds.map(({ taken }) => taken));
  console.log(`
${name}
  claims/s, all their effects done   ${spread(rounds.map(({ finished }) => finished))}; until the last answer ${spread(rounds.map(({ answered }) => answered))}
  claims by a CPU-second             ${spread(rounds.map(({ perCpuSecond }) => perCpuSecond))}
  tickets/s, from arrival to offer   ${spread(rounds.map(({ tickets }) => tickets))}; by a CPU-second ${spread(rounds.map(({ ticketsPerCpuSecond }) => ticketsPerCpuSecond))}
  answers: p50 ${figure(median(answers))} ms, p95 ${figure(quantile(answers, 0.95))} ms, p99 ${figure(quantile(answers, 0.99))} ms${refused > 0 ? `; asked to try again: up to ${figure(refused * 100)} % of a round` : ''}
  CPU while claims are made: ${shareLine(rounds.map(({ spent }) => spent))}`);
}

function reportBareBot(turns: readonly Turn[]): void {
  const rounds = turns.map(({ bareBot }) => bareBot);
  const answers = rounds.flatMap((round) => round.answers);
  console.log(`
Bare botbuilder bot, which answers and does nothing
  requests/s                         ${spread(rounds.map(({ answered }) => answered))}; by a CPU-second ${spread(rounds.map(({ perCpuSecond }) => perCpuSecond))}
  answers: p50 ${figure(median(answers))} ms, p95 ${figure(quantile(answers, 0.95))} ms, p99 ${figure(quantile(answers, 0.99))} ms
  CPU: ${shareLine(rounds.map(({ spent }) => spent))}`);
}

function bySqlite(
  turns: readonly Turn[],
  of: 'perCpuSecond' | 'ticketsPerCpuSecond' | 'finished',
  promised = false,
): string {
  const values = ratios(
    turns.map(({ subject }) => subject[of]),
    turns.map(({ sqlite }) => sqlite[of]),
  );
  return `${spread(values)}${promised ? `   ${verdict(values, BOUNDS.mongoClaims)}` : ''}`;
}

function shareLine(spent: readonly Readonly<Record<string, number>>[]): string {
  return shares(spent)
    .map(([name, share]) => `${name} ${figure(share * 100)} %`)
    .join(', ');
}

function memoryLine(memory: readonly Memory[]): string {
  return memory.map(({ rss, heap }) => `${megabytes(rss)} MB, of it heap in use ${megabytes(heap)} MB`).join('; ');
}

function megabytes(bytes: number): string {
  return figure(bytes / 2 ** 20);
}

export function reportGrowth(grown: readonly Growth[]): void {
  console.log(`
Growth: what a ticket costs, from its arrival until its claim is carried out, with so many closed tickets behind it;
150 tickets a day, so that more of them are a longer past. All written by the process itself, in its store's commits.`);
  for (const { engine, aged, heaps } of grown) {
    console.log(`  ${ENGINE_NAMES[engine]}`);
    const [least] = aged;
    for (const { past, costs, wroteIn } of aged) {
      const cpu = costs.map((cost) => cost.cpu);
      const by = ratios(cpu, least?.costs.map((cost) => cost.cpu) ?? []);
      const promised = past === aged.at(-1)?.past ? `   ${verdict(by, BOUNDS.ticketAtFullAge)}` : '';
      console.log(
        `    ${past} tickets: ${spread(cpu)} ms of CPU, ${spread(costs.map((cost) => cost.wall))} ms in all; by the least ${spread(by)}${promised} (written in ${figure(wroteIn)} s)`,
      );
    }
    const weights = heaps.map(({ events, memory }) => `${events} events ${megabytes(memory.heap)} MB`);
    const [before, last] = heaps.slice(-2);
    const ratio = before && last ? [last.memory.heap / before.memory.heap] : [];
    console.log(
      `    heap after collection, one process that wrote them: ${weights.join(', ')}${ratio.length > 0 ? `; the last two ${spread(ratio)}   ${verdict(ratio, BOUNDS.heap)}` : ''}`,
    );
  }
}

export function reportTeams(teams: readonly TeamCost[]): void {
  console.log(`
Growth: what a ticket costs from its arrival to its offer, with so many technicians to choose from (SQLite)`);
  const [least] = teams;
  for (const { technicians, cpu } of teams) {
    console.log(
      `    ${technicians} technicians: ${spread(cpu)} ms of CPU; by the least ${spread(ratios(cpu, least?.cpu ?? []))}`,
    );
  }
}

export function reportStarts(lives: readonly Lives[], past: number): void {
  console.log(`
The real process over ${past} tickets: median (lowest to highest) of ${lives[0]?.ready.length ?? 0} lives, ms`);
  for (const { engine, ready, drained } of lives) {
    console.log(`  ${ENGINE_NAMES[engine]}: from start to ready ${spread(ready)}   ${verdict(ready, BOUNDS.readyMs)}`);
    console.log(`    from SIGTERM to its end, under claims ${spread(drained)}   ${verdict(drained, BOUNDS.drainMs)}`);
  }
}
