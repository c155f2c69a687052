import type { DeskEvent } from '../../model/desk-ticket.ts';
import type { Priority } from '../../model/ticket.ts';
import type { Category } from '../../model/triage.ts';
import { DEFAULT_TRIAGE_POLICY, triage } from '../../triage/index.ts';
import type { RealTicket } from './read-tickets.ts';
import { streamWorld, type StreamWorld } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Monday, half past eight in London. */
const MONDAY = Date.UTC(2026, 10, 23, 8, 30);
/** Tickets come from half past eight to half past three, so that a day's work is done on the same day. */
const WINDOW = 7 * HOUR;
/** 120 an hour: a large MSP's busy day, and about what 500 requests in five minutes carry. */
const TICKETS_A_MINUTE = 2;
const TECHNICIANS = 40;
/** How long work on a ticket takes here, before it is closed in Halo. */
const HANDLING = 20 * MINUTE;

/** What became of one ticket. */
export interface TicketFate {
  readonly topic: string;
  readonly category: Category;
  readonly priority: Priority;
  readonly outcome: 'claimed' | 'coordinator' | 'lost';
  readonly offers: number;
  /** From its arrival in Halo to the first decision, in virtual seconds. */
  readonly secondsToDecision: number;
  /** Triage alone, on this machine's clock. */
  readonly triageMicroseconds: number;
}

export interface Streamed {
  readonly fates: readonly TicketFate[];
  /** What may never happen, in words; empty. */
  readonly wrong: readonly string[];
  readonly virtualHours: number;
  readonly realSeconds: number;
  /** Requests of Callboard that stood above a limit of Teams, and answers 429 of either side. */
  readonly aboveLimits: number;
}

/**
 * Sends real tickets the whole way: created in the simulated HaloPSA, pushed, triaged, decided, offered, claimed by
 * whom was asked, assigned and noted in HaloPSA, closed there. Nobody takes what is offered to nobody: a ticket ends
 * claimed or with the coordinator. Everything over HTTP, on one virtual clock, with all rate limits on.
 */
export async function streamTickets(tickets: readonly RealTicket[]): Promise<Streamed> {
  const began = performance.now();
  const world = await streamWorld(MONDAY, TECHNICIANS);
  const started = world.clock.now();
  const ids: number[] = [];
  for (let next = 0; next < tickets.length || !(await allEnded(world, ids)); ) {
    // As many as are due by now; none between the days.
    const sinceMorning = (world.clock.now() - started) % (24 * HOUR);
    if (sinceMorning < WINDOW) {
      const due = Math.min(tickets.length - next, TICKETS_A_MINUTE);
      for (const ticket of tickets.slice(next, next + due)) {
        ids.push(await world.does(async () => arrive(world, ticket, ids.length)));
        await world.clock.advance(MINUTE / due);
      }
      next += due;
      if (due === 0) await world.clock.advance(MINUTE);
    } else {
      await world.clock.advance(MINUTE);
    }
    await everybodyWorks(world, ids);
    if (world.clock.now() - started > 60 * 24 * HOUR) break;
  }
  await world.clock.advance(2 * MINUTE);
  const virtualHours = (world.clock.now() - started) / HOUR;
  const wrong = [...world.failures];
  const fates: TicketFate[] = [];
  for (const [n, id] of ids.entries()) {
    const found = await fateOf(world, id, tickets[n]?.topic ?? '');
    fates.push(found.fate);
    wrong.push(...found.wrong.map((what) => `ticket ${id}: ${what}`));
  }
  const throttled = world.teams.log.entries.filter((entry) => entry.status === 429).length;
  const aboveLimits = world.teams.log.aboveLimits().length + throttled;
  await world.close();
  return { fates, wrong, virtualHours, realSeconds: (performance.now() - began) / 1000, aboveLimits };
}

