import { z } from 'zod';
import * as field from '../fields.ts';
import { setting, type Setting } from '../setting.ts';

/** How visits are arranged with clients; used together with GRAPH_MAILBOX. */
export const VISITS = {
  VISITS_COMPANY: setting({
    schema: field.nonEmpty,
    group: 'Visits',
    help: 'The MSP as its clients know it: stands in mails and on the client’s page. Needed with GRAPH_MAILBOX.',
    example: 'Northwind IT',
  }),
  VISITS_PHONE: setting({
    schema: z.string().regex(/^\+?[\d ()/.-]{5,30}$/, { error: 'is not a telephone number' }),
    group: 'Visits',
    help: 'The number that stands on every page and in every mail to a client. Needed with GRAPH_MAILBOX.',
    example: '+44 20 7946 0000',
  }),
  VISITS_LINK_SECRET: setting({
    schema: field.longSecret,
    group: 'Visits',
    help: 'Signs the links that clients get. A new one makes every link out there invalid; all copies need the same. Needed with GRAPH_MAILBOX.',
    example: '<a long random text>',
    secret: true,
  }),
  VISITS_OFFERS: setting({
    schema: z.enum(['auto', 'ask'], { error: 'is neither auto nor ask' }),
    group: 'Visits',
    help: '`auto`: an on-site ticket’s client gets times to choose from as soon as somebody has the ticket; `ask`: a dispatcher taps first. Default: auto.',
    example: 'ask',
  }),
  VISITS_LANGUAGE: setting({
    schema: z.enum(['en', 'de', 'fr', 'es'], { error: 'is none of en, de, fr, es' }),
    group: 'Visits',
    help: 'The language clients are written to in, until they choose another one on their page. Default: en.',
    example: 'de',
  }),
  VISITS_MAILS_BY: setting({
    schema: z.enum(['callboard', 'bookings'], { error: 'is neither callboard nor bookings' }),
    group: 'Visits',
    help: 'Who confirms, reminds and tells of moves: Callboard or Bookings, never both. Default: callboard.',
    example: 'bookings',
  }),
  VISITS_PLACES: setting({
    schema: field.places,
    group: 'Visits',
    help: 'Where the home bases of the skill matrix are, in degrees: name=latitude/longitude. A base that is not named has travel assumed.',
    example: 'London=51.5074/-0.1278, Reading=51.4543/-0.9781',
  }),
  VISITS_CALL_MINUTES: setting({
    schema: field.whole(1, 120),
    group: 'Visits',
    help: 'What arranging one time with a client by phone costs you, minutes, your own figure: `numbers` and the metrics count with it what visits booked by clients alone saved. Default: 10.',
    example: '12',
  }),
  VISITS_STATUS_OFFERED: setting({
    schema: field.nonEmpty,
    group: 'Visits',
    help: 'The PSA’s status of a ticket whose client was sent times. Default: the status is left alone.',
    example: 'Waiting on client',
  }),
  VISITS_STATUS_CONFIRMED: setting({
    schema: field.nonEmpty,
    group: 'Visits',
    help: 'The PSA’s status of a ticket whose visit is confirmed. Default: the status is left alone.',
    example: 'Scheduled',
  }),
  VISITS_STATUS_DONE: setting({
    schema: field.nonEmpty,
    group: 'Visits',
    help: 'The PSA’s status of a ticket whose visit is over. Default: the status is left alone.',
    example: 'In progress',
  }),
  VISITS_STATUS_CANCELLED: setting({
    schema: field.nonEmpty,
    group: 'Visits',
    help: 'The PSA’s status of a ticket whose visit was cancelled. Default: the status is left alone.',
    example: 'In progress',
  }),
  VISITS_REQUEST_STATUS: setting({
    schema: field.nonEmpty,
    group: 'Visits',
    help: 'A status of the PSA that asks for an on-site visit: setting it on a ticket sends its client times. Default: none.',
    example: 'Book a visit',
  }),
} as const satisfies Record<string, Setting>;
