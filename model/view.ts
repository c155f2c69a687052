import type { ItemCode, GateCode, CoordinatorReason } from './decision.ts';
import type { AskOutcome, Phase, PsaSync, TakenVia } from './desk-ticket.ts';
import type { Language, Role } from './person.ts';
import type { Category, TicketType } from './triage.ts';
import type { Priority } from './ticket.ts';
import type { ReplanState, UnplacedCode, Upset } from './replan.ts';
import type { VisitKind, VisitState } from './visit.ts';

/**
 * What a card is drawn from: everything it says, nothing it does not. The desk fills these; cards/ turns them into
 * Adaptive Cards. Text marked "untrusted" comes from clients. Instants in ms; drawn in the reader's zone.
 */
export interface Reader {
  readonly timeZone: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  /** Absent on a shared card. */
  readonly personId?: string;
  /** The instant of drawing, for "today" and "38 min left". */
  readonly now: number;
}

export interface PersonName {
  readonly id: string;
  readonly name: string;
}

/** One ticket, as far as any card needs it. */
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
  /** Why nobody is asked although it waits for somebody; absent: everybody is busy, or it is asked in a moment. */
  readonly held?: 'paused' | 'quiet' | 'shadow';
  /** Untrusted answers; `answer` absent: still open. */
  readonly questions: readonly {
    readonly id: string;
    readonly words: string;
    readonly ask: 'contact' | 'dispatcher';
    readonly answer?: string;
  }[];
  /** Dead letters of this ticket, which a dispatcher can retry or dismiss. */
  readonly visit?: VisitView;
  /** A visit seems needed, and the client has no mail address to be asked at. */
  readonly visitWantsMail?: true;
  /** Calendars and Bookings are connected: visits can be arranged from here. */
  readonly arrangesVisits?: true;
  readonly stuck: readonly {
    readonly effectId: string;
    readonly what: string;
    readonly code: string;
    readonly since: number;
  }[];
}

/** The visit of a ticket, as far as cards tell of it. The client's link is never part of it. */
export interface VisitView {
  readonly kind: VisitKind;
  readonly state: VisitState;
  readonly minutes: number;
  readonly who: readonly PersonName[];
  /** Untrusted. */
  readonly place?: string;
  /** The time that stands, or is being booked. */
  readonly start?: number;
  readonly end?: number;
  /** The time that still stands while `start` is being booked. */
  readonly beforeStart?: number;
  readonly offeredAt?: number;
  readonly chased: number;
  /** Follow-ups are over and the client has not answered. */
  readonly unanswered: boolean;
  readonly moves: number;
  /** What was chosen here last and could not be booked: somebody has to choose anew. */
  readonly missed?: {
    readonly start: number;
    readonly who: readonly PersonName[];
    readonly why: 'taken' | 'refused';
  };
  readonly lateMinutes?: number;
  readonly joinUrl?: string;
  /** Untrusted: what the client wrote when no time suited, or with their choice. */
  readonly wishes?: string;
  readonly note?: string;
  /** Untrusted. */
  readonly contactPhone?: string;
  readonly stuck?: { readonly step: string; readonly code: string };
  /** Somebody else has the ticket now. */
  readonly notOwners: boolean;
}

/** A technician's day: where to be when, and the way between. */
export interface DayView {
  readonly who: PersonName;
  /** Any instant of that day. */
  readonly day: number;
  readonly stops: readonly {
    readonly ticketId: string;
    readonly version: number;
    readonly number: string;
    readonly url: string;
    readonly kind: VisitKind;
    readonly state: VisitState;
    readonly start: number;
    readonly end: number;
    /** From the stop before, or from base; absent for what needs no way. */
    readonly travelMinutes?: number;
    readonly travelIsEstimate: boolean;
    /** Untrusted. */
    readonly problem: string;
    /** Untrusted. */
    readonly clientName: string;
    /** Untrusted. */
    readonly place?: string;
    /** Untrusted. */
    readonly contactName: string;
    /** Untrusted. */
    readonly contactPhone?: string;
    /** Untrusted: what the client said, and what the PSA notes of them. */
    readonly notes: readonly string[];
    readonly lateMinutes?: number;
  }[];
  readonly homeMinutes?: number;
}

