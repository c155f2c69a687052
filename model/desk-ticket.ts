import type { Priority, Ticket } from './ticket.ts';
import type { CoordinatorReason } from './decision.ts';
import type { Category, TriageWords } from './triage.ts';

/**
 * Where a ticket stands at the desk.
 * waiting → triaged → offered → taken → closed, with `approval` (a technician's override that policy lets a
 * dispatcher decide), `coordinator` (a human has to look) and `gone` (merged or deleted in the PSA).
 */
export const PHASES = ['waiting', 'triaged', 'offered', 'approval', 'coordinator', 'taken', 'closed', 'gone'] as const;
export type Phase = (typeof PHASES)[number];

/** Phases in which the ticket still needs somebody. */
export const UNTAKEN: readonly Phase[] = ['waiting', 'triaged', 'offered', 'approval', 'coordinator'];

export type AskOutcome = 'open' | 'declined' | 'unanswered' | 'taken' | 'withdrawn' | 'given-to-other';

/** One person who was asked, and what they said. */
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
 * Has this person had their say? Those from whom the question was taken away before they answered (somebody else got it,
 * the PSA gave it away) may be asked again.
 */
export function hadTheirSay(ask: Ask): boolean {
  return ask.outcome !== 'given-to-other' && ask.outcome !== 'withdrawn';
}

export type TakenVia = 'claim' | 'approve' | 'override' | 'hand-over' | 'psa' | 'auto';

export interface Owner {
  readonly personId: string;
  readonly at: number;
  readonly via: TakenVia;
  /** Who decided, when that was somebody else. */
  readonly by: string;
  readonly undoUntil?: number;
  readonly reason?: string;
}

/** Something a person asked for and got. `key`: digest of the conversation and the activity that asked. */
export interface HandledActivity {
  readonly key: string;
  readonly said: 'claimed' | 'undone' | 'done';
  readonly at: number;
}

/** How far the PSA is: `pending` shows as "not yet in the PSA" until the read-back confirms. */
export type PsaSync = 'clean' | 'pending' | 'refused';

/** The desk's own record of a ticket: ids and numbers; the words are in `texts`. Version: the document's. */
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
  /** Absent: nobody has read it yet, or its words changed since, while it was somebody's to answer or to do. */
  readonly triagedAt?: number;
  readonly priority: Priority;
  /** From triage, kept here so that load and queues need no second read. */
  readonly effort?: number;
  readonly category?: Category;
  readonly dueBy?: number;
  /** Hash of what triage read: another one means triage again. */
  readonly textHash: string;
  readonly asks: readonly Ask[];
  readonly owner?: Owner;
  /** What undo goes back to. */
  readonly before?: { readonly phase: Phase; readonly owner?: Owner };
  /** A technician's override waiting for a dispatcher. */
  readonly proposal?: { readonly personId: string; readonly by: string; readonly reason: string; readonly at: number };
  readonly decisionId?: string;
  readonly coordinator?: { readonly because: CoordinatorReason | 'triage-deadline' | 'asked'; readonly since: number };
  /** When nobody is on shift: who gets it first, and when. */
  readonly firstSlot?: { readonly personId: string; readonly at: number };
  readonly sync: PsaSync;
  /** How many people had it: each hop loses context and time. */
  readonly hops: number;
  /** How many events the log holds of it. */
  readonly events: number;
  /** The visit that is being arranged or stands, the last one when several were. */
  readonly visitId?: string;
  /** A visit seems needed, and the client has no mail address to be asked at: a dispatcher was told. */
  readonly visitWantsMail?: true;
  /** What people did here lately, newest last: who asks the same again by the same activity is told the same again. */
  readonly acts?: readonly HandledActivity[];
  /** Sort key for queues: urgent first, then oldest. */
  readonly rank: number;
}

/** Urgent first, then the one whose clock ends first, then the oldest. */
export function queueRank(priority: Priority, due: number): number {
  return priority * 10_000_000_000_000 + due;
}

/** The ticket's words and people, erasable without tearing the log: as the PSA last gave it, and what triage made of it. */
export interface TicketText {
  readonly psa: Ticket;
  readonly words?: TriageWords;
  /** Answers to triage's questions, by question id. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** What happened to a ticket, append-only. `data` holds ids, numbers, codes and hashes, never words of people. */
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
