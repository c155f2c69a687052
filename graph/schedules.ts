import { z } from 'zod';
import type { Interval } from '../model/technician.ts';
import type { CalendarAnswer, CalendarBusy, CalendarStatus } from '../model/visit.ts';
import { askAll } from './ask.ts';
import { isStatus } from './failure.ts';
import { path } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { endTime, lenient, optionalText, prefer, startTime, utc } from './wire.ts';

/**
 * People and days per request (docs/platform/graph.md, “getSchedule takes twenty people and less than 62 days”).
 * A month and a half leaves a margin for full calendars
 * (docs/platform/graph.md, “getSchedule fails for a calendar with more than 1000 entries”).
 */
const PEOPLE = 20;
const WINDOW_MS = 45 * 24 * 60 * 60_000;
/**
 * The grid of `availabilityView`, minutes. Graph requires it
 * (docs/platform/graph.md, “getSchedule takes twenty people and less than 62 days”).
 */
const GRID = 30;

const item = z.object({ status: z.string(), start: startTime, end: endTime });
const schedule = z.object({
  scheduleId: z.string(),
  availabilityView: lenient(z.string()),
  scheduleItems: z.array(item).nullish(),
  error: lenient(z.object({ responseCode: optionalText, message: optionalText })),
});
/** Entries are parsed one by one, so that one person's malformed answer affects only that person. */
const anySchedule = z.object({ scheduleId: z.string() }).loose();

/**
 * People's free and busy times from Exchange, 20 people per call. Every requested person is in the result; an
 * unreadable calendar is unknown, with the reason. Throws GraphFailure when no calendar could be read.
 */
export async function schedules(
  transport: Transport,
  asMailbox: string,
  mails: readonly string[],
  { start, end }: Interval,
): Promise<ReadonlyMap<string, CalendarAnswer>> {
  const answers = new Map<string, CalendarAnswer>();
  const people = [...new Set(mails.map((mail) => mail.toLowerCase()))];
  for (const mail of people) if (!isMail(mail)) answers.set(mail, unknown('no mail address'));
  const asked = people.filter(isMail);
  const groups = slices(asked.length, PEOPLE).map(([from, to]) => asked.slice(from, to));
  const windows = slices(end - start, WINDOW_MS).map(([from, to]) => ({ start: start + from, end: start + to }));
  const parts = await transport.clock.all(
    windows.flatMap((window) => groups.map((group) => () => readGroup(transport, asMailbox, group, window))),
  );
  for (const part of parts) for (const [mail, answer] of part) answers.set(mail, joined(answers.get(mail), answer));
  return new Map(mails.map((mail) => [mail, answers.get(mail.toLowerCase()) ?? unknown('not in the answer')]));
}

/** One address that Exchange rejects must not hide nineteen others: a refused group is retried in halves. */
async function readGroup(
  transport: Transport,
  asMailbox: string,
  mails: readonly string[],
  window: Interval,
): Promise<ReadonlyMap<string, CalendarAnswer>> {
  const call: GraphCall = {
    method: 'POST',
    at: path`/users/${asMailbox}/calendar/getSchedule`,
    headers: prefer(),
    reads: true,
    body: {
      schedules: mails,
      startTime: utc(window.start),
      endTime: utc(window.end),
      availabilityViewInterval: GRID,
    },
  };
  try {
    const { items } = await askAll(transport, call, anySchedule);
    const byMail = new Map(items.map((one) => [one.scheduleId.toLowerCase(), one]));
    return new Map(mails.map((mail) => [mail, answerOf(byMail.get(mail), window)]));
  } catch (thrown) {
    if (!isStatus(thrown, 400)) throw thrown;
    if (mails.length === 1) return new Map([[mails[0] ?? '', unknown(thrown.codes.at(-1) ?? 'refused')]]);
    const half = Math.ceil(mails.length / 2);
    const [left, right] = await transport.clock.all(
      [mails.slice(0, half), mails.slice(half)].map((part) => () => readGroup(transport, asMailbox, part, window)),
    );
    return new Map([...(left ?? []), ...(right ?? [])]);
  }
}

const STATUS: Readonly<Record<string, CalendarStatus | 'free'>> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'away',
  workingelsewhere: 'elsewhere',
};

function answerOf(raw: unknown, window: Interval): CalendarAnswer {
  if (raw === undefined) return unknown('not in the answer');
  const parsed = schedule.safeParse(raw);
  if (!parsed.success) return unknown('an answer that cannot be read');
  const { error, scheduleItems, availabilityView } = parsed.data;
  // docs/platform/graph.md, “One unreadable calendar is an error inside a success”.
  if (error) return unknown(error.responseCode ?? 'an error');
  if (!scheduleItems && availabilityView === undefined) return unknown('an empty answer');
  const items = scheduleItems ?? [];
  const busy = items.flatMap(({ status, ...times }): CalendarBusy[] => {
    const known = STATUS[status.toLowerCase()] ?? 'busy';
    return known === 'free' || times.end <= times.start ? [] : [{ ...times, status: known }];
  });
  return { known: true, busy: [...busy, ...onlyInView(availabilityView ?? '', items, window)].sort(byStart) };
}

/**
 * 0 is free; old documents use 4 for out of office
 * (docs/platform/graph.md, “Free and busy times come as entries and as digits”).
 */
const VIEW: Readonly<Record<string, CalendarStatus>> = { 1: 'tentative', 2: 'busy', 3: 'away', 4: 'away' };

/**
 * Times that the coarse view marks as busy and no entry explains. A person may share only coarse free and busy times,
 * and is still not free then.
 */
function onlyInView(view: string, items: readonly Interval[], window: Interval): CalendarBusy[] {
  return Array.from(view).flatMap((digit, n): CalendarBusy[] => {
    const start = window.start + n * GRID * 60_000;
    const end = Math.min(start + GRID * 60_000, window.end);
    if (digit === '0' || start >= end || items.some((one) => one.start < end && start < one.end)) return [];
    return [{ start, end, status: VIEW[digit] ?? 'busy' }];
  });
}

function joined(before: CalendarAnswer | undefined, after: CalendarAnswer): CalendarAnswer {
  if (!before?.known || !after.known) return before?.known === false ? before : after;
  const seen = new Set(before.busy.map((one) => `${one.start} ${one.end} ${one.status}`));
  const fresh = after.busy.filter((one) => !seen.has(`${one.start} ${one.end} ${one.status}`));
  return { known: true, busy: [...before.busy, ...fresh].sort(byStart) };
}

const byStart = (a: Interval, b: Interval) => a.start - b.start || a.end - b.end;
const isMail = (text: string) => z.email().safeParse(text).success;

function unknown(reason: string): CalendarAnswer {
  return { known: false, why: `Exchange did not show this calendar (${reason.slice(0, 80)})` };
}

/** Splits a length into `[from, to)` pieces. */
function slices(length: number, size: number): [number, number][] {
  const count = Math.ceil(Math.max(0, length) / size);
  return Array.from({ length: count }, (_, n) => [n * size, Math.min((n + 1) * size, length)]);
}
