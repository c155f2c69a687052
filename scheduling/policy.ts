import type { CalendarStatus, VisitKind } from '../model/visit.ts';

/** What a calendar entry does to its time. `on-site`: it blocks only on-site visits. */
export type Blocks = 'all' | 'on-site' | 'nothing';

export const PARTS_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];

/** How travel is estimated without a map, and what replaces it without a place. */
export interface TravelPolicy {
  /** Roads are longer than the straight line by this factor. */
  readonly roadFactor: number;
  /** The driving distance (km) up to which each speed (km/h) applies, in order. */
  readonly speeds: readonly { readonly belowKm: number; readonly kmPerHour: number }[];
  readonly beyondKmPerHour: number;
  /** Walking in and parking, minutes; added to a map's driving time too. */
  readonly accessMinutes: number;
  /** Travel is rounded up to a multiple of this. */
  readonly roundUpMinutes: number;
  /** Minutes when one of the two places has no coordinates. */
  readonly unknownMinutes: number;
}

/** All of scheduling's assumptions and rules in one table. Minutes unless named otherwise. */
export interface SchedulingPolicy {
  readonly calendar: Readonly<Record<CalendarStatus, Blocks>>;
  readonly travel: TravelPolicy;
  /** Kept free around each visit: to arrive, and to clear up and write the note. */
  readonly buffers: Readonly<Record<VisitKind, { readonly before: number; readonly after: number }>>;
  /** Minimum notice: from now to the start of a visit, so that the technician can be told in time. */
  readonly notice: Readonly<Record<VisitKind, number>>;
  readonly urgentNotice: number;
  readonly farthestDays: number;
  /** Visits start on multiples of this, counted from the full hour. */
  readonly grid: number;
  /** Travel from home to the first visit, and home from the last, may lie this far outside working hours. */
  readonly commute: number;
  /** Between two visits a technician returns to base when at least this much time is left there. */
  readonly worthGoingBack: number;
  /** Visits of one technician on one day, of any kind. */
  readonly visitsPerDay: number;
  /** Percent of each technician's daily working time that only urgent visits may use. */
  readonly urgentPercent: number;
  /** Costs for ranking slots. */
  readonly prices: SlotPrices;
  readonly spread: SpreadPolicy;
}

export interface SlotPrices {
  /** Each day until the visit: waiting days are where resolution time is lost. */
  readonly waitPerDay: number;
  /** Ending after the promised time, and each further hour. */
  readonly breach: number;
  readonly breachPerHour: number;
  /** A remainder of free time shorter than `usable` is lost: percent of its minutes. */
  readonly usable: number;
  readonly fragmentPercent: number;
  /** Each visit that the technician already has that day. */
  readonly perVisitThatDay: number;
  /** Not at the part of day or on the weekday that the client wished for. */
  readonly notWished: number;
}

export interface SpreadPolicy {
  /** How many times a client is shown. */
  readonly offers: number;
  /** How many of one day. */
  readonly perDay: number;
  /** Each time already picked from the same day, and from the same part of day, adds this cost. */
  readonly sameDay: number;
  readonly samePart: number;
  /** Starts in one part of a day that cost at most this much more than its best are equal: the visit's id decides. */
  readonly alike: number;
  /** When each part begins, by the client's wall clock; the first and last reach to midnight. */
  readonly parts: Readonly<Record<PartOfDay, { readonly from: string; readonly to: string }>>;
}

/** Our estimated starting values; docs/reference/scheduling.md says what each one does. */
export const DEFAULT_SCHEDULING_POLICY: SchedulingPolicy = {
  // A technician working elsewhere can connect or call, but their location is unknown.
  calendar: { busy: 'all', away: 'all', tentative: 'all', elsewhere: 'on-site' },
  travel: {
    // Used where no map answers, and shown as an estimate.
    roadFactor: 1.3,
    speeds: [
      { belowKm: 5, kmPerHour: 25 },
      { belowKm: 20, kmPerHour: 40 },
      { belowKm: 80, kmPerHour: 65 },
    ],
    beyondKmPerHour: 85,
    accessMinutes: 10,
    roundUpMinutes: 5,
    // Routing also assumes half an hour one way.
    unknownMinutes: 30,
  },
  buffers: {
    'on-site': { before: 0, after: 10 },
    remote: { before: 5, after: 5 },
    call: { before: 0, after: 5 },
  },
  notice: { 'on-site': 240, remote: 60, call: 30 },
  urgentNotice: 15,
  farthestDays: 28,
  grid: 15,
  commute: 30,
  worthGoingBack: 60,
  visitsPerDay: 6,
  urgentPercent: 15,
  prices: {
    waitPerDay: 15,
    breach: 120,
    breachPerHour: 5,
    usable: 60,
    fragmentPercent: 50,
    perVisitThatDay: 5,
    notWished: 180,
  },
  spread: {
    offers: 8,
    perDay: 3,
    sameDay: 20,
    samePart: 10,
    alike: 15,
    parts: {
      morning: { from: '00:00', to: '12:00' },
      afternoon: { from: '12:00', to: '17:00' },
      evening: { from: '17:00', to: '24:00' },
    },
  },
};
