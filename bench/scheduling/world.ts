import type { BusinessCalendar, OpenSpan } from '../../model/business-day.ts';
import type { Point } from '../../model/visit.ts';
import {
  DEFAULT_SCHEDULING_POLICY,
  type Appointed,
  type PersonFacts,
  type VisitRequest,
} from '../../scheduling/index.ts';
export { seeded } from '../../scheduling/seeded.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday, so that weeks are whole; the clocks of Europe change in the last of the four. */
export const MONDAY = Date.parse('2026-03-02T00:00Z');
export const policy = DEFAULT_SCHEDULING_POLICY;

/** A town of 50 km across. */
export function somewhere(random: () => number): Point {
  return { lat: 52.5 + (random() - 0.5) * 0.45, lon: 13.4 + (random() - 0.5) * 0.7 };
}

const DAY_SHIFT: readonly OpenSpan[] = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
export const OFFICE: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  hours: { 1: DAY_SHIFT, 2: DAY_SHIFT, 3: DAY_SHIFT, 4: DAY_SHIFT, 5: DAY_SHIFT },
  holidays: [],
};

/** Technicians with four weeks of meetings and, on most days, one or two visits. */
export function staff(count: number, random: () => number): PersonFacts[] {
  return Array.from({ length: count }, (_, i): PersonFacts => {
    const days = Array.from({ length: 28 }, (_d, d) => MONDAY + d * DAY);
    const meetings = days.flatMap((day) =>
      Array.from({ length: Math.floor(random() * 3) }, () => {
        const start = day + (8 + Math.floor(random() * 16) / 2) * HOUR;
        return { start, end: start + 30 * MINUTE, status: 'busy' as const };
      }),
    );
    const visits = days.flatMap((day, d): Appointed[] =>
      [9, 13].flatMap((hour) => {
        if (random() < 0.45) return [];
        const start = day + hour * HOUR + Math.floor(random() * 4) * 15 * MINUTE;
        return [
          {
            visitId: `v${i}-${d}-${hour}`,
            kind: 'on-site',
            start,
            end: start + HOUR,
            place: { address: 'A client', point: somewhere(random) },
            beforeMinutes: 25,
            afterMinutes: 35,
          },
        ];
      }),
    );
    return {
      personId: `t${i}`,
      name: `Technician ${i}`,
      hours: { known: true, calendar: OFFICE },
      calendar: { known: true, busy: meetings },
      timeOff: random() < 0.1 ? [{ start: MONDAY + 7 * DAY, end: MONDAY + 14 * DAY }] : [],
      visits,
      base: { address: 'Office', point: somewhere(random) },
    };
  });
}

/** A ticket that any of them could take. */
export function request(n: number, count: number, random: () => number): VisitRequest {
  return {
    visitId: `visit-${n}`,
    kind: 'on-site',
    minutes: 60 + Math.floor(random() * 3) * 30,
    place: { address: 'Another client', point: somewhere(random) },
    seats: [Array.from({ length: count }, (_, i) => ({ personId: `t${i}`, minutes: Math.floor(random() * 30) }))],
    urgent: false,
    deadline: MONDAY + 3 * DAY,
    timeZone: 'Europe/Berlin',
    siteHours: {
      ...OFFICE,
      hours: Object.fromEntries([1, 2, 3, 4, 5].map((d) => [d, [{ from: '08:00', to: '18:00' }]])),
    },
  };
}
