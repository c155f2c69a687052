import type { ReplanState, UnplacedCode, Upset } from './replan.ts';
import type { VisitKind, VisitState } from './visit.ts';
import type { PersonName } from './person.ts';

/** The visit of a ticket, with everything that cards show of it. The client's link is never part of it. */
export interface VisitView {
  readonly kind: VisitKind;
  readonly state: VisitState;
  readonly minutes: number;
  readonly who: readonly PersonName[];
  /** Untrusted. */
  readonly place?: string;
  /** The time that is confirmed or being booked. */
  readonly start?: number;
  readonly end?: number;
  /** The confirmed time that remains while `start` is being booked. */
  readonly beforeStart?: number;
  readonly offeredAt?: number;
  readonly chased: number;
  /** Follow-ups are over and the client has not answered. */
  readonly unanswered: boolean;
  readonly moves: number;
  /** The last choice made here, which could not be booked: somebody has to choose again. */
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
  /** Another person owns the ticket now. */
  readonly notOwners: boolean;
}

/** A technician's day: where to be and when, and the travel between. */
export interface DayView {
  readonly who: PersonName;
  /** Any time on that day. */
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
    /** Travel from the previous stop or from base; absent when there is none. */
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
    /** Untrusted: the client's words, and the PSA's notes about them. */
    readonly notes: readonly string[];
    readonly lateMinutes?: number;
  }[];
  readonly homeMinutes?: number;
}

/** A replanned day for dispatchers: who comes instead of whom, and which visits have no place. */
export interface ReplanView {
  readonly replanId: string;
  readonly cause:
    | { readonly kind: 'absent'; readonly who: PersonName }
    /** `problem` is untrusted. */
    | { readonly kind: 'emergency'; readonly number: string; readonly url: string; readonly problem: string };
  readonly state: ReplanState;
  /** A preview that is too old is planned again when somebody applies it. */
  readonly replaces: boolean;
  readonly moves: readonly (ReplanVisit & {
    readonly why: 'emergency' | 'handover' | 'makes-room';
    readonly from?: PersonName;
    readonly to: PersonName;
    readonly fromStart?: number;
    readonly start: number;
    readonly shiftedMinutes: number;
    /** The technician who comes lacks the skill that the ticket needs. */
    readonly unskilled: boolean;
    /** Once applied: true when it is booked; false while it is being booked, or when it has changed since. */
    readonly stands: boolean;
  })[];
  readonly unplaced: readonly (ReplanVisit & {
    readonly code: UnplacedCode;
    readonly start?: number;
    readonly needs?: Upset;
    readonly why: readonly string[];
    /** The client can be asked by mail for another time, or has been asked. */
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

/** A visit as a plan shows it: the client, the subject, and whom to call. */
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

/** All open visits, for dispatchers. */
export interface VisitsView {
  /** Waiting for the client or a dispatcher, the longest wait first. */
  readonly waiting: readonly VisitRow[];
  readonly waitingCount: number;
  /** Today's visits, in order of time. */
  readonly today: readonly VisitRow[];
  readonly todayCount: number;
  /** Appointments in Bookings without a known ticket, the next ones first. */
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

/**
 * With fewer visits than this, percentiles, averages and percentages would claim too much, so the visits are counted.
 */
export const ENOUGH_VISITS = 5;

/** What happened to visits in a period, ms. Waiting times are elapsed time, nights included. */
export interface VisitPeriod {
  readonly from: number;
  readonly to: number;
  /** Confirmed for the first time, and how many of these times the client chose alone. */
  readonly confirmed: number;
  readonly byClient: number;
  /**
   * From having an owner to being confirmed, ms; without percentiles while there are too few. Absent when none was
   * confirmed.
   */
  readonly waitMs?: {
    readonly least: number;
    readonly most: number;
    readonly median?: number;
    readonly p90?: number;
  };
  /** The follow-ups ended without an answer; some visits may have been confirmed by phone since. */
  readonly unanswered: number;
  readonly cancelled: number;
  /** Visits that took place, and how often they had been moved. */
  readonly tookPlace: number;
  readonly moves: number;
}

/** Shows people who lead the desk whether arranging visits works without phone calls. */
export interface VisitNumbersView {
  /** The length of each of the two periods. */
  readonly days: number;
  readonly now: VisitPeriod;
  readonly before: VisitPeriod;
  /** How long arranging one time by phone takes, minutes: the MSP's own figure. */
  readonly callMinutes: number;
  /** When Callboard was installed, if within the two periods: nothing was counted before. */
  readonly since?: number;
}
