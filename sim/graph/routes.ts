import type { Handler } from './answer.ts';
import type { Log } from '../../model/log.ts';
import { appointmentResource } from './bookings/appointments.ts';
import { availabilityResource } from './bookings/availability.ts';
import { businessFinder, businessResource, partResource, SHAPES } from './bookings/businesses.ts';
import { deltaResource } from './delta.ts';
import { directoryResource } from './directory.ts';
import { eventResource } from './events.ts';
import { mailResource } from './mail.ts';
import type { Postman } from './notices.ts';
import { MAY, type Area } from './permissions.ts';
import { presenceResource } from './presence.ts';
import { scheduleResource } from './schedules.ts';
import { shiftResource } from './shifts.ts';
import type { GraphState } from './state.ts';
import { subscriptionResource } from './subscriptions.ts';

export interface Route {
  readonly method: string;
  /** Below `/v1.0`, with parameters in braces. */
  readonly path: string;
  readonly area: Area;
  /** Application permissions, any one of which is enough. Empty: applications cannot do this. */
  readonly needs: readonly string[];
  readonly handle: Handler;
}

/** All routes of the simulated Graph. */
export function routesOf(state: GraphState, postman: Postman, log: Log): readonly Route[] {
  const events = eventResource(state);
  const mail = mailResource(state);
  const directory = directoryResource(state);
  const presence = presenceResource(state);
  const shifts = shiftResource(state);
  const subscriptions = subscriptionResource(state, postman);
  const schedule = scheduleResource(state);
  const businessOf = businessFinder(state);
  const businesses = businessResource(state, businessOf);
  const appointments = appointmentResource(state, businessOf, log);
  const services = partResource(state, businessOf, (b) => b.services, SHAPES.services);
  const staff = partResource(state, businessOf, (b) => b.staff, SHAPES.staff);
  const customers = partResource(state, businessOf, (b) => b.customers, SHAPES.customers);
  const questions = partResource(state, businessOf, (b) => b.questions, SHAPES.questions);

  const routes: Route[] = [];
  const add = (area: Area, needs: readonly string[], table: Readonly<Record<string, Handler>>) => {
    for (const [line, handle] of Object.entries(table)) {
      const [method = '', path = ''] = line.split(' ');
      routes.push({ method, path, area, needs, handle });
    }
  };

  add('directory', MAY.readUsers, {
    'GET users': directory.users,
    'GET users/{user}': directory.user,
    'GET users/{user}/outlook/supportedTimeZones': directory.timeZones,
    'GET users/{user}/outlook/supportedTimeZones({timeZone})': directory.timeZones,
  });
  add('directory', MAY.readMembers, {
    'GET groups/{group}/members': directory.members,
    'GET groups/{group}/transitiveMembers': directory.transitiveMembers,
  });
  add('directory', MAY.readTeam, { 'GET teams/{team}': directory.team });
  add('outlook', MAY.readSettings, { 'GET users/{user}/mailboxSettings': directory.mailboxSettings });
  add('outlook', MAY.readCalendars, {
    'GET users/{user}/events': events.list,
    'GET users/{user}/calendar/events': events.list,
    'GET users/{user}/calendarView': events.view,
    'GET users/{user}/calendar/calendarView': events.view,
    'GET users/{user}/calendarView/delta': deltaResource(state),
    'POST users/{user}/calendar/getSchedule': schedule,
  });
  add('outlook', MAY.readOneEvent, { 'GET users/{user}/events/{event}': events.get });
  add('outlook', MAY.writeCalendars, {
    'POST users/{user}/events': events.post,
    'POST users/{user}/calendar/events': events.post,
    'PATCH users/{user}/events/{event}': events.patch,
    'DELETE users/{user}/events/{event}': events.remove,
    'POST users/{user}/events/{event}/cancel': events.cancel,
  });
  // docs/platform/graph.md, “Finding meeting times is for signed-in people”.
  add('outlook', [], { 'POST users/{user}/findMeetingTimes': events.list });
  add('mail', MAY.sendMail, {
    'POST users/{user}/sendMail': mail.sendMail,
    'POST users/{user}/messages/{message}/send': mail.send,
  });
  add('mail', MAY.readMail, { 'GET users/{user}/messages': mail.list });
  add('mail', MAY.readOneMail, { 'GET users/{user}/messages/{message}': mail.get });
  add('mail', MAY.writeMail, {
    'POST users/{user}/messages': mail.post,
    'DELETE users/{user}/messages/{message}': mail.remove,
  });
  add('presence', MAY.readPresence, {
    'POST communications/getPresencesByUserId': presence.many,
    'GET communications/presences': presence.list,
    'GET communications/presences/{user}': presence.one,
    'GET users/{user}/presence': presence.one,
  });
  add('shifts', MAY.readShifts, {
    'GET teams/{team}/schedule': shifts.schedule,
    'GET teams/{team}/schedule/shifts': shifts.shifts,
    'GET teams/{team}/schedule/shifts/{item}': shifts.shift,
    'GET teams/{team}/schedule/timesOff': shifts.timesOff,
    'GET teams/{team}/schedule/timesOff/{item}': shifts.timeOff,
  });
  // The permission depends on the subscribed resource.
  add('subscriptions', MAY.watchCalendars, {
    'GET subscriptions': subscriptions.list,
    'POST subscriptions': subscriptions.post,
    'GET subscriptions/{subscription}': subscriptions.get,
    'PATCH subscriptions/{subscription}': subscriptions.patch,
    'DELETE subscriptions/{subscription}': subscriptions.remove,
    'POST subscriptions/{subscription}/reauthorize': subscriptions.reauthorize,
  });

  const root = 'solutions/bookingBusinesses';
  const business = `${root}/{business}`;
  add('bookings', MAY.listBookings, {
    [`GET ${root}`]: businesses.list,
    [`GET ${business}/customQuestions`]: questions.list,
  });
  add('bookings', MAY.readBookings, {
    [`GET ${business}`]: businesses.get,
    [`GET ${business}/services`]: services.list,
    [`GET ${business}/services/{item}`]: services.get,
    [`GET ${business}/staffMembers`]: staff.list,
    [`GET ${business}/staffMembers/{item}`]: staff.get,
    [`GET ${business}/customQuestions/{item}`]: questions.get,
    [`GET ${business}/customers`]: customers.list,
    [`GET ${business}/customers/{item}`]: customers.get,
    [`GET ${business}/appointments`]: appointments.list,
    [`GET ${business}/appointments/{appointment}`]: appointments.get,
    [`GET ${business}/calendarView`]: appointments.view,
  });
  add('bookings', MAY.writeAppointments, {
    [`POST ${business}/appointments`]: appointments.post,
    [`PATCH ${business}/appointments/{appointment}`]: appointments.patch,
    [`DELETE ${business}/appointments/{appointment}`]: appointments.remove,
    [`POST ${business}/customers`]: customers.post,
    [`PATCH ${business}/customers/{item}`]: customers.patch,
    [`DELETE ${business}/customers/{item}`]: customers.remove,
  });
  add('bookings', MAY.writeBookings, {
    // docs/platform/bookings.md, “Cancelling takes the larger permission”.
    [`POST ${business}/appointments/{appointment}/cancel`]: appointments.cancel,
    [`POST ${business}/services`]: services.post,
    [`PATCH ${business}/services/{item}`]: services.patch,
    [`DELETE ${business}/services/{item}`]: services.remove,
    [`POST ${business}/staffMembers`]: staff.post,
    [`PATCH ${business}/staffMembers/{item}`]: staff.patch,
    [`DELETE ${business}/staffMembers/{item}`]: staff.remove,
    [`POST ${business}/customQuestions`]: questions.post,
    [`PATCH ${business}/customQuestions/{item}`]: questions.patch,
    [`DELETE ${business}/customQuestions/{item}`]: questions.remove,
  });
  add('bookings', MAY.staffAvailability, {
    [`POST ${business}/getStaffAvailability`]: availabilityResource(state, businessOf),
  });
  // An application cannot create or delete a business.
  add('bookings', [], { [`POST ${root}`]: businesses.list, [`DELETE ${business}`]: businesses.get });
  return routes;
}

