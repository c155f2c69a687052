import type { BusinessCalendar, Weekday } from '../../model/business-day.ts';
import type { Interval } from '../../model/technician.ts';
import type { PersonFacts, SchedulingPolicy, VisitRequest } from '../../scheduling/index.ts';
import { MIN, utc } from './arbitrary.ts';

/**
 * Whether somebody can keep a visit, found minute by minute from the clock on their wall, by other means than the
 * code: no intervals, no luxon, no search. `minutesBetween` is travel by address, which is a table in the tests' eyes.
 */
export function oracle(facts: PersonFacts, request: VisitRequest, policy: SchedulingPolicy, ways: Ways) {
  const open = openByWall(facts.hours.known ? facts.hours.calendar : undefined);
  const inside = (list: readonly Interval[], at: number) => list.some(({ start, end }) => start <= at && at < end);
  const written = facts.visits.flatMap(({ inCalendar }) => inCalendar ?? []);
  const busy = (facts.calendar.known ? [...facts.calendar.busy] : []).filter(({ status }) => {
    const blocks = policy.calendar[status];
    return blocks === 'all' || (blocks === 'on-site' && request.kind === 'on-site');
  });
  // One copy of each of our own entries does not count.
  for (const own of written) {
    const copy = busy.findIndex(({ start, end }) => start === own.start && end === own.end);
    if (copy >= 0) busy.splice(copy, 1);
  }
  const blocks = facts.visits.map((v) => ({
    start: v.start - v.beforeMinutes * MIN,
    end: v.end + v.afterMinutes * MIN,
  }));
  const working = memo((at) => open(at) && (facts.shifts === undefined || inside(facts.shifts, at)));
  const taken = memo((at) => inside(busy, at) || inside(facts.timeOff, at) || inside(blocks, at));
  const commute = request.kind === 'on-site' ? policy.commute : 0;
  /** A minute in which somebody may drive: at work, or on the way to or from it. */
  const driving = memo((at) => {
    if (taken(at)) return false;
    for (let n = -commute; n <= commute; n += 1) if (working(at + n * MIN)) return true;
    return false;
  });
  const stops = facts.visits
    .filter(({ kind }) => kind === 'on-site')
    .sort((a, b) => a.start - b.start || a.end - b.end);

  return (start: number): boolean => {
    const end = start + request.minutes * MIN;
    for (let at = start; at < end; at += MIN) if (!working(at) || taken(at)) return false;
    const { before, after } = policy.buffers[request.kind];
    let [a, b] = [start, end];
    const far = 12 * 60 * MIN;
    while (start - a < far && driving(a - MIN)) a -= MIN;
    while (b - end < far && driving(b)) b += MIN;
    const free = { before: (start - a) / MIN, after: (b - end) / MIN };
    if (request.kind !== 'on-site') return free.before >= before && free.after >= after;
    const clear = (v: { afterMinutes: number }) => Math.min(v.afterMinutes, after);
    const prev = stops.filter((v) => v.start < start).at(-1);
    const next = stops.find((v) => v.start >= start);
    const direct = {
      left: prev !== undefined && prev.end + prev.afterMinutes * MIN === a,
      right: next !== undefined && next.start - next.beforeMinutes * MIN === b,
    };
    return (
      free.before >= before + (direct.left ? 0 : ways.there(facts.base)) &&
      free.after >= after + (direct.right ? 0 : ways.back(facts.base)) &&
      (prev === undefined || start - prev.end >= (clear(prev) + ways.there(prev.place) + before) * MIN) &&
      (next === undefined ||
        next.start - end >= (after + ways.back(next.place) + Math.min(next.beforeMinutes, before)) * MIN)
    );
  };
}

export interface Ways {
  readonly there: (from: PersonFacts['base']) => number;
  readonly back: (to: PersonFacts['base']) => number;
}

function memo(ask: (at: number) => boolean): (at: number) => boolean {
  const known = new Map<number, boolean>();
  return (at) => {
    let answer = known.get(at);
    if (answer === undefined) known.set(at, (answer = ask(at)));
    return answer;
  };
}

const WALLS = new Map<string, (at: number) => { date: string; minutes: number }>();

function wallClock(timeZone: string) {
  let clock = WALLS.get(timeZone);
  if (clock !== undefined) return clock;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clock = (at) => {
    const [date = '', time = ''] = format.format(at).split(', ');
    return { date, minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) };
  };
  WALLS.set(timeZone, clock);
  return clock;
}

function openByWall(calendar: BusinessCalendar | undefined) {
  if (calendar === undefined) return () => false;
  const wall = wallClock(calendar.timeZone);
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const holds = (day: string, minutes: number) => {
    const weekday = (new Date(`${day}T00:00Z`).getUTCDay() || 7) as Weekday;
    return (calendar.hours[weekday] ?? []).some(({ from, to }) => {
      const end = minutesOf(to) + (minutesOf(to) <= minutesOf(from) ? 1440 : 0);
      return minutes >= minutesOf(from) && minutes < end;
    });
  };
  return (at: number) => {
    const { date, minutes } = wall(at);
    const before = new Date(utc(`${date}T00:00`) - 24 * 60 * MIN).toISOString().slice(0, 10);
    return holds(date, minutes) || holds(before, minutes + 1440);
  };
}
