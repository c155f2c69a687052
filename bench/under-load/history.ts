import { eventId } from '../../desk/tickets/index.ts';
import type { Store, Write } from '../../desk/ports/store.ts';
import { ITEMS, type DecisionRecord } from '../../model/decision.ts';
import { queueRank, type DeskTicket, type EventKind } from '../../model/desk-ticket.ts';
import { contentHash } from '../../model/hash.ts';
import { CATEGORIES, type TriageRecord } from '../../model/triage.ts';
import { ticketText } from '../ticket-text.ts';

/** Tickets a day, so that more tickets are a longer past and not a busier day: what is open and recent stays the same. */
const A_DAY = 150;
const DAY = 24 * 3_600_000;
const MINUTE = 60_000;
/** Numbers that HaloPSA's simulator does not reach. */
const FIRST_ID = 10_000_000;
/** Tickets in one commit: some hundred documents. */
const A_COMMIT = 50;
const TECHNICIANS = 20;
/** A closed ticket's log, as the desk leaves it after an ordinary life. */
export const LIFE: readonly EventKind[] = [
  'heard',
  'triaged',
  'decided',
  'offered',
  'unanswered',
  'decided',
  'offered',
  'claimed',
  'psa-confirmed',
  'closed',
];

/** Writes a part of the past, from one number to another, by the store's own commits. */
export async function writePast(store: Store, q: { from: number; to: number; now: number }): Promise<void> {
  for (let n = q.from; n < q.to; n += A_COMMIT) {
    const part = Array.from({ length: Math.min(A_COMMIT, q.to - n) }, (_, i) => pastTicket(n + i, q.now));
    await store.commit(part.flat());
  }
}

/** Everything the desk holds of a ticket that was closed: the `n`th of the past, counted back from `now`. */
export function pastTicket(n: number, now: number): Write[] {
  const ticketId = String(FIRST_ID + n);
  const createdAt = Math.floor(now - DAY - (n / A_DAY) * DAY);
  const closedAt = createdAt + 90 * MINUTE;
  const personId = `agent:${2 + (n % TECHNICIANS)}`;
  const { summary: title, details: description } = ticketText(n);
  const client = { id: String(1 + (n % 60)), name: `Client ${1 + (n % 60)}` };
  const textHash = contentHash([title, description, null, client.id]);
  const category = CATEGORIES[n % CATEGORIES.length] ?? 'unclear';
  const decision = decisionOf(ticketId, personId, createdAt);
  const ticket: DeskTicket = {
    ticketId,
    number: ticketId,
    url: `https://northwind.halopsa.example/ticket?id=${ticketId}`,
    phase: 'closed',
    open: false,
    clientId: client.id,
    queueId: '1',
    psaVersion: textHash,
    psaUpdatedAt: closedAt,
    psaAgentId: personId.slice('agent:'.length),
    createdAt,
    heardAt: createdAt + 1_000,
    triagedAt: createdAt + 1_100,
    priority: 3,
    effort: 30,
    category,
    textHash,
    asks: [
      {
        personId,
        at: createdAt + 1_500,
        endsAt: createdAt + 15 * MINUTE,
        decisionId: decision.id,
        outcome: 'taken',
        answeredAt: createdAt + 5 * MINUTE,
      },
    ],
    owner: { personId, at: createdAt + 5 * MINUTE, via: 'claim', by: personId },
    decisionId: decision.id,
    sync: 'clean',
    hops: 1,
    events: LIFE.length,
    rank: queueRank(3, createdAt),
  };
  return [
    { op: 'insert', c: 'tickets', id: ticketId, data: ticket },
    {
      op: 'insert',
      c: 'texts',
      id: ticketId,
      data: {
        psa: {
          id: ticketId,
          number: ticketId,
          url: ticket.url,
          title,
          description,
          queue: { id: '1', name: 'Service Desk' },
          status: { id: '9', name: 'Closed' },
          open: false,
          category: [{ id: '7', name: 'Incident' }],
          client,
          contact: { id: String(n % 500), name: `Contact ${n % 500}`, email: `contact${n % 500}@client.example` },
          alsoAssigned: [],
          createdAt,
          updatedAt: closedAt,
          version: textHash,
        },
        words: { problem: title, summary: description },
      },
    },
    { op: 'insert', c: 'triage', id: ticketId, data: triageOf(ticketId, category, createdAt) },
    { op: 'insert', c: 'decisions', id: decision.id, data: decision, expiresAt: now + 400 * DAY },
    ...LIFE.map((kind, at): Write => ({
      op: 'insert',
      c: 'events',
      id: eventId(ticketId, at + 1),
      data: {
        ticketId,
        n: at + 1,
        at: Math.floor(createdAt + (at / (LIFE.length - 1)) * (closedAt - createdAt)),
        kind,
        by: kind === 'claimed' ? personId : 'callboard',
        data: { to: personId, outcome: 'offer', total: 23_790 },
      },
    })),
  ];
}

function decisionOf(ticketId: string, chosen: string, at: number): DecisionRecord {
  return {
    id: `decision_${ticketId}`,
    ticketId,
    at,
    snapshot: contentHash([ticketId, at]),
    policy: 'bench',
    outcome: 'offer',
    chosen,
    startAt: at,
    ranked: Array.from({ length: 5 }, (_, n) => ({
      personId: n === 0 ? chosen : `agent:${2 + n}`,
      items: ITEMS.map((code) => ({ code, cost: 100 * n, basis: 'fact' as const })),
      total: ITEMS.length * 100 * n,
      startAt: at,
    })),
  };
}

function triageOf(ticketId: string, category: TriageRecord['category'], at: number): TriageRecord {
  return {
    ticketId,
    at,
    by: 'rules',
    policy: 'rules-2',
    type: 'incident',
    category,
    confidence: 0.8,
    skills: [{ skill: 'Windows', level: 2, must: false }],
    effort: 30,
    onSite: 0.1,
    impact: 2,
    urgency: 2,
    priority: 3,
    clock: { tier: 'none', paused: false, source: 'none' },
    questions: [],
    evidence: [{ about: 'category', rule: 'words', part: 'title', start: 0, length: 7 }],
  };
}
