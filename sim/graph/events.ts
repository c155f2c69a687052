import {
  badRequest,
  created,
  itemNotFound,
  noContent,
  ok,
  Refusal,
  type Answer,
  type Call,
  type Handler,
} from './answer.ts';
import { checkPropertyId, eventBody, read, type EventBody } from './bodies.ts';
import { etag, EVENT_RULES, eventRow } from './events-json.ts';
import { immutableId } from './ids.ts';
import { invite, type InvitationKind } from './invitations.ts';
import { context, entityAnswer, list } from './listing.ts';
import type { Attendee, EventRow, UserRow } from './rows.ts';
import type { GraphState } from './state.ts';
import { instantOf, queryInstant } from './times.ts';

const DAY = 86_400_000;
/** A calendarView spans at most 1,825 days. */
const LONGEST_VIEW = 1_825 * DAY;

/** `/users/{user}/events` and `/users/{user}/calendarView`: events in people's calendars. */
export function eventResource(
  state: GraphState,
): Readonly<Record<'list' | 'view' | 'get' | 'post' | 'patch' | 'remove' | 'cancel', Handler>> {
  const owner = (call: Call): UserRow => state.mailboxOf(call.params['user'] ?? '');
  const found = (call: Call, user: UserRow): EventRow => {
    const event = state.eventOf(user.id, immutableId(call.params['event'] ?? ''));
    if (!event) throw itemNotFound();
    return event;
  };

  function remove(user: UserRow, event: EventRow, comment: string): void {
    state.removeEvent(event);
    // The organizer's DELETE notifies the guests like `cancel`, but without a message.
    if (isOrganizer(user, event)) tellGuests(state, event, 'cancelled', comment);
  }

  return {
    list: (call) => {
      const user = owner(call);
      const rows = state.eventsOf(user.id).sort((a, b) => b.createdAt - a.createdAt);
      return list(
        call,
        EVENT_RULES,
        rows.map((event) => eventRow(call, event, user.mail)),
      );
    },
    view: (call) => {
      const user = owner(call);
      const { start, end } = viewWindow(call);
      const rows = state
        .eventsOf(user.id)
        .filter((event) => event.start < end && event.end > start)
        .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
      return list(
        call,
        EVENT_RULES,
        rows.map((event) => eventRow(call, event, user.mail)),
      );
    },
    get: (call) => {
      const user = owner(call);
      return entityAnswer(call, EVENT_RULES, eventRow(call, found(call, user), user.mail));
    },
    post: (call) => {
      const user = owner(call);
      const body = read(eventBody, call.body, 'event');
      if (!body.start || !body.end) throw propertyMissing();
      // A repeated transactionId returns the same event: Graph's only idempotency (event resource page). No source says
      // that Graph remembers the id of a deleted event, so a late repeat creates a new one.
      const known = state
        .eventsOf(user.id)
        .find(
          (event) => event.transactionId !== undefined && event.transactionId === (body.transactionId ?? undefined),
        );
      if (known) return answer(call, known, user, 201);
      const now = state.clock.now();
      const event: EventRow = {
        id: state.nextId('event'),
        owner: user.id,
        iCalUId: `040000008200E00074C5B7101A82E008${String(state.count('iCalUId')).padStart(16, '0')}`,
        organizer: { name: user.displayName, address: user.mail },
        createdAt: now,
        version: 1,
        isCancelled: false,
        ...(typeof body.transactionId === 'string' ? { transactionId: body.transactionId } : {}),
        ...written(body, blankEvent(now)),
        // https://learn.microsoft.com/graph/outlook-calendar-online-meetings: set at creation, and permanent.
        ...(body.isOnlineMeeting === true
          ? { joinUrl: `https://teams.microsoft.com/l/meetup-join/event-${state.count('online meeting')}` }
          : {}),
        changedAt: now,
      };
      // The time may be occupied (docs/platform/graph.md, “A repeated transactionId makes no second event”).
      state.putEvent(event);
      tellGuests(state, event, 'invited', '');
      return answer(call, event, user, 201);
    },
    patch: (call) => {
      const user = owner(call);
      const event = found(call, user);
      const wanted = call.headers['if-match'];
      if (wanted !== undefined && wanted !== '*' && wanted !== etag(event))
        throw new Refusal(
          412,
          'ErrorIrresolvableConflict',
          'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
        );
      const body = read(eventBody, call.body, 'event');
      if (body.transactionId !== undefined)
        throw new Refusal(
          400,
          'ErrorInvalidPropertyUpdate',
          'transactionId cannot be changed after an event was created.',
        );
      const next: EventRow = {
        ...event,
        ...written(body, event),
        changedAt: state.clock.now(),
        version: event.version + 1,
      };
      state.putEvent(next);
      if (isOrganizer(user, next)) tellGuests(state, next, 'changed', '');
      return answer(call, next, user, 200);
    },
    remove: (call) => {
      const user = owner(call);
      remove(user, found(call, user), '');
      return noContent;
    },
    cancel: (call) => {
      const user = owner(call);
      const event = found(call, user);
      if (!isOrganizer(user, event) || event.attendees.length === 0)
        throw new Refusal(
          400,
          'ErrorInvalidRequest',
          "Your request can't be completed. You need to be an organizer to cancel a meeting.",
        );
      const comment = (call.body as { comment?: unknown; Comment?: unknown } | undefined) ?? {};
      const words = comment.comment ?? comment.Comment ?? '';
      if (typeof words !== 'string') throw badRequest('Comment must be a string.');
      remove(user, event, words);
      return { status: 202 };
    },
  };

  function answer(call: Call, event: EventRow, user: UserRow, status: 200 | 201): Answer {
    const body = { '@odata.context': context(call), ...eventRow(call, event, user.mail).json };
    return status === 201 ? created(body) : ok(body);
  }
}

