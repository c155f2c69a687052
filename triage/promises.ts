import type { BusinessCalendar } from '../model/business-day.ts';
import type { Tier } from '../model/client.ts';
import type { Priority } from '../model/ticket.ts';

/** Minutes until an answer and until a solution. `around-the-clock` counts nights and holidays too. */
export interface Promised {
  readonly respond: number;
  readonly resolve: number;
  readonly counted: 'office-hours' | 'around-the-clock';
}

/** What each tier is promised. Clients without an agreement are promised nothing. */
export type Promises = Readonly<Record<Exclude<Tier, 'none'>, Readonly<Record<Priority, Promised>>>>;

const HOUR = 60;
const office = (respond: number, resolve: number): Promised => ({ respond, resolve, counted: 'office-hours' });
const always = (respond: number, resolve: number): Promised => ({ respond, resolve, counted: 'around-the-clock' });

/** Used where the PSA gives no deadlines; typical of managed service agreements, to be set by the MSP. */
export const PROMISES: Promises = {
  gold: {
    1: always(15, 4 * HOUR),
    2: office(30, 8 * HOUR),
    3: office(2 * HOUR, 24 * HOUR),
    4: office(4 * HOUR, 40 * HOUR),
  },
  silver: {
    1: office(30, 6 * HOUR),
    2: office(1 * HOUR, 10 * HOUR),
    3: office(4 * HOUR, 30 * HOUR),
    4: office(10 * HOUR, 60 * HOUR),
  },
  bronze: {
    1: office(1 * HOUR, 10 * HOUR),
    2: office(2 * HOUR, 20 * HOUR),
    3: office(10 * HOUR, 50 * HOUR),
    4: office(20 * HOUR, 100 * HOUR),
  },
};

const WORKDAY = [{ from: '08:00', to: '18:00' }];

/** Monday to Friday, eight to six; holidays are the MSP's own to set. */
export const OFFICE_HOURS: Omit<BusinessCalendar, 'timeZone'> = {
  hours: { 1: WORKDAY, 2: WORKDAY, 3: WORKDAY, 4: WORKDAY, 5: WORKDAY },
  holidays: [],
};
