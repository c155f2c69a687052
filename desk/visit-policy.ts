import type { Category } from '../model/triage.ts';
import type { ClientLanguage, Point, VisitKind } from '../model/visit.ts';
import {
  DEFAULT_BUDGET,
  DEFAULT_SCHEDULING_POLICY,
  type DisruptionBudget,
  type SchedulingPolicy,
} from '../scheduling/index.ts';

/** How a day may be planned anew when somebody is out or a ticket cannot wait. */
export interface ReplanPolicy {
  /** How much of others' days one plan may upset; `confirmed` 0: a client's time stays, whoever comes. */
  readonly budget: DisruptionBudget;
  /** How long a preview can be applied as it stands, and how long it can be undone. */
  readonly previewMinutes: number;
  readonly undoMinutes: number;
}

/**
 * How visits are arranged with clients. An MSP sets what config/settings/visits.ts lists; the rest is fixed at its default.
 * Times in the units their names say.
 */
export interface VisitPolicy {
  /** The MSP as its clients know it, and the number that stands on every page and in every mail. */
  readonly company: string;
  readonly phone: string;
  /** What clients are written to in until they choose another language on their page. */
  readonly language: ClientLanguage;
  /** `auto`: an on-site ticket's offer leaves as soon as somebody has the ticket. `ask`: a dispatcher taps first. */
  readonly offers: 'auto' | 'ask';
  /** From which chance of being needed on site (triage, 0 to 1) a visit is offered without being asked for. */
  readonly onSiteFrom: number;
  /** Minutes at the client's, when triage's effort says less or nothing. */
  readonly leastMinutes: number;
  /** Categories that take two people. */
  readonly twoPeople: readonly Category[];
  /** Services in Bookings by id or name, for each kind; the shortest that is long enough is taken. */
  readonly services: Readonly<Record<VisitKind, readonly string[]>>;
  /** How long a link lives. */
  readonly linkDays: number;
  /** How long a chosen time is kept while it is being booked. */
  readonly holdMinutes: number;
  /** A client can move or cancel by themselves until so long before. */
  readonly changeNoticeHours: number;
  /** When an unanswered offer is followed up, hours after it left; at the last of them a dispatcher is told instead. */
  readonly chaseAfterHours: readonly number[];
  /** Reminders before a confirmed visit, hours; empty when Bookings sends them. */
  readonly remindBeforeHours: readonly number[];
  /**
   * Who writes to the client about appointments
   * (docs/platform/bookings.md, “Bookings mails the client unless it is told not to”).
   */
  readonly mailsBy: 'callboard' | 'bookings';
  /** Names of the PSA's statuses for the steps of a visit; an absent one leaves the status alone. */
  readonly statuses: Readonly<Partial<Record<'offered' | 'confirmed' | 'done' | 'cancelled', string>>>;
  /** A status of the PSA that asks for a visit, set within the ticket itself; by kind. */
  readonly requestStatuses: Readonly<Partial<Record<VisitKind, string>>>;
  /** Where days begin and end: the home bases of the skill matrix, put on the map. */
  readonly places: Readonly<Record<string, Point>>;
  readonly scheduling: SchedulingPolicy;
  readonly replan: ReplanPolicy;
  /** When technicians get their day, by the wall of their own zone: `HH:MM`; earlier before an early visit. */
  readonly dayCardAt: string;
  /** What arranging one time by phone costs, minutes: the MSP's own figure. */
  readonly callMinutes: number;
  /** How far ahead calendars are kept. */
  readonly horizonDays: number;
}

/** The careful defaults: offers leave by themselves, since the client decides; everything else is plain. */
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
