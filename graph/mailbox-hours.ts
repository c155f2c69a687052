import { z } from 'zod';
import type { MailboxHours } from '../desk/ports/calendars.ts';
import { batchReads, readAnswer } from './batch.ts';
import { isStatus } from './failure.ts';
import { createOptional } from './optional.ts';
import { path, withQuery } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { endTime, lenient, optionalText, startTime, timeOfDay, weekday } from './wire.ts';
import { ianaOf } from './zones.ts';

const settings = z.object({
  timeZone: optionalText,
  workingHours: lenient(
    z.object({
      daysOfWeek: z.array(weekday),
      startTime: timeOfDay,
      endTime: timeOfDay,
      timeZone: lenient(z.object({ name: optionalText })),
    }),
  ),
  automaticRepliesSetting: lenient(
    z.object({
      status: z.string().transform((status) => status.toLowerCase()),
      scheduledStartDateTime: lenient(startTime),
      scheduledEndDateTime: lenient(endTime),
    }),
  ),
});

/**
 * Returns people's working hours and automatic replies from their mailbox settings. Calls made in the same tick share
 * batches. The hours of a person without a mailbox are unknown, as are everyone's without the permission. Throws
 * GraphFailure for any other failure.
 */
export function createMailboxHours(transport: Transport): (mail: string) => Promise<MailboxHours> {
  const optional = createOptional(transport.log, () => transport.clock.now());
  let waiting: { readonly mail: string; readonly done: (answer: Promise<MailboxHours>) => void }[] = [];

  async function flush(): Promise<void> {
    await Promise.resolve();
    const asked = waiting;
    waiting = [];
    const calls = asked.map(({ mail }): GraphCall => {
      const query = { $select: 'timeZone,workingHours,automaticRepliesSetting' };
      return { method: 'GET', at: withQuery(path`/users/${mail}/mailboxSettings`, query) };
    });
    const answers = batchReads(transport, calls);
    asked.forEach(({ done }, n) => {
      done(
        answers.then((all) => {
          const [call, answer] = [calls[n], all[n]];
          if (!call || !answer) throw new Error('the batch has no answer for a call');
          return hoursOf(readAnswer(call, answer, settings));
        }),
      );
    });
  }

  const ask = (mail: string) =>
    new Promise<MailboxHours>((resolve) => {
      waiting.push({ mail, done: resolve });
      if (waiting.length === 1) void flush();
    });

  return (mail) =>
    optional('MailboxSettings.Read', () => ask(mail), UNKNOWN).catch((thrown: unknown) => {
      if (isStatus(thrown, 404)) return UNKNOWN;
      throw thrown;
    });
}

const UNKNOWN: MailboxHours = { timeZone: undefined, hours: undefined, away: undefined };

function hoursOf(found: z.output<typeof settings>): MailboxHours {
  const { workingHours: work, automaticRepliesSetting: replies } = found;
  // Fall back to the mailbox's own zone (docs/platform/graph.md, “Working hours may be in a made-up time zone”).
  const timeZone = ianaOf(work?.timeZone?.name ?? '') ?? ianaOf(found.timeZone ?? '');
  const span = work && { from: work.startTime, to: work.endTime };
  return {
    timeZone,
    hours: timeZone !== undefined && span ? Object.fromEntries(work.daysOfWeek.map((day) => [day, [span]])) : undefined,
    away: awayOf(replies),
  };
}

function awayOf(replies: z.output<typeof settings>['automaticRepliesSetting']): MailboxHours['away'] {
  if (replies?.status === 'alwaysenabled') return 'now';
  if (replies?.status !== 'scheduled') return undefined;
  const { scheduledStartDateTime: start, scheduledEndDateTime: end } = replies;
  // Scheduled, but the times cannot be read: treat the person as away.
  return start === undefined || end === undefined ? 'now' : { start, end };
}
