import type { ReplanState, UnplacedCode, Upset } from './replan.ts';
import type { VisitKind, VisitState } from './visit.ts';
import type { PersonName } from './person.ts';

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

/** Of fewer visits a percentile, an average or a share in per cent says more than is known: they are counted out instead. */
export const ENOUGH_VISITS = 5;

/** What came of visits in a stretch of time, ms; how long each waited is elapsed time, nights included. */
export interface VisitPeriod {
  readonly from: number;
  readonly to: number;
  /** Confirmed for the first time, and those of them whose time the client chose alone. */
  readonly confirmed: number;
  readonly byClient: number;
  /** From having an owner to confirmed, ms; without percentiles while there are too few. Absent when none was confirmed. */
  readonly waitMs?: {
    readonly least: number;
    readonly most: number;
    readonly median?: number;
    readonly p90?: number;
  };
  /** The follow-ups ended without an answer; some may have been confirmed by phone since. */
  readonly unanswered: number;
  readonly cancelled: number;
  /** Whose time has come and gone, and how often those had been moved to another time. */
  readonly tookPlace: number;
  readonly moves: number;
}

/** Is arranging visits by itself working? For whoever leads the desk. */
export interface VisitNumbersView {
  /** How long each of the two periods is. */
  readonly days: number;
  readonly now: VisitPeriod;
  readonly before: VisitPeriod;
  /** What arranging one time by phone costs, minutes: the MSP's own figure. */
  readonly callMinutes: number;
  /** When Callboard came, if within the two periods: before, nothing was counted. */
  readonly since?: number;
}