/** A day planned anew, for dispatchers: who comes where instead of whom, and what finds no place. */
export interface ReplanView {
  readonly replanId: string;
  readonly cause:
    | { readonly kind: 'absent'; readonly who: PersonName }
    /** `problem` is untrusted. */
    | { readonly kind: 'emergency'; readonly number: string; readonly url: string; readonly problem: string };
  readonly state: ReplanState;
  /** A preview that has lived too long is planned anew when somebody applies it. */
  readonly replaces: boolean;
  readonly moves: readonly (ReplanVisit & {
    readonly why: 'emergency' | 'handover' | 'makes-room';
    readonly from?: PersonName;
    readonly to: PersonName;
    readonly fromStart?: number;
    readonly start: number;
    readonly shiftedMinutes: number;
    /** Whoever comes does not have the skill that the ticket asks for. */
    readonly unskilled: boolean;
    /** Once applied: it is booked so; false while it is under way, or when it went another way since. */
    readonly stands: boolean;
  })[];
  readonly unplaced: readonly (ReplanVisit & {
    readonly code: UnplacedCode;
    readonly start?: number;
    readonly needs?: Upset;
    readonly why: readonly string[];
    /** The client can be asked for another time by mail, or was asked since. */
    readonly canAsk: boolean;
    readonly asked: boolean;
  })[];
  readonly used: Upset;
  readonly budget: Upset;
  readonly travelMinutes: number;
  readonly settled?: { readonly by: PersonName; readonly at: number };
  readonly undoUntil?: number;
  readonly notPutBack: readonly ReplanVisit[];
}

/** A visit as a plan names it: whose, about what, whom to call. */
export interface ReplanVisit {
  readonly ticketId: string;
  readonly version: number;
  readonly number: string;
  readonly url: string;
  /** Untrusted. */
  readonly problem: string;
  /** Untrusted. */
  readonly clientName: string;
  /** Untrusted. */
  readonly contactName: string;
  /** Untrusted. */
  readonly contactPhone?: string;
}

/** All visits that are open, for dispatchers. */
export interface VisitsView {
  /** Waiting for the client or for a dispatcher, the longest waiting first. */
  readonly waiting: readonly VisitRow[];
  readonly waitingCount: number;
  /** Of today, in order of time. */
  readonly today: readonly VisitRow[];
  readonly todayCount: number;
  /** Appointments in Bookings that no ticket is known for, the next ones first. */
  readonly untied: readonly {
    readonly start: number;
    readonly end: number;
    readonly who: readonly string[];
    /** Untrusted. */
    readonly customerMail?: string;
  }[];
  readonly untiedCount: number;
  readonly out: readonly { readonly who: PersonName; readonly until: number }[];
}

export interface VisitRow {
  readonly number: string;
  readonly url: string;
  /** Untrusted. */
  readonly clientName: string;
  readonly kind: VisitKind;
  readonly state: VisitState;
  readonly unanswered: boolean;
  readonly who: readonly PersonName[];
  readonly since: number;
  readonly start?: number;
  readonly lateMinutes?: number;
}

export interface SuggestionView {
  readonly who: PersonName;
  readonly endsAt: number;
  readonly outcome: 'offer' | 'on-call' | 'first-slot';
  readonly startAt: number;
  /** The chosen one's bill in whole minutes. */
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
  /** Visits that were offered and have no time yet (R47); the oldest first, at most five. */
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

/** After an outage: what happened while nobody could be told, in one card. */
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

/** What a dispatcher must know of the machine itself. */
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
  /** Statuses that the settings name and the PSA does not have (`queue`: not there), with those it has. */
  readonly unknownStatuses: readonly {
    readonly name: string;
    readonly queue?: string;
    readonly known: readonly string[];
  }[];
}

/** Choices in a dialog. Best first when `ranked`, else by name. */
export interface DialogView {
  readonly ticket?: TicketView;
  /** Minutes and gates for those who lead the desk alone. */
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly minutes?: number;
    readonly gate?: GateCode;
  }[];
  readonly ranked: boolean;
  /** Times to choose from, best first: for the dialog that books by phone. */
  readonly slots?: readonly {
    readonly value: string;
    readonly start: number;
    readonly end: number;
    readonly who: readonly string[];
  }[];
  /** Why there are none: in plain words, as scheduling says it. */
  readonly noSlots?: string;
  readonly error?: { readonly field: string; readonly words: string };
}
