import { z } from 'zod';
import { ok, preferences, Refusal, type Handler } from './answer.ts';
import { lowerKeys, read } from './bodies.ts';
import { context } from './listing.ts';
import type { EventRow, FreeBusy, UserRow } from './rows.ts';
import type { GraphState } from './state.ts';
import { dateTimeTimeZone, graphTime, instantOf } from './times.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** getSchedule fails for a calendar with more entries than this (microsoft-graph-docs PR 21589). */
const MOST_ENTRIES = 1_000;

const body = z.strictObject({
  schedules: z.array(z.string()),
  starttime: dateTimeTimeZone,
  endtime: dateTimeTimeZone,
  availabilityviewinterval: z.number().int().nullish(),
});

/** docs/platform/graph.md, “Free and busy times come as entries and as digits”. */
const DIGIT: Readonly<Record<FreeBusy, string>> = {
  free: '0',
  workingElsewhere: '0',
  tentative: '1',
  busy: '2',
  oof: '3',
  unknown: '2',
};

/** `POST /users/{user}/calendar/getSchedule`: free and busy times of several people. */
export function scheduleResource(state: GraphState): Handler {
  return (call) => {
    state.mailboxOf(call.params['user'] ?? '');
    const asked = read(body, lowerKeys(call.body), 'getSchedule');
    // docs/platform/graph.md, “getSchedule takes twenty people and less than 62 days”.
    if (asked.availabilityviewinterval === null)
      throw new Refusal(500, 'ErrorInternalServerError', 'An internal server error occurred. The operation failed.');
    const interval = asked.availabilityviewinterval ?? 30;
    if (interval < 5 || interval > 1_440)
      throw new Refusal(400, 'ErrorInvalidMergedFreeBusyInterval', 'The interval must be from 5 to 1440 minutes.');
    if (asked.schedules.length === 0) throw new Refusal(400, 'ErrorMailboxDataArrayEmpty', 'No mailbox was given.');
    if (asked.schedules.length > state.settings.schedules.most)
      throw new Refusal(400, 'ErrorMailboxDataArrayTooBig', 'The size of the mailbox data array exceeds its limit.');
    const [start, end] = [instantOf(asked.starttime), instantOf(asked.endtime)];
    if (end <= start) throw new Refusal(400, 'ErrorInvalidTimeInterval', 'The end is not after the start.');
    if (end - start >= 62 * DAY)
      throw new Refusal(
        400,
        'ErrorTimeIntervalTooBig',
        `The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = 62 days; the actual limit = ${Math.ceil((end - start) / DAY)} days.`,
      );
    const zone = preferences(call).timeZone ?? 'UTC';
    return ok({
      '@odata.context': context(call),
      value: asked.schedules.map((id) => schedule(state, id, { start, end, interval, zone })),
    });
  };
}

interface Asked {
  readonly start: number;
  readonly end: number;
  readonly interval: number;
  readonly zone: string;
}

/** One person's times, or an error (docs/platform/graph.md, “One unreadable calendar is an error inside a success”). */
function schedule(state: GraphState, scheduleId: string, asked: Asked): unknown {
  const user = state.userOf(scheduleId);
  const failed = (message: string, responseCode: string) => ({ scheduleId, error: { message, responseCode } });
  if (!user?.mailbox)
    return failed('Unable to resolve e-mail address to an Active Directory object.', 'ErrorMailRecipientNotFound');
  if (user.scheduleError) return failed(user.scheduleError.message, user.scheduleError.responseCode);
  const events = state
    .eventsOf(user.id)
    .filter((event) => event.start < asked.end && event.end > asked.start)
    .sort((a, b) => a.start - b.start);
  if (events.length > MOST_ENTRIES) return failed('The calendar holds too many entries to be processed.', '5009');
  return {
    scheduleId,
    availabilityView: view(events, asked),
    scheduleItems: events.filter((event) => event.showAs !== 'free').map((event) => item(user, event, asked.zone)),
    workingHours: workingHours(user),
  };
}

function view(events: readonly EventRow[], { start, end, interval }: Asked): string {
  const step = interval * MINUTE;
  let digits = '';
  for (let at = start; at < end; at += step) {
    const there = events.filter((event) => event.start < Math.min(at + step, end) && event.end > at);
    digits += there.map((event) => DIGIT[event.showAs]).reduce((a, b) => (b > a ? b : a), '0');
  }
  return digits;
}

/** Titles and places are included only if the person shares them. */
function item(user: UserRow, event: EventRow, zone: string): unknown {
  const open = user.sharesDetails && event.sensitivity === 'normal';
  return {
    status: event.showAs,
    start: graphTime(event.start, zone),
    end: graphTime(event.end, zone),
    ...(user.sharesDetails
      ? {
          isPrivate: event.sensitivity === 'private',
          isMeeting: event.attendees.length > 0,
          isReminderSet: event.isReminderOn,
        }
      : {}),
    ...(open ? { subject: event.subject, location: '' } : {}),
  };
}

/**
 * A custom zone is described by rules instead of a name
 * (docs/platform/graph.md, “Working hours may be in a made-up time zone”).
 */
function workingHours(user: UserRow): unknown {
  if (!user.workingHours) return null;
  const { days, start, end } = user.workingHours;
  const timeZone =
    user.timeZone === CUSTOM_ZONE
      ? {
          '@odata.type': '#microsoft.graph.customTimeZone',
          name: CUSTOM_ZONE,
          bias: -60,
          standardOffset: { time: '03:00:00.0000000', dayOccurrence: 5, dayOfWeek: 'sunday', month: 10, year: 0 },
          daylightOffset: {
            daylightBias: -60,
            time: '02:00:00.0000000',
            dayOccurrence: 5,
            dayOfWeek: 'sunday',
            month: 3,
            year: 0,
          },
        }
      : { name: user.timeZone };
  return { daysOfWeek: days, startTime: `${start}:00.0000000`, endTime: `${end}:00.0000000`, timeZone };
}

export const CUSTOM_ZONE = 'Customized Time Zone';
