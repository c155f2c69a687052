import { asCoded } from '../../../model/errors.ts';
import type { Person } from '../../../model/person.ts';
import type { KnownCalendar } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import type { MailboxHours } from '../../ports/calendars.ts';
import type { Doc, Write } from '../../ports/store.ts';
import { untilCommitted } from '../../records/index.ts';
import type { CalendarNews } from './calendar-news.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/**
 * An answer of this age may still be used for offers; before a time is held, the calendars themselves are asked
 * (still-free.ts).
 */
export const FRESH_MS = 10 * MINUTE;
/** Working hours change with contracts, and each read costs a request. */
const HOURS_FRESH_MS = 12 * 60 * MINUTE;

/**
 * People's calendars as last read, kept in the store so that every instance offers the same times. Reads what is too
 * old in as few requests as Graph allows. A calendar that could not be read is recorded as unknown, which never means
 * free.
 */
export async function calendarsOf(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  people: readonly Doc<Person>[],
  q: {
    readonly maxAgeMs: number;
    /** These are stale in any case: Graph reported a change. */
    readonly due?: ReadonlySet<string>;
    /** Collects what is new. */
    readonly news?: CalendarNews;
  },
): Promise<ReadonlyMap<string, KnownCalendar>> {
  const { store, clock } = deps;
  const now = clock.now();
  const known = new Map<string, KnownCalendar>();
  for (const doc of await store.getMany(
    'calendars',
    people.map((person) => person.id),
  ))
    known.set(doc.id, doc.data);
  const stale = people.filter((person) => {
    const calendar = known.get(person.id);
    if (!calendar || q.due?.has(person.id) === true) return true;
    return now - calendar.readAt > q.maxAgeMs || calendar.to < now + (visitDeps.policy.horizonDays - 1) * DAY;
  });
  if (stale.length === 0) return known;
  const read = await readCalendars(deps, visitDeps, stale, known);
  for (const [personId, calendar] of read) {
    q.news?.heard(personId, known.get(personId), calendar);
    known.set(personId, calendar);
  }
  await keep(deps, read);
  return known;
}

async function readCalendars(
  { clock, log }: DeskDeps,
  { calendars, policy }: VisitDeps,
  people: readonly Doc<Person>[],
  before: ReadonlyMap<string, KnownCalendar>,
): Promise<ReadonlyMap<string, KnownCalendar>> {
  const now = clock.now();
  const [from, to] = [now - DAY, now + policy.horizonDays * DAY];
  const mails = people.flatMap((person) => person.data.mail ?? []);
  const answers = await calendars.schedules(mails, from, to).catch((error: unknown) => {
    log.warn('calendars.unreadable', { code: asCoded(error).code, people: mails.length });
    return new Map<string, never>();
  });
  const found = new Map<string, KnownCalendar>();
  for (const person of people) {
    const mail = person.data.mail;
    const answer = (mail === undefined ? undefined : answers.get(mail)) ?? {
      known: false as const,
      why: mail === undefined ? 'no mail address in the directory' : 'Microsoft 365 did not answer',
    };
    const old = before.get(person.id);
    const reread = mail !== undefined && (!old || now - old.hoursAt > HOURS_FRESH_MS);
    const hours: MailboxHours | undefined = reread ? await calendars.hours(mail).catch(() => undefined) : old?.hours;
    found.set(person.id, {
      from,
      to,
      readAt: now,
      answer,
      hours: hours ?? old?.hours ?? { timeZone: undefined, hours: undefined, away: undefined },
      hoursAt: reread && hours ? now : (old?.hoursAt ?? 0),
    });
  }
  return found;
}

async function keep({ store }: DeskDeps, read: ReadonlyMap<string, KnownCalendar>): Promise<void> {
  await untilCommitted(async () => {
    const old = new Map((await store.getMany('calendars', [...read.keys()])).map((doc) => [doc.id, doc]));
    const writes = [...read].flatMap(([id, data]): Write[] => {
      const doc = old.get(id);
      // Another instance may have read later than we did.
      if (doc && doc.data.readAt > data.readAt) return [];
      // A change that Graph reported while we were reading may be missing from the answer.
      const { dueSince } = doc?.data ?? {};
      const next = dueSince === undefined || dueSince < data.readAt ? data : { ...data, dueSince };
      return [
        doc
          ? { op: 'put', c: 'calendars', id, data: next, expect: doc.v }
          : { op: 'insert', c: 'calendars', id, data: next },
      ];
    });
    if (writes.length > 0) await store.commit(writes);
  }).catch((error: unknown) => {
    // Many readers write at once when many clients choose at once. The faster one has stored its answer, and we can use
    // our own.
    const { code } = asCoded(error);
    if (code !== 'STORE_CONFLICT' && code !== 'STORE_DUPLICATE') throw error;
  });
}