/** The window of a calendarView; both ends are required. Throws Refusal. */
export function viewWindow(call: Call): { start: number; end: number } {
  const [from, to] = [call.query.get('startDateTime'), call.query.get('endDateTime')];
  if (from === null || to === null)
    throw new Refusal(
      400,
      'ErrorInvalidRequest',
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  const [start, end] = [queryInstant('StartDateTime', from), queryInstant('EndDateTime', to)];
  if (end < start) throw new Refusal(400, 'ErrorInvalidParameter', 'EndDateTime is before StartDateTime.');
  if (end - start > LONGEST_VIEW)
    throw new Refusal(400, 'ErrorCalendarViewRangeTooBig', 'The specified view range exceeds 1825 days.');
  return { start, end };
}

type Written = Pick<
  EventRow,
  | 'subject'
  | 'body'
  | 'start'
  | 'end'
  | 'location'
  | 'showAs'
  | 'isAllDay'
  | 'sensitivity'
  | 'isReminderOn'
  | 'categories'
  | 'attendees'
  | 'extended'
>;

const blankEvent = (now: number): Written => ({
  subject: '',
  body: { contentType: 'html', content: '' },
  start: now,
  end: now,
  location: undefined,
  showAs: 'busy',
  isAllDay: false,
  sensitivity: 'normal',
  isReminderOn: true,
  categories: [],
  attendees: [],
  extended: new Map(),
});

/** Applies a body to an event's fields. Throws Refusal. */
function written(body: EventBody, before: Written): Written {
  const start = body.start ? instantOf(body.start) : before.start;
  const end = body.end ? instantOf(body.end) : before.end;
  if (end < start) throw propertyMissing();
  for (const { id } of body.singleValueExtendedProperties ?? []) checkPropertyId(id);
  return {
    subject: body.subject ?? before.subject,
    body: body.body ?? before.body,
    start,
    end,
    location: body.location ?? before.location,
    showAs: body.showAs ?? before.showAs,
    isAllDay: body.isAllDay ?? before.isAllDay,
    sensitivity: body.sensitivity ?? before.sensitivity,
    isReminderOn: body.isReminderOn ?? before.isReminderOn,
    categories: body.categories ?? before.categories,
    attendees: body.attendees
      ? body.attendees.map(({ emailAddress, type }): Attendee => {
          return { name: emailAddress.name ?? '', address: emailAddress.address, type: type ?? 'required' };
        })
      : before.attendees,
    extended: body.singleValueExtendedProperties
      ? new Map([...before.extended, ...body.singleValueExtendedProperties.map((p) => [p.id, p.value] as const)])
      : before.extended,
  };
}

const propertyMissing = () =>
  new Refusal(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.');

const isOrganizer = (user: UserRow, event: EventRow) =>
  event.organizer.address.toLowerCase() === user.mail.toLowerCase();

function tellGuests(state: GraphState, event: EventRow, kind: InvitationKind, comment: string): void {
  // docs/platform/graph.md, “Nobody is mailed about an event without guests”.
  if (event.attendees.length > 0) invite(state, event, kind, comment);
}
