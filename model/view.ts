import type { ItemCode, GateCode, CoordinatorReason } from './decision.ts';
import type { AskOutcome, Phase, PsaSync, TakenVia } from './desk-ticket.ts';
import type { Language, PersonName, Role } from './person.ts';
import type { Category, TicketType } from './triage.ts';
import type { Priority } from './ticket.ts';
import type { VisitView } from './visit-view.ts';

/**
 * The data of a card: everything it shows and nothing else. The desk fills it in and cards/ turns it into an Adaptive
 * Card. Text marked "untrusted" comes from clients. Times are in ms and drawn in the reader's zone.
 */
export interface Reader {
  readonly timeZone: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  /** Absent on a shared card. */
  readonly personId?: string;
  /** The time of drawing, for "today" and "38 min left". */
  readonly now: number;
}

/** One ticket, with everything that any card needs. */
export interface TicketView {
  readonly ticketId: string;
  readonly version: number;
  readonly number: string;
  readonly url: string;
  readonly psaName: string;
  /** Untrusted. */
  readonly problem: string;
  /** Untrusted. */
  readonly summary: string;
  /** Untrusted. */
  readonly clientName: string;
  /** Untrusted. */
  readonly contactName?: string;
  /** Untrusted. */
  readonly contactEmail?: string;
  readonly phase: Phase;
  readonly priority: Priority;
  readonly type?: TicketType;
  readonly category?: Category;
  readonly effort?: number;
  readonly onSite?: number;
  readonly agreementName?: string;
  readonly respondBy?: number;
  readonly resolveBy?: number;
  readonly clockSource?: 'psa' | 'policy' | 'none';
  readonly clockPaused?: boolean;
  readonly createdAt: number;
  readonly sync: PsaSync;
  readonly hops: number;
  readonly asks: readonly {
    readonly who: PersonName;
    readonly at: number;
    readonly endsAt: number;
    readonly outcome: AskOutcome;
    readonly reason?: string;
  }[];
  readonly owner?: {
    readonly who: PersonName;
    readonly via: TakenVia;
    readonly by: PersonName;
    readonly at: number;
    readonly undoUntil?: number;
    readonly reason?: string;
  };
  readonly proposal?: { readonly to: PersonName; readonly by: PersonName; readonly reason: string };
  /** The open offer: to whom, why, until when. */
  readonly suggestion?: SuggestionView;
  readonly coordinator?: {
    readonly because: CoordinatorReason | 'triage-deadline' | 'asked';
    readonly names: readonly string[];
  };
  readonly firstSlot?: { readonly who: PersonName; readonly at: number };
  /**
   * Why nobody is asked although the ticket needs somebody; absent: everybody is busy, or somebody will be asked in a
   * moment.
   */
  readonly held?: 'paused' | 'quiet' | 'shadow';
  /** Untrusted answers; without `answer` the question is open. */
  readonly questions: readonly {
    readonly id: string;
    readonly words: string;
    readonly ask: 'contact' | 'dispatcher';
    readonly answer?: string;
  }[];
  /** Dead letters of this ticket, which a dispatcher can retry or dismiss. */
  readonly visit?: VisitView;
  /** A visit seems needed, but the client has no mail address. */
  readonly visitWantsMail?: true;
  /** Calendars and Bookings are connected, so visits can be arranged from here. */
  readonly arrangesVisits?: true;
  readonly stuck: readonly {
    readonly effectId: string;
    readonly what: string;
    readonly code: string;
    readonly since: number;
  }[];
}

export interface SuggestionView {
  readonly who: PersonName;
  readonly endsAt: number;
  readonly outcome: 'offer' | 'on-call' | 'first-slot';
  readonly startAt: number;
  /** The bill of the chosen technician in whole minutes. */
  readonly items: readonly {
    readonly code: ItemCode;
    readonly minutes: number;
    readonly basis: 'fact' | 'assumption';
  }[];
  readonly totalMinutes: number;
  /** The next best, for dispatchers and managers only. */
  readonly others: readonly { readonly who: PersonName; readonly totalMinutes?: number; readonly gate?: GateCode }[];
}

export interface QueueView {
  readonly untaken: number;
  readonly waitingTriage: number;
  readonly atCoordinator: number;
  readonly p1: number;
  readonly oldestAt?: number;
  readonly paused?: { readonly by: PersonName; readonly since: number; readonly reason: string };
  /** Visits that were offered and have no time yet: the oldest first, at most five. */
  readonly unconfirmed?: {
    readonly count: number;
    readonly oldest: readonly {
      readonly number: string;
      readonly url: string;
      readonly clientName: string;
      readonly since: number;
    }[];
  };
  /** Most urgent first, at most ten. */
  readonly top: readonly {
    readonly ticketId: string;
    readonly version: number;
    readonly number: string;
    readonly url: string;
    /** Untrusted. */
    readonly problem: string;
    /** Untrusted. */
    readonly clientName: string;
    readonly priority: Priority;
    readonly phase: Phase;
    readonly dueBy?: number;
    readonly offeredTo?: PersonName;
  }[];
  readonly psaName: string;
}

/** The card after an outage: what happened while nobody could be told. */
export interface CatchUpView {
  readonly from: number;
  readonly to: number;
  readonly what: 'psa' | 'teams' | 'callboard';
  readonly psaName: string;
  readonly heard: number;
  readonly taken: number;
  readonly closed: number;
  readonly stillUntaken: number;
}

/** What a dispatcher must know about Callboard itself. */
export interface TroubleView {
  readonly psaName: string;
  readonly psaDownSince?: number;
  readonly stuck: readonly {
    readonly effectId: string;
    readonly what: string;
    readonly ticketNumber?: string;
    readonly code: string;
    readonly text: string;
    readonly since: number;
  }[];
  readonly duplicatesSent: number;
  readonly unreachable: readonly PersonName[];
  readonly doubtful: readonly { readonly name: string; readonly why: string }[];
  /** Statuses that the settings name and the PSA does not have (`queue`: not in that queue), with the existing ones. */
  readonly unknownStatuses: readonly {
    readonly name: string;
    readonly queue?: string;
    readonly known: readonly string[];
  }[];
  /** Missing Microsoft 365 permissions, and what each costs. `needed`: without it there are no visits. */
  readonly notGranted: readonly { readonly permission: string; readonly needed: boolean; readonly costs: string }[];
}

/** Choices in a dialog: best first when `ranked`, otherwise by name. */
export interface DialogView {
  readonly ticket?: TicketView;
  /** Minutes and gates, only for people who lead the desk. */
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly minutes?: number;
    readonly gate?: GateCode;
  }[];
  readonly ranked: boolean;
  /** Times to choose from, best first, for the dialog that books by phone. */
  readonly slots?: readonly {
    readonly value: string;
    readonly start: number;
    readonly end: number;
    readonly who: readonly string[];
  }[];
  /** Why there are none, in plain words from scheduling. */
  readonly noSlots?: string;
  readonly error?: { readonly field: string; readonly words: string };
}
