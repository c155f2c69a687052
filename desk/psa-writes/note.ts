import { readReason } from '../../model/reasons.ts';
import type { ItemCode } from '../../model/decision.ts';
import type { DeskEvent, DeskTicket } from '../../model/desk-ticket.ts';
import { eventId } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { namesOf } from '../people/index.ts';
import { NOTE_WORDS } from './note-words.ts';
import { fullTime } from './note-time.ts';

/** How many events after the note's own are searched for a change in the PSA that overrides it. */
const AT_MOST = 50;

/**
 * Composes the internal note that documents a decision on the ticket: the owner, who decided, why, and triage's result.
 * It is composed when it is written, from event `n` of the ticket's log. Returns `undefined` when a change in the PSA
 * has overridden the decision, because a note about an assignment that no longer holds would mislead.
 */
export async function noteWords(
  deps: DeskDeps,
  ticketId: string,
  n: number,
  handedOver?: string,
): Promise<string | undefined> {
  const { store } = deps;
  const [doc, record] = await Promise.all([store.get('tickets', ticketId), store.get('triage', ticketId)]);
  const since = Math.min(AT_MOST, (doc?.data.events ?? 0) - n + 1);
  const log = await store.getMany(
    'events',
    Array.from({ length: Math.max(0, since) }, (_, i) => eventId(ticketId, n + i)),
  );
  const event = log[0]?.data;
  if (event?.n !== n || log.some(({ data }) => data.kind === 'psa-won')) return undefined;
  const [ticket, triage] = [doc?.data, record?.data];
  const decision = ticket?.decisionId === undefined ? undefined : await store.get('decisions', ticket.decisionId);
  const to = text(event, 'to') ?? (event.kind === 'claimed' ? event.by : undefined);
  const names = await namesOf(store, [event.by, ...(to === undefined ? [] : [to]), ...ids(event)]);
  const name = (id: string | undefined) =>
    id === undefined ? NOTE_WORDS.somebody : (names.get(id) ?? NOTE_WORDS.somebody);

  if (event.kind.startsWith('visit-')) return visitNote(deps, event, name(event.by), names);
  const lines = [head(event, name(event.by), name(to))];
  const kept = ticket && reasonOf(event, ticket);
  if (kept !== undefined && event.kind !== 'handed-over') {
    const { code, typed } = readReason(kept);
    lines.push(NOTE_WORDS.reason(NOTE_WORDS.reasons[code], typed));
  }
  if (handedOver !== undefined) lines.push(NOTE_WORDS.handOver(handedOver));
  const bill = decision?.data.ranked.find((candidate) => candidate.personId === to);
  if (bill && bill.gate === undefined) {
    const items = [...bill.items]
      .filter((item) => Math.abs(item.cost) >= 50)
      .sort((a, b) => Math.abs(b.cost) - Math.abs(a.cost))
      .slice(0, 4)
      .map((item) => NOTE_WORDS.item(NOTE_WORDS.items[item.code satisfies ItemCode], Math.round(item.cost / 100)));
    lines.push(NOTE_WORDS.why(Math.round(bill.total / 100), items));
  }
  const asked = ticket?.asks.filter((ask) => ask.personId !== to && ask.outcome !== 'open').length ?? 0;
  if (asked > 0) lines.push(NOTE_WORDS.asked(asked));
  if (triage) lines.push(NOTE_WORDS.triage(triage.priority, triage.category, triage.effort));
  if (decision) lines.push(NOTE_WORDS.decision(decision.id));
  return lines.join('\n');
}

/** The note about one step of a visit: when, who, and by whom. Never contains the client's link. */
function visitNote({ policy }: DeskDeps, event: DeskEvent, by: string, names: ReadonlyMap<string, string>): string {
  const at = (key: string) => fullTime(Number(event.data[key]), policy.timeZone);
  const who = (text(event, 'who') ?? '')
    .split(',')
    .map((id) => names.get(id) ?? NOTE_WORDS.somebody)
    .join(' and ');
  switch (event.kind) {
    case 'visit-confirmed':
      return NOTE_WORDS.visitConfirmed(at('start'), who);
    case 'visit-moved':
      return NOTE_WORDS.visitMoved(at('start'), who, event.data['from'] === null ? '…' : at('from'));
    case 'visit-cancelled':
      return NOTE_WORDS.visitCancelled(event.by === 'client' ? NOTE_WORDS.theClient : by);
    case 'visit-done':
      return NOTE_WORDS.visitDone(at('start'));
    default:
      return NOTE_WORDS.visitOffered;
  }
}

function head(event: DeskEvent, by: string, to: string): string {
  switch (event.kind) {
    case 'claimed':
      return NOTE_WORDS.claimed(by);
    case 'approved':
      return NOTE_WORDS.approved(to, by);
    case 'overridden':
      return NOTE_WORDS.overridden(to, by);
    case 'handed-over':
      return NOTE_WORDS.handedOver(to, by);
    case 'released':
      return NOTE_WORDS.released(by);
    case 'undone':
      return NOTE_WORDS.undone(by);
    default:
      return NOTE_WORDS.changed(by);
  }
}

/**
 * The reason in the person's own words while the ticket still has them (the owner's reason, or that of the person who
 * gave it back), otherwise the reason's code from the log.
 */
function reasonOf(event: DeskEvent, { owner, asks }: DeskTicket): string | undefined {
  const said =
    owner?.at === event.at ? owner.reason : asks.find((ask) => ask.answeredAt === event.at && ask.reason)?.reason;
  return said ?? text(event, 'reason');
}

function text(event: DeskEvent, key: string): string | undefined {
  const value = event.data[key];
  return typeof value === 'string' ? value : undefined;
}

function ids(event: DeskEvent): string[] {
  return Object.values(event.data).flatMap((value) => (typeof value === 'string' ? value.split(',') : []));
}
