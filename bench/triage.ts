import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { DEFAULT_TRIAGE_POLICY, triage } from '../triage/index.ts';
import type { Ticket } from '../model/ticket.ts';
import type { Category } from '../model/triage.ts';

/** What triage made of a file of tickets. */
export interface TriageMeasured {
  readonly tickets: number;
  /** Tickets per kind, most first. */
  readonly kinds: readonly { readonly category: Category; readonly count: number; readonly share: number }[];
  readonly shareUnclear: number;
  /** Share that would go to people below a confidence of 0.35, routing's floor, "unclear" included. */
  readonly shareBelowFloor: number;
  /** Microseconds a ticket, triage alone, after a warm-up. */
  readonly microseconds: { readonly mean: number; readonly p99: number; readonly most: number };
}

const FLOOR = 0.35;
const WARM_UP = 500;

/**
 * Triages every ticket of a CSV file (`text`, or `title` and `body`; gzip by its ending) and says what came out and
 * how long it took. It measures only: labels in the file are not read, and nothing learns from it.
 */
export function measureTriage(file: string): TriageMeasured {
  const tickets = readTickets(file);
  for (const ticket of tickets.slice(0, WARM_UP)) triage({ ticket, now: 0 }, DEFAULT_TRIAGE_POLICY);
  const counts = new Map<Category, number>();
  const took: number[] = [];
  let below = 0;
  for (const ticket of tickets) {
    const began = process.hrtime.bigint();
    const { record } = triage({ ticket, now: 0 }, DEFAULT_TRIAGE_POLICY);
    took.push(Number(process.hrtime.bigint() - began) / 1_000);
    counts.set(record.category, (counts.get(record.category) ?? 0) + 1);
    if (record.category === 'unclear' || record.confidence < FLOOR) below += 1;
  }
  took.sort((a, b) => a - b);
  const share = (count: number) => (tickets.length === 0 ? 0 : count / tickets.length);
  return {
    tickets: tickets.length,
    kinds: [...counts]
      .map(([category, count]) => ({ category, count, share: share(count) }))
      .sort((a, b) => b.count - a.count),
    shareUnclear: share(counts.get('unclear') ?? 0),
    shareBelowFloor: share(below),
    microseconds: {
      mean: took.reduce((sum, one) => sum + one, 0) / Math.max(1, took.length),
      p99: took[Math.floor(took.length * 0.99)] ?? 0,
      most: took.at(-1) ?? 0,
    },
  };
}

/** What was measured, as lines for people. */
export function sayTriage({ tickets, kinds, shareUnclear, shareBelowFloor, microseconds }: TriageMeasured): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    `${tickets} tickets`,
    ...kinds.map(
      ({ category, count, share }) => `${category.padEnd(12)} ${String(count).padStart(7)}  ${percent(share)}`,
    ),
    `unclear ${percent(shareUnclear)}, below the floor of ${FLOOR} ${percent(shareBelowFloor)}`,
    `µs a ticket: mean ${microseconds.mean.toFixed(0)}, p99 ${microseconds.p99.toFixed(0)}, most ${microseconds.most.toFixed(0)}`,
  ].join('\n');
}

function readTickets(file: string): Ticket[] {
  const bytes = readFileSync(file);
  const rows: Record<string, string>[] = parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
  return rows.map((row, index) => ({
    id: String(index),
    number: String(index),
    url: '',
    title: row['title'] ?? '',
    description: row['body'] ?? row['text'] ?? '',
    queue: { id: '1', name: 'Service Desk' },
    status: { id: '1', name: 'New' },
    open: true,
    category: [],
    client: { id: '1', name: 'A client' },
    contact: { id: '1', name: 'Somebody' },
    alsoAssigned: [],
    createdAt: 0,
    updatedAt: 0,
    version: '1',
  }));
}

if (import.meta.main) {
  const file = process.argv[2];
  if (file === undefined) throw new Error('Say which file: node bench/triage.ts FILE.csv[.gz]');
  console.log(sayTriage(measureTriage(file)));
}
