import type { Category } from '../model/triage.ts';
import type { ClientLanguage, Point, VisitKind } from '../model/visit.ts';
import {
  DEFAULT_BUDGET,
  DEFAULT_SCHEDULING_POLICY,
  type DisruptionBudget,
  type SchedulingPolicy,
} from '../scheduling/index.ts';

/** How a day is replanned when somebody is out or an emergency comes in. */
export interface ReplanPolicy {
  /**
   * How far one plan may disrupt other visits. With `confirmed: 0`, confirmed times stay and only technicians change.
   */
  readonly budget: DisruptionBudget;
  /** How long a preview can be applied, and how long an applied plan can be undone. */
  readonly previewMinutes: number;
  readonly undoMinutes: number;
}

/**
 * How visits are arranged with clients. An MSP sets the fields listed in config/settings/visits.ts; the rest keep their
 * defaults. The name of each duration says its unit.
 */
export interface VisitPolicy {
  /** The MSP's name and phone number, shown on every client page and in every mail. */
  readonly company: string;
  readonly phone: string;
  /** The language for clients until they choose another one on their page. */
  readonly language: ClientLanguage;
  /**
   * `auto`: clients are offered times as soon as an on-site ticket has an owner. `ask`: a dispatcher sends the offer.
   */
  readonly offers: 'auto' | 'ask';
  /** Visits are offered automatically from this on-site probability (triage, 0 to 1). */
  readonly onSiteFrom: number;
  /** Minutes on site when triage estimates less or nothing. */
  readonly leastMinutes: number;
  /** Categories whose visits need two technicians. */
  readonly twoPeople: readonly Category[];
  /** Bookings services by id or name, per kind of visit. The shortest one that is long enough is used. */
  readonly services: Readonly<Record<VisitKind, readonly string[]>>;
  /** How long a client's link is valid. */
  readonly linkDays: number;
  /** How long a chosen time is held while it is being booked. */
  readonly holdMinutes: number;
  /** Clients can move or cancel a visit themselves until this long before it. */
  readonly changeNoticeHours: number;
  /**
   * Hours after which an unanswered offer is followed up. At the last one, a dispatcher is notified instead of the
   * client.
   */
  readonly chaseAfterHours: readonly number[];
  /** Hours before a confirmed visit at which the client is reminded. Empty when Bookings sends the reminders. */
  readonly remindBeforeHours: readonly number[];
  /**
   * Who sends appointment mails to the client (docs/platform/bookings.md, “Bookings mails the client unless it is told
   * not to”).
   */
  readonly mailsBy: 'callboard' | 'bookings';
  /** PSA status names for the steps of a visit. A step without one leaves the status alone. */
  readonly statuses: Readonly<Partial<Record<'offered' | 'confirmed' | 'done' | 'cancelled', string>>>;
  /** PSA statuses, per kind of visit, with which somebody requests a visit on the ticket itself. */
  readonly requestStatuses: Readonly<Partial<Record<VisitKind, string>>>;
  /** Where technicians start and end their day: the coordinates of the home bases in the skill matrix. */
  readonly places: Readonly<Record<string, Point>>;
  readonly scheduling: SchedulingPolicy;
  readonly replan: ReplanPolicy;
  /** When technicians get their day's card, in their own time zone: `HH:MM`. Earlier when the first visit is early. */
  readonly dayCardAt: string;
  /** Minutes that arranging one visit by phone takes: the MSP's own estimate. */
  readonly callMinutes: number;
  /** How far ahead calendars are read. */
  readonly horizonDays: number;
}

/** Cautious defaults, except that offers are sent automatically: the client has the final say anyway. */
export const VISIT_DEFAULTS: Omit<VisitPolicy, 'company' | 'phone'> = {
  language: 'en',
  offers: 'auto',
  onSiteFrom: 0.6,
  leastMinutes: 60,
  twoPeople: [],
  services: { 'on-site': ['On-site visit'], remote: ['Remote session'], call: ['Call'] },
  linkDays: 14,
  holdMinutes: 10,
  changeNoticeHours: 4,
  chaseAfterHours: [20, 44],
  remindBeforeHours: [24],
  mailsBy: 'callboard',
  statuses: {},
  requestStatuses: {},
  places: {},
  scheduling: DEFAULT_SCHEDULING_POLICY,
  replan: { budget: DEFAULT_BUDGET, previewMinutes: 10, undoMinutes: 15 },
  dayCardAt: '07:00',
  callMinutes: 10,
  horizonDays: 28,
};
