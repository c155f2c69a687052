import type { Outcome } from './crashes.ts';

/** So many violations of one check are told; the rest is counted. */
const MOST_TOLD = 12;

/** Prints a run: its figures, then each check, and for each violation what to do to see it again. */
export function tell(outcome: Outcome, again: string): { passed: number; failed: number } {
  const width = Math.max(...Object.keys(outcome.figures).map((name) => name.length));
  for (const [name, figure] of Object.entries(outcome.figures)) console.log(`  ${name.padEnd(width)}  ${figure}`);
  let failed = 0;
  for (const { name, violations } of outcome.checks) {
    console.log(`${violations.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (violations.length === 0) continue;
    failed += 1;
    for (const { ticketId, what } of violations.slice(0, MOST_TOLD)) {
      console.log(`         ${ticketId === undefined ? '' : `ticket ${ticketId}: `}${what}`);
    }
    if (violations.length > MOST_TOLD) console.log(`         and ${violations.length - MOST_TOLD} more`);
    const first = violations.find(({ ticketId }) => ticketId !== undefined)?.ticketId;
    const lines = first === undefined ? [] : (outcome.trace?.(first) ?? []);
    if (lines.length > 0) console.log([`         ticket ${first ?? ''}, all of it:`, ...lines].join('\n           '));
    console.log(`         again: ${again} (the same choices; how they interleave is up to the machine)`);
  }
  const logged = failed === 0 ? [] : (outcome.logged ?? []).slice(0, MOST_TOLD);
  if (logged.length > 0) console.log(['  what the product called errors:', ...logged].join('\n    '));
  return { passed: outcome.checks.length - failed, failed };
}
