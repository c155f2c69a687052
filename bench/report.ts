import { GATHER_MS } from '../desk/index.ts';
import type { ClaimsResult, Round } from './claims.ts';
import { figure, median, quantile, spread } from './figures.ts';
import type { LatencyResult } from './latency.ts';

/** A claim with all that follows from it, beside a bot that only answers: at least this share of its rate. */
const CLAIMS_BOUND = 0.6;
const FIRST_DECISION_BOUND_MS = 60_000;

function verdict(held: boolean, bound: string): string {
  return held ? `HELD (${bound})` : `LOST (${bound})`;
}

export function reportClaims(result: ClaimsResult): void {
  const { callboard, bareBot, apart, claims } = result;
  const ratios = callboard.map((round, n) => round.finished / (bareBot[n]?.finished ?? Infinity));
  const answerRatios = callboard.map((round, n) => round.answered / (bareBot[n]?.answered ?? Infinity));
  const ratio = median(ratios);
  console.log(`
Claims: signed HTTP, SQLite in a file with fsync, HaloPSA, Teams and the load generator in other processes;
${claims} claims a round over 10 connections, ${callboard.length} rounds in turns; median (lowest to highest).
The rate limits of Teams and HaloPSA are lifted for this part alone: they would hide what is measured.
  claims/s, all their effects done     ${spread(callboard.map((round) => round.finished))}
  claims/s, until the last answer      ${spread(callboard.map((round) => round.answered))}
  bare botbuilder bot, requests/s      ${spread(bareBot.map((round) => round.finished))}
  ratio, effects done                  ${spread(ratios)}   ${verdict(ratio >= CLAIMS_BOUND, `at least ${CLAIMS_BOUND}`)}
  ratio, until the last answer         ${spread(answerRatios)}
Apart: effects held back until every claim was committed and answered, then let go.
  claims/s with their commits          ${figure(apart.claimsPerSecond)}
  effects/s                            ${figure(apart.effectsPerSecond)}, ${figure(apart.effectsPerClaim)} a claim
CPU ms a claim: ${cpuLine(callboard)}; a request to the bare bot: ${cpuLine(bareBot)}${ratio >= CLAIMS_BOUND ? '' : whyLost(callboard, bareBot)}`);
}

/** Why the bound is missed and what was done about it, so that nobody has to find out again. */
function whyLost(callboard: readonly Round[], bareBot: readonly Round[]): string {
  const own = median(callboard.map((round) => round.cpu['callboard'] ?? 0));
  const wanted = CLAIMS_BOUND * median(bareBot.map((round) => round.finished));
  return `
  Why it is lost: one process has ${figure(1000 / own)} claims/s of CPU at most (${figure(own)} ms each); the bound asks for ${figure(wanted)}.
  A claim is about nine durable writes and six requests: look, write and read-back of the assignment, the note, two
  edits of the claimant's card. Tried: commits of one moment share one fsync, an effect's claim is not waited for on
  the disk (together: answers three times as fast, a third less CPU). Not tried: one card edit instead of two.`;
}

function cpuLine(rounds: readonly Round[]): string {
  const names = Object.keys(rounds[0]?.cpu ?? {});
  return names.map((name) => `${name} ${figure(median(rounds.map((round) => round.cpu[name] ?? 0)))}`).join(', ');
}

export function reportLatency({ total, outside }: LatencyResult): void {
  const ours = total.map((ms, n) => ms - (outside[n] ?? 0));
  const share = median(ours.map((ms, n) => ms / (total[n] ?? 1)));
  const work = median(ours.map((ms) => Math.max(0, ms - GATHER_MS)));
  console.log(`
From the webhook to the card at Teams' connector: ${total.length} tickets, one after the other, every rate limit on.
  median ${figure(median(total))} ms, p95 ${figure(quantile(total, 0.95))} ms
  of it waiting for HaloPSA and Teams: median ${figure(median(outside))} ms; ours: median ${figure(median(ours))} ms (${figure(share * 100)} %),
  which is ${GATHER_MS} ms of waiting for what comes in the same moment, and about ${figure(work)} ms of work`);
}

export function reportFirstDecision(decided: readonly number[]): void {
  const worst = Math.max(...decided);
  console.log(`
First decision without any webhook, poll at its default: ${decided.length} tickets at any moment of a minute.
  median ${figure(median(decided) / 1000)} s, longest ${figure(worst / 1000)} s   ${verdict(worst <= FIRST_DECISION_BOUND_MS, 'within 60 s')}`);
}
