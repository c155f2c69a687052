import { figure, quantile, spread } from '../figures.ts';
import type { Memory } from '../processes/index.ts';
import type { BareRound, ClaimRound, SubjectResult, Turn } from './claims.ts';
import type { Aged, Growth } from './growth.ts';
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

/** Why the bound is missed and what was done about it, so that nobody has to find out again. */
const WHY_LOST = `
    Why it is lost: a claim with its four effects and its cards is 19 requests to MongoDB, counted by the driver (60 at
    first), and half of the process's CPU goes into sending them and reading answers. Tried: people in memory for a
    second, decisions kept, all documents asked for in one turn in one request whatever their collections, a card read
    together with its ticket, lanes written in one command, no second look for work, lookups in one index in one request,
    no look where nothing can be due (SQLite gained as much); gathering work for 10 ms (no gain).
    Not tried: bulk writes over several collections (MongoDB 8), beginning an attempt with its claim.`;

/** A part's heading, before it is measured. */
export const HEADINGS = {
  claims: `
Claims and tickets under load: signed HTTP over 10 connections, tickets and then their claims in each turn; MongoDB is
three members on this machine. Each number of copies in turns with SQLite and the bare bot; median (lowest to highest).
A CPU-second is one of Callboard's own processes, all its copies together. Rate limits are lifted.`,
  growth: `
Growth: what a ticket costs, from its arrival until its claim is carried out, with so many closed tickets behind it;
150 tickets a day, so that more of them are a longer past. The process itself has written them, in its store's commits.`,
  teams: `
Growth: what a ticket costs from its arrival to its offer, with so many technicians to choose from (SQLite).`,
  start: `
The real process over a past of many tickets, stopped while people claim: ms, median (lowest to highest).`,
} as const;

export function reportUnderLoad({ copies, turns, memory, sqliteMemory }: SubjectResult): void {
  const of = (what: 'finished' | 'answered' | 'perCpuSecond' | 'tickets' | 'ticketsPerCpuSecond') =>
    ratios(
      turns.map(({ subject }) => subject[what]),
      turns.map(({ sqlite }) => sqlite[what]),
    );
  const toBareBot = ratios(
    turns.map(({ subject }) => subject.answered),
    turns.map(({ bareBot }) => bareBot.answered),
  );
  reportRounds(
    `MongoDB, ${copies} ${copies === 1 ? 'copy' : 'copies'}`,
    turns.map(({ subject }) => subject),
    memory,
  );
  const claims = of('perCpuSecond');
  console.log(`    by SQLite in the same turn
      claims by a CPU-second           ${spread(claims)}${copies === 1 ? `   ${verdict(claims, BOUNDS.mongoClaims)}` : ''}
      claims/s; answers/s              ${spread(of('finished'))}; ${spread(of('answered'))}
      tickets by a CPU-second; a second ${spread(of('ticketsPerCpuSecond'))}; ${spread(of('tickets'))}
    by the bare bot: answers/s         ${spread(toBareBot)}${copies === 1 && !holds(claims, BOUNDS.mongoClaims) ? WHY_LOST : ''}`);
  reportRounds(
    'SQLite, 1 copy, in the same turns',
    turns.map(({ sqlite }) => sqlite),
    [sqliteMemory],
  );
  reportBareBot(turns);
}

function reportRounds(name: string, rounds: readonly ClaimRound[], memory: readonly Memory[]): void {
  const refused = 1 - Math.min(...rounds.map(({ taken }) => taken));
  console.log(`
  ${name}
    claims/s, all their effects done   ${spread(rounds.map(({ finished }) => finished))}; until the last answer ${spread(rounds.map(({ answered }) => answered))}
    claims by a CPU-second             ${spread(rounds.map(({ perCpuSecond }) => perCpuSecond))}
    tickets/s, from arrival to offer   ${spread(rounds.map(({ tickets }) => tickets))}; by a CPU-second ${spread(rounds.map(({ ticketsPerCpuSecond }) => ticketsPerCpuSecond))}
    answers                            ${answerLine(rounds)}${refused > 0 ? `; asked to try again: up to ${figure(refused * 100)} % of a turn` : ''}
    memory                             ${memory.map(({ rss, heap }) => `${megabytes(rss)} MB, of it heap in use ${megabytes(heap)} MB`).join('; ')}
    CPU while claims are made          ${shareLine(rounds)}`);
}

function reportBareBot(turns: readonly Turn[]): void {
  const rounds = turns.map(({ bareBot }) => bareBot);
  console.log(`
  Bare botbuilder bot, which answers and does nothing, in the same turns
    requests/s                         ${spread(rounds.map(({ answered }) => answered))}; by a CPU-second ${spread(rounds.map(({ perCpuSecond }) => perCpuSecond))}
    answers                            ${answerLine(rounds)}
    CPU                                ${shareLine(rounds)}`);
}

function answerLine(rounds: readonly BareRound[]): string {
  const answers = rounds.flatMap((round) => round.answers);
  const of = (share: number) => figure(quantile(answers, share));
  return `p50 ${of(0.5)} ms, p95 ${of(0.95)} ms, p99 ${of(0.99)} ms`;
}

function shareLine(rounds: readonly BareRound[]): string {
  const all = shares(rounds.map(({ spent }) => spent));
  return all.map(([name, share]) => `${name} ${figure(share * 100)} %`).join(', ');
}

function megabytes(bytes: number): string {
  return figure(bytes / 2 ** 20);
}

export function reportGrowth({ engine, aged, heaps }: Growth): void {
  console.log(`  ${ENGINE_NAMES[engine]}`);
  const cpuOf = ({ costs }: Aged) => costs.map(({ cpu }) => cpu);
  const [least] = aged;
  for (const one of aged) {
    const by = ratios(cpuOf(one), least ? cpuOf(least) : []);
    const promised = one === aged.at(-1) ? `   ${verdict(by, BOUNDS.ticketAtFullAge)}` : '';
    console.log(
      `    ${one.past} tickets: ${spread(cpuOf(one))} ms of CPU, ${spread(one.costs.map(({ wall }) => wall))} ms in all;`,
    );
    console.log(`      CPU by the shortest past ${spread(by)}${promised}; written in ${figure(one.wroteIn)} s`);
  }
  const weights = heaps.map(({ events, memory }) => `${events} events ${megabytes(memory.heap)} MB`);
  console.log(`    heap after collection of the process that wrote them: ${weights.join(', ')}`);
  const [before, last] = heaps.slice(-2);
  if (!before || !last) return;
  const ratio = [last.memory.heap / before.memory.heap];
  console.log(`      ${last.events} by ${before.events}: ${figure(ratio[0] ?? 0)}   ${verdict(ratio, BOUNDS.heap)}`);
}

export function reportTeams(teams: readonly TeamCost[]): void {
  const [least] = teams;
  for (const { technicians, cpu } of teams) {
    const by = spread(ratios(cpu, least?.cpu ?? []));
    console.log(`  ${technicians} technicians: ${spread(cpu)} ms of CPU; by the fewest ${by}`);
  }
}

export function reportStarts({ engine, past, ready, drained }: Lives): void {
  console.log(`  ${ENGINE_NAMES[engine]}, ${past} tickets, ${ready.length} lives
    from start to ready                ${spread(ready)}   ${verdict(ready, BOUNDS.readyMs)}
    from SIGTERM to its end            ${spread(drained)}   ${verdict(drained, BOUNDS.drainMs)}`);
}