export type Found =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly missing: 'method' }
  | { readonly missing: string; readonly segment: true };

/** Finds the route of a request. Names are case-insensitive, ids are case-sensitive. */
export function routeFinder(routes: readonly Route[]): (method: string, segments: readonly string[]) => Found {
  const compiled = routes.map((route) => ({ route, parts: route.path.split('/').map(partOf) }));
  const match = (parts: readonly Part[], segments: readonly string[]): Record<string, string> | undefined => {
    const params: Record<string, string> = {};
    for (const [i, part] of parts.entries()) {
      const segment = segments[i];
      const m = segment === undefined ? null : part.pattern.exec(segment);
      if (!m) return undefined;
      if (part.name !== undefined) params[part.name] = m[1] ?? '';
    }
    return params;
  };
  return (method, segments) => {
    const same = compiled.flatMap(({ route, parts }) => {
      const params = parts.length === segments.length ? match(parts, segments) : undefined;
      return params ? [{ route, params }] : [];
    });
    const hit = same.find(({ route }) => route.method === method);
    if (hit) return hit;
    if (same.length > 0) return { missing: 'method' };
    const known = segments.findIndex((_, i) => {
      const begin = segments.slice(0, i + 1);
      return !compiled.some(({ parts }) => parts.length > i && match(parts.slice(0, i + 1), begin));
    });
    return { missing: segments[known === -1 ? segments.length - 1 : known] ?? '', segment: true };
  };
}

interface Part {
  readonly pattern: RegExp;
  readonly name: string | undefined;
}

function partOf(text: string): Part {
  const name = /\{(\w+)\}/.exec(text)?.[1];
  if (name === undefined) return { pattern: new RegExp(`^${text}$`, 'i'), name: undefined };
  if (text === `{${name}}`) return { pattern: /^(.+)$/, name };
  const before = text.slice(0, text.indexOf('('));
  return { pattern: new RegExp(`^${before}\\((.*)\\)$`, 'i'), name };
}
