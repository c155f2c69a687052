import type { CalendarStatus, VisitKind } from '../model/visit.ts';

/** What an entry in somebody's calendar does to the time under it. `on-site`: it blocks on-site visits only. */
export type Blocks = 'all' | 'on-site' | 'nothing';

export const PARTS_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];

/** How travel is estimated without a map, and what stands in for it without a place. */
export interface TravelPolicy {
  /** Roads are longer than the crow flies by this factor. */
  readonly roadFactor: number;
  /** Driven km below which the speed (km/h) holds, in order. */
  readonly speeds: readonly { readonly belowKm: number; readonly kmPerHour: number }[];
  readonly beyondKmPerHour: number;
  /** Walking in and parking, minutes; on top of a map's driving time too. */
  readonly accessMinutes: number;
  /** Travel is rounded up to a multiple of this. */
  readonly roundUpMinutes: number;
  /** Minutes when one of the two places has no point on the map. */
  readonly unknownMinutes: number;
}

/** All that scheduling believes and is told, as one table. Minutes unless named otherwise. */
export interface SchedulingPolicy {
  readonly calendar: Readonly<Record<CalendarStatus, Blocks>>;
  readonly travel: TravelPolicy;
  /** Kept free around each visit: to arrive, and to clear up and write the note. */
  readonly buffers: Readonly<Record<VisitKind, { readonly before: number; readonly after: number }>>;
  /** From now to the start of a visit; a client must not book faster than a technician can be told. */
  readonly notice: Readonly<Record<VisitKind, number>>;
  readonly urgentNotice: number;
  readonly farthestDays: number;
  /** Visits start on multiples of this, counted from the full hour. */
  readonly grid: number;
  /** The way from home to the first visit, and home from the last, may lie this far outside working hours. */
  readonly commute: number;
  /** Between two visits somebody goes back to base when that leaves them at least this long there. */
  readonly worthGoingBack: number;
  /** Visits of one technician on one day, whatever their kind. */
  readonly visitsPerDay: number;
  /** Percent of each technician's working time a day that only urgent visits may take. */
  readonly urgentPercent: number;
  /** What each thing costs when slots are ranked. */
  readonly prices: SlotPrices;
  readonly spread: SpreadPolicy;
}

export interface SlotPrices {
  /** Each day until the visit: this is where time to resolution is lost. */
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
  /** Of one day. */
  readonly perDay: number;
  /** Each time already taken from the same day, and from the same part of day, counts as dearer by this. */
  readonly sameDay: number;
  readonly samePart: number;
  /** Starts of one part of a day that cost at most this much more than its best are alike: the visit's id picks. */
  readonly alike: number;
  /** When each part begins, by the clock on the client's wall; the first and last reach to midnight. */
  readonly parts: Readonly<Record<PartOfDay, { readonly from: string; readonly to: string }>>;
}

/** Starting values, estimated by us and to be varied; docs/reference/scheduling.md says what each one does. */
export const DEFAULT_SCHEDULING_POLICY: SchedulingPolicy = {
  // Somebody who works elsewhere can connect or call, but stands nowhere that we know.
  calendar: { busy: 'all', away: 'all', tentative: 'all', elsewhere: 'on-site' },
  travel: {
    // Stands in where no map answers, and is shown as an estimate.
    roadFactor: 1.3,
    speeds: [
      { belowKm: 5, kmPerHour: 25 },
      { belowKm: 20, kmPerHour: 40 },
      { belowKm: 80, kmPerHour: 65 },
    ],
    beyondKmPerHour: 85,
    accessMinutes: 10,
    roundUpMinutes: 5,
    // Half an hour one way is also what routing believes.
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
