import type { Priority, Ticket } from './ticket.ts';
import type { CoordinatorReason } from './decision.ts';
import type { Category, TriageWords } from './triage.ts';

/**
 * The state of a ticket at the desk.
 * waiting → triaged → offered → taken → closed, with `approval` (a dispatcher decides about a technician's override),
 * `coordinator` (a human has to look) and `gone` (merged or deleted in the PSA).
 */
export const PHASES = ['waiting', 'triaged', 'offered', 'approval', 'coordinator', 'taken', 'closed', 'gone'] as const;
export type Phase = (typeof PHASES)[number];

/** Phases in which the ticket still needs a technician. */
export const UNTAKEN: readonly Phase[] = ['waiting', 'triaged', 'offered', 'approval', 'coordinator'];

export type AskOutcome = 'open' | 'declined' | 'unanswered' | 'taken' | 'withdrawn' | 'given-to-other';

/** One person who was asked, and the outcome. */
export interface Ask {
  readonly personId: string;
  readonly at: number;
  readonly endsAt: number;
  readonly decisionId: string;
  readonly outcome: AskOutcome;
  readonly reason?: string;
  readonly answeredAt?: number;
}

/**
 * Whether this person has answered or had their time. People whose offer was withdrawn before they answered (another
 * person got the ticket, or the PSA assigned it) may be asked again.
 */
export function hadTheirSay(ask: Ask): boolean {
  return ask.outcome !== 'given-to-other' && ask.outcome !== 'withdrawn';
}

export type TakenVia = 'claim' | 'approve' | 'override' | 'hand-over' | 'psa' | 'auto';

export interface Owner {
  readonly personId: string;
  readonly at: number;
  readonly via: TakenVia;
  /** The person who decided, if it was somebody else. */
  readonly by: string;
  readonly undoUntil?: number;
  readonly reason?: string;
}

/** A request of a person that was carried out. `key`: digest of the conversation and the activity that requested it. */
export interface HandledActivity {
  readonly key: string;
  readonly said: 'claimed' | 'undone' | 'done';
  readonly at: number;
}

/** The state of the PSA: `pending` is shown as "not yet in the PSA" until the read-back confirms. */
export type PsaSync = 'clean' | 'pending' | 'refused';

/** The desk's own record of a ticket: ids and numbers; the words are in `texts`. Its version is the document's. */
export interface DeskTicket {
  readonly ticketId: string;
  readonly number: string;
  readonly url: string;
  readonly phase: Phase;
  readonly open: boolean;
  readonly clientId: string;
  readonly queueId: string;
  readonly psaVersion: string;
  readonly psaUpdatedAt: number;
  readonly psaAgentId?: string;
  readonly createdAt: number;
  readonly heardAt: number;
  /** Absent: not triaged yet, or the text has changed since, while somebody was asked or working on it. */
  readonly triagedAt?: number;
  readonly priority: Priority;
  /** From triage, kept here so that load and queues need no second read. */
  readonly effort?: number;
  readonly category?: Category;
  readonly dueBy?: number;
  /** Hash of the text that triage read; a different hash means triage again. */
  readonly textHash: string;
  readonly asks: readonly Ask[];
  readonly owner?: Owner;
  /** The state that undo restores. */
  readonly before?: { readonly phase: Phase; readonly owner?: Owner };
  /** A technician's override waiting for a dispatcher. */
  readonly proposal?: { readonly personId: string; readonly by: string; readonly reason: string; readonly at: number };
  readonly decisionId?: string;
  readonly coordinator?: { readonly because: CoordinatorReason | 'triage-deadline' | 'asked'; readonly since: number };
  /** When nobody is on shift: who gets it first, and when. */
  readonly firstSlot?: { readonly personId: string; readonly at: number };
  readonly sync: PsaSync;
  /** How many owners it has had: each handover loses context and time. */
  readonly hops: number;
  /** How many events the log holds for it. */
  readonly events: number;
  /** The current visit, or the last one. */
  readonly visitId?: string;
  /** A visit seems needed, but the client has no mail address; a dispatcher was told. */
  readonly visitWantsMail?: true;
  /** Recent requests of people, newest last: a repeated activity gets the same answer again. */
  readonly acts?: readonly HandledActivity[];
  /** Sort key for queues: urgent first, then oldest. */
  readonly rank: number;
}

/** Urgent first, then the earliest deadline, then the oldest. */
export function queueRank(priority: Priority, due: number): number {
  return priority * 10_000_000_000_000 + due;
}

/**
 * The ticket's text and people, which can be erased without touching the log: as the PSA last sent it, and what triage
 * made of it.
 */
export interface TicketText {
  readonly psa: Ticket;
  readonly words?: TriageWords;
  /** Answers to triage's questions, by question id. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** What happened to a ticket, append-only. `data` holds ids, numbers, codes and hashes, never people's words. */
export interface DeskEvent {
  readonly ticketId: string;
  readonly n: number;
  readonly at: number;
  readonly kind: EventKind;
  /** Person id, or `callboard`, or `psa`. */
  readonly by: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

export const EVENT_KINDS = [
  'heard',
  'changed-in-psa',
  'triaged',
  'decided',
  'offered',
  'claimed',
  'approved',
  'overridden',
  'override-proposed',
  'override-rejected',
  'declined',
  'unanswered',
  'withdrawn',
  'handed-over',
  'released',
  'undone',
  'to-coordinator',
  'answered',
  'psa-won',
  'psa-confirmed',
  'psa-restored',
  'dead-letter',
  'dead-letter-retried',
  'dead-letter-dismissed',
  'closed',
  'gone',
  'paused',
  'resumed',
  'visit-asked-for',
  'visit-wants-mail',
  'visit-offered',
  'visit-chased',
  'visit-unanswered',
  'visit-wishes',
  'visit-held',
  'visit-slot-gone',
  'visit-confirmed',
  'visit-moved',
  'visit-given',
  'visit-new-time-asked',
  'visit-replanned',
  'visit-replan-undone',
  'visit-reminded',
  'visit-late',
  'visit-stuck',
  'visit-cancelled',
  'visit-done',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
