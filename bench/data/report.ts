import { figure, median, quantile } from '../figures.ts';
import type { Streamed, TicketFate } from './stream.ts';

/** What happened to each class of tickets, by the file's own label and by what triage made of them. */
export function reportStream(streamed: Streamed): void {
  const { fates, wrong, virtualHours, realSeconds, aboveLimits } = streamed;
  console.log(`
Real tickets, from HaloPSA's webhook to the claim and its note: ${fates.length} tickets in ${figure(virtualHours)} virtual hours
(${figure(realSeconds)} s on this machine), every rate limit on; requests above a limit of Teams, or refused for one: ${aboveLimits}.
`);
  console.log(line('by the file’s label', undefined));
  for (const [name, some] of grouped(fates, (fate) => fate.topic)) console.log(line(name, some));
  console.log(`\n${line('by triage’s category', undefined)}`);
  for (const [name, some] of grouped(fates, (fate) => fate.category)) console.log(line(name, some));
  console.log(`\n${line('by priority', undefined)}`);
  for (const [name, some] of grouped(fates, (fate) => `P${fate.priority}`)) console.log(line(name, some));
  console.log(`\n${line('all', fates)}`);
  console.log('\nLabel by category (tickets):');
  for (const [topic, some] of grouped(fates, (fate) => fate.topic)) {
    const kinds = grouped(some, (fate) => fate.category).map(([category, these]) => `${category} ${these.length}`);
    console.log(`  ${topic.padEnd(24)} ${kinds.join(', ')}`);
  }
  console.log(wrong.length === 0 ? '\nNothing lost, nothing doubled.' : `\nWRONG:\n${wrong.slice(0, 20).join('\n')}`);
}

function grouped(fates: readonly TicketFate[], by: (fate: TicketFate) => string): [string, TicketFate[]][] {
  const groups = Map.groupBy(fates, by);
  return [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}

function line(name: string, fates: readonly TicketFate[] | undefined): string {
  if (!fates) {
    return `${name.padEnd(26)}${['tickets', 'offered', 'claimed', 'coordin.', 's to decision (p95)', 'µs of triage'].map((head) => head.padStart(head.length > 10 ? 24 : 9)).join('')}`;
  }
  const seconds = fates.map((fate) => fate.secondsToDecision);
  const micros = fates.map((fate) => fate.triageMicroseconds);
  const cells = [
    String(fates.length).padStart(9),
    String(fates.filter((fate) => fate.offers > 0).length).padStart(9),
    String(fates.filter((fate) => fate.outcome === 'claimed').length).padStart(9),
    String(fates.filter((fate) => fate.outcome === 'coordinator').length).padStart(9),
    `${figure(median(seconds))} (${figure(quantile(seconds, 0.95))})`.padStart(24),
    figure(median(micros)).padStart(24),
  ];
  return `  ${name.padEnd(24)}${cells.join('')}`;
}