function arrive(world: StreamWorld, ticket: RealTicket, n: number): number {
  const client = world.clients[n % world.clients.length];
  if (!client) throw new Error('the tenant has no clients');
  // The file has one text and no subject: its first words are what somebody would have written there.
  const summary = /^\S+(?:\s+\S+){0,9}/.exec(ticket.text.trim())?.[0] ?? '(no text)';
  return world.halo.people.newTicket({
    summary: summary.slice(0, 200),
    details: ticket.text,
    client_id: client.id,
    user_id: client.contact,
    contract_id: client.contract,
  }).id;
}

/** Whoever is asked takes it; whoever has worked long enough closes it in Halo. */
async function everybodyWorks(world: StreamWorld, ids: readonly number[]): Promise<void> {
  const { teams, halo, clock } = world;
  const asked = await world.store.query('tickets', { index: 'byPhase', eq: ['offered'], limit: 500 });
  if (asked.docs.length > 0) {
    for (const key of world.technicians) {
      const person = teams.user(key);
      for (const message of person.inbox()) {
        const take = message.actions.find((title) => title.startsWith('Take'));
        if (take !== undefined) await world.does(() => person.click(message.id, take));
      }
    }
  }
  for (const id of ids) {
    const row = halo.state.tickets.get(id);
    if (row?.dateassigned === undefined || row.dateclosed !== undefined) continue;
    if (clock.now() - row.dateassigned >= HANDLING) await world.does(async () => halo.people.close(id));
  }
}

async function allEnded(world: StreamWorld, ids: readonly number[]): Promise<boolean> {
  const { store, halo } = world;
  for (const id of ids) {
    if (halo.state.tickets.get(id)?.dateclosed !== undefined) continue;
    if ((await store.get('tickets', String(id)))?.data.phase !== 'coordinator') return false;
  }
  return true;
}

async function fateOf(
  { store, halo }: StreamWorld,
  id: number,
  topic: string,
): Promise<{ fate: TicketFate; wrong: string[] }> {
  const log: DeskEvent[] = (
    await store.query('events', { index: 'byTicket', eq: [String(id)], limit: 500 })
  ).docs.map((doc) => doc.data);
  const count = (kind: DeskEvent['kind']) => log.filter((event) => event.kind === kind).length;
  const notes = (halo.state.actions.get(id) ?? []).filter((action) => action.note_html.includes('Callboard')).length;
  const doc = (await store.get('tickets', String(id)))?.data;
  const record = (await store.get('triage', String(id)))?.data;
  const claimed = count('claimed');
  const outcome = claimed > 0 ? 'claimed' : doc?.phase === 'coordinator' ? 'coordinator' : 'lost';
  const decided = log.find((event) => event.kind === 'decided' || event.kind === 'to-coordinator');
  const text = await store.get('texts', String(id));
  const row = halo.state.tickets.get(id);

  const wrong: string[] = [];
  if (outcome === 'lost') wrong.push(`neither claimed nor with the coordinator, but ${doc?.phase ?? 'unheard of'}`);
  if (count('heard') !== 1) wrong.push(`heard ${count('heard')} times`);
  if (count('triaged') !== 1) wrong.push(`triaged ${count('triaged')} times`);
  if (claimed > 1) wrong.push(`claimed ${claimed} times`);
  if (notes !== claimed) wrong.push(`${claimed} claims, but ${notes} notes in HaloPSA`);
  if (claimed === 1 && (row?.agent_id ?? 1) <= 1) wrong.push('claimed, but assigned to nobody in HaloPSA');

  const before = process.hrtime.bigint();
  if (text) triage({ ticket: text.data.psa, now: log[0]?.at ?? 0 }, DEFAULT_TRIAGE_POLICY);
  const triageMicroseconds = Number(process.hrtime.bigint() - before) / 1_000;
  return {
    fate: {
      topic,
      category: record?.category ?? 'unclear',
      priority: record?.priority ?? 3,
      outcome,
      offers: count('offered'),
      secondsToDecision: ((decided?.at ?? Infinity) - (row?.dateoccurred ?? 0)) / 1_000,
      triageMicroseconds,
    },
    wrong,
  };
}
