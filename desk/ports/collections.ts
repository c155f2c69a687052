import type { DecisionRecord, PassSnapshot } from '../../model/decision.ts';
import type { DeskEvent, DeskTicket, TicketText } from '../../model/desk-ticket.ts';
import type { Conversation, Person, Role } from '../../model/person.ts';
import type { Client } from '../../model/client.ts';
import type { Technician } from '../../model/technician.ts';
import type { TriageRecord } from '../../model/triage.ts';
import type { MailboxHours } from './calendars.ts';
import type { PermissionFinding } from './presence.ts';
import type { Absence, Replan } from '../../model/replan.ts';
import type { CalendarAnswer, Hold, Visit, VisitText } from '../../model/visit.ts';

/** A card out there: where it is, and what it said when we last knew. */
export interface PostedCard {
  readonly kind:
    'ticket' | 'queue' | 'offer' | 'notice' | 'catch-up' | 'trouble' | 'day' | 'visits' | 'numbers' | 'replan';
  readonly conversation: 'channel' | { readonly personId: string };
  readonly ticketId?: string;
  readonly personId?: string;
  /** For notices: the words' key and its values; for catch-up: the view. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly activityId?: string;
  readonly at?: Conversation;
  /** Hash of the card as delivered: the same again is not sent. */
  readonly delivered?: string;
  /** Copies that may exist besides this one, after unclear sends. */
  readonly copies: number;
  readonly state: 'wanted' | 'posted' | 'unreachable' | 'retired';
}

/** A visit falls due to be offered, is followed up, is reminded of, ends; a held time has waited too long. */
export type VisitTimer = 'visit-due' | 'visit-chase' | 'visit-remind' | 'visit-ends' | 'hold-ends' | 'replan-ends';

/** Something that must happen at a time, written in the same commit as the state that wants it. */
export interface Timer {
  readonly dueAt: number;
  readonly kind: 'offer-ends' | 'first-slot' | 'undo-ends' | 'plan' | VisitTimer;
  readonly ticketId?: string;
  readonly visitId?: string;
  readonly replanId?: string;
  /** What the timer was about; a later offer has a later n, and an old timer then does nothing. */
  readonly n?: number;
}

/** A status of the settings that no ticket can have, or none in one queue (board), and the names there are. */
export interface UnknownStatus {
  readonly name: string;
  readonly queueId?: string;
  readonly queue?: string;
  readonly known: readonly string[];
}

/** Small records of which there is one each: cursors, the triage barrier, the pause. */
export type Meta =
  | { readonly is: 'barrier'; readonly untriaged: number }
  | {
      readonly is: 'poll';
      readonly since: number;
      readonly sweptAt: number;
      readonly downSince?: number;
      readonly firstDone: boolean;
    }
  | {
      readonly is: 'pause';
      readonly paused: boolean;
      readonly by: string;
      readonly at: number;
      readonly reason: string;
    }
  /** Teams does not answer: since when, and in which conversations that was met. Gone as soon as it answers again. */
  | { readonly is: 'teams-down'; readonly since: number; readonly conversations: readonly string[] }
  | { readonly is: 'channel'; readonly conversation: Conversation }
  /** Statuses that the settings name and the PSA does not have; empty when they were put right. */
  | { readonly is: 'unknown-statuses'; readonly found: readonly UnknownStatus[] }
  /** What Microsoft Graph lets us do, as it was last found out. */
  | { readonly is: 'permissions'; readonly found: readonly PermissionFinding[] }
  /** When this installation first looked at the PSA. */
  | { readonly is: 'installed'; readonly at: number }
  /** Who was in which Entra group when it was last read, and what that makes of whom; by Entra object id. */
  | {
      readonly is: 'role-groups';
      readonly members: Readonly<Record<string, readonly string[]>>;
      readonly roles: Readonly<Record<string, readonly Role[]>>;
    }
  /** Subscriptions that Graph wants renewed at once, as any copy heard; gone when they were. */
  | { readonly is: 'subscriptions'; readonly renew: readonly string[] }
  /** The copies that share this store, and how many sixtieths of the rate budgets each may use until then. */
  | {
      readonly is: 'copies';
      readonly live: readonly { readonly owner: string; readonly until: number; readonly parts: number }[];
    }
  /** How often each person solved work for a client, by client id then person id; counted once at the first start. */
  | {
      readonly is: 'experience';
      readonly countedUntil: number;
      readonly byClient: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };

/** What somebody's calendar said when it was last read, ms; by person id. */
export interface KnownCalendar {
  readonly from: number;
  readonly to: number;
  readonly readAt: number;
  readonly answer: CalendarAnswer;
  readonly hours: MailboxHours;
  /** When the hours were read: they change with people's contracts, not with their days. */
  readonly hoursAt: number;
  /** Graph told at that time that it changed; gone when it was read since. */
  readonly dueSince?: number;
}

/** What was written to a client, without its words: so that the same is not said twice. */
export interface ClientMessage {
  readonly visitId: string;
  readonly message: string;
  readonly at: number;
  /** Hash of recipient and text. */
  readonly said: string;
  /** Copies that may exist besides, after unclear sends. */
  readonly copies: number;
}

/** An appointment in Bookings that belongs to no ticket, as it was when it was last read. Gone a day after its end. */
export interface UnmatchedAppointment {
  readonly start: number;
  readonly end: number;
  readonly staffIds: readonly string[];
  readonly changedAt?: number;
  readonly customerMail?: string;
}

/** Everything that is stored, by collection. */
export interface Documents {
  tickets: DeskTicket;
  texts: TicketText;
  triage: TriageRecord;
  decisions: DecisionRecord;
  snapshots: PassSnapshot;
  events: DeskEvent;
  people: Person;
  technicians: Technician;
  clients: { readonly client: Client; readonly readAt: number };
  surfaces: PostedCard;
  timers: Timer;
  meta: Meta;
  visits: Visit;
  visitTexts: VisitText;
  holds: Hold;
  calendars: KnownCalendar;
  clientMessages: ClientMessage;
  replans: Replan;
  absences: Absence;
  untied: UnmatchedAppointment;
}
export type CollectionName = keyof Documents;

/**
 * The indexes each engine must build. Fields are dotted paths into the data; only these can be asked for.
 * A document without one of the fields is not in the index.
 */
export const COLLECTIONS: Readonly<
  Record<
    CollectionName,
    { readonly indexes: Readonly<Record<string, { readonly fields: readonly string[]; readonly unique?: true }>> }
  >
> = {
  tickets: {
    indexes: {
      byPhase: { fields: ['phase', 'rank'] },
      byOpen: { fields: ['open', 'psaUpdatedAt'] },
      byOwner: { fields: ['owner.personId', 'open', 'rank'] },
    },
  },
  texts: { indexes: {} },
  triage: { indexes: {} },
  decisions: { indexes: { byTicket: { fields: ['ticketId', 'at'] } } },
  snapshots: { indexes: {} },
  events: { indexes: { byTicket: { fields: ['ticketId', 'n'], unique: true }, byTime: { fields: ['at'] } } },
  people: {
    indexes: {
      byEntra: { fields: ['entraId'], unique: true },
      byAgent: { fields: ['agentId'], unique: true },
      byMail: { fields: ['mail'] },
      byName: { fields: ['name'] },
    },
  },
  technicians: { indexes: {} },
  clients: { indexes: {} },
  surfaces: { indexes: { byTicket: { fields: ['ticketId'] }, byState: { fields: ['state'] } } },
  timers: { indexes: { byDue: { fields: ['dueAt'] } } },
  meta: { indexes: {} },
  visits: {
    indexes: {
      byTicket: { fields: ['ticketId'] },
      byStateOnly: { fields: ['state'] },
      byState: { fields: ['state', 'slot.start'] },
      byOpen: { fields: ['open'] },
      byConfirmed: { fields: ['confirmedAt'] },
      byUnanswered: { fields: ['unansweredAt'] },
      byCancelled: { fields: ['cancelledAt'] },
      byAppointment: { fields: ['outside.appointmentId'], unique: true },
    },
  },
  visitTexts: { indexes: { byMail: { fields: ['contactMail'] } } },
  holds: { indexes: { byVisit: { fields: ['visitId'] }, byPerson: { fields: ['personId', 'start'] } } },
  calendars: { indexes: { byDue: { fields: ['dueSince'] } } },
  clientMessages: { indexes: { byVisit: { fields: ['visitId', 'at'] } } },
  replans: { indexes: {} },
  absences: { indexes: { byEnd: { fields: ['to'] } } },
  untied: { indexes: { byStart: { fields: ['start'] } } },
};
