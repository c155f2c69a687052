import { z } from 'zod';
import * as field from '../fields.ts';
import { setting, type Setting } from '../setting.ts';

/** How the MSP wants its desk to work. */
export const DESK = {
  DESK_ROLES: setting({
    schema: field.roles,
    group: 'Desk',
    help: 'Who may do what: technician, dispatcher, manager, admin; one person may hold several. Technicians known to the PSA are technicians without being named here.',
    example: 'dana@msp.example=dispatcher+admin, max@msp.example=manager',
    needed: 'always',
    standIn: true,
  }),
  DESK_MATCHES: setting({
    schema: field.matches,
    group: 'Desk',
    help: 'Whose agent in the PSA is whose, where mail addresses differ, are missing or stand twice: mail in Teams = agent id. The trouble card names the doubtful ones. Default: matched by mail address.',
    example: 'ana@msp.example=12, ben@msp.example=14',
    standIn: true,
  }),
  DESK_COORDINATORS: setting({
    schema: field.coordinators,
    group: 'Desk',
    help: 'Who looks at tickets that nobody could be found for, by category; `default` takes the rest.',
    example: 'default=dana@msp.example, security=sam@msp.example',
    needed: 'always',
    standIn: true,
  }),
  DESK_TIME_ZONE: setting({
    schema: field.timeZone,
    group: 'Desk',
    help: "The MSP's own zone: shared cards, quiet hours.",
    example: 'Europe/London',
    needed: 'always',
  }),
  DESK_MODE: setting({
    schema: z.enum(['shadow', 'suggest'], { error: 'is neither shadow nor suggest' }),
    group: 'Desk',
    help: '`shadow` decides and records, and asks nobody; `suggest` offers tickets to people. Default: suggest.',
    example: 'suggest',
  }),
  DESK_OFFER_MINUTES: setting({
    schema: field.offerMinutes,
    group: 'Desk',
    help: 'How long an offer stands before the next person is asked, by priority. Default: P1=2, P2=10, P3=10, P4=10.',
    example: 'P1=2, P2=10, P3=10, P4=10',
  }),
  DESK_ON_CALL: setting({
    schema: field.mails,
    group: 'Desk',
    help: 'Who is asked, in this order, when nobody is on shift and it cannot wait. Default: nobody; the coordinator is told.',
    example: 'ana@msp.example, ben@msp.example',
    standIn: true,
  }),
  DESK_QUIET_HOURS: setting({
    schema: field.quietHours,
    group: 'Desk',
    help: 'Local hours in which nobody is disturbed with offers below P2. Default: none.',
    example: '22:00-07:00',
  }),
  DESK_QUEUE_CARD_ABOVE: setting({
    schema: field.whole(0, 1000),
    group: 'Desk',
    help: 'Above this many untaken tickets the channel shows one queue card instead of one card a ticket. Default: 10.',
    example: '10',
  }),
  DESK_OVERRIDE_NEEDS_APPROVAL: setting({
    schema: field.yesNo,
    group: 'Desk',
    help: "`yes`: a technician's override waits for a dispatcher's yes. Default: no.",
    example: 'no',
  }),
  DESK_POLL_SECONDS: setting({
    schema: field.whole(5, 3600),
    group: 'Desk',
    help: 'How often the PSA is asked for changes. Default: 30.',
    example: '30',
  }),
  DESK_SKILLS_CSV: setting({
    schema: field.nonEmpty,
    group: 'Desk',
    help: "The skill matrix as a CSV file. Default: the technicians' qualifications in the PSA.",
    example: 'data/skills.csv',
  }),
} as const satisfies Record<string, Setting>;
