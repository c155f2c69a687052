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

/** A card posted in Teams: where it is, and what it showed when we last knew. */
export interface PostedCard {
  readonly kind:
    'ticket' | 'queue' | 'offer' | 'notice' | 'catch-up' | 'trouble' | 'day' | 'visits' | 'numbers' | 'replan';
  readonly conversation: 'channel' | { readonly personId: string };
  readonly ticketId?: string;
  readonly personId?: string;
  /** For notices: the text's key and values. For catch-up cards: the view. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly activityId?: string;
  readonly at?: Conversation;
  /** Hash of the card as delivered. An identical card is not sent again. */
  readonly delivered?: string;
  /** Duplicates that may exist in addition to this card, after unclear sends. */
  readonly copies: number;
  readonly state: 'wanted' | 'posted' | 'unreachable' | 'retired';
}

/** Timers of a visit: it is due to be offered, followed up or reminded of; it ends; a held time expires. */
export type VisitTimer = 'visit-due' | 'visit-chase' | 'visit-remind' | 'visit-ends' | 'hold-ends' | 'replan-ends';

/** Something that must happen at a given time. Committed together with the state that needs it. */
export interface Timer {
  readonly dueAt: number;
  readonly kind: 'offer-ends' | 'first-slot' | 'undo-ends' | 'plan' | VisitTimer;
  readonly ticketId?: string;
  readonly visitId?: string;
  readonly replanId?: string;
  /** The event that set the timer. A later offer has a higher n, and its older timer then does nothing. */
  readonly n?: number;
}

/**
 * A status in the settings that does not exist in the PSA, or not in one queue (board), with the names that do exist.
 */
export interface UnknownStatus {
  readonly name: string;
  readonly queueId?: string;
  readonly queue?: string;
  readonly known: readonly string[];
}

/** Small single records: cursors, the triage barrier, the pause. */
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
  /** Teams is not answering: since when, and in which conversations. Removed as soon as Teams answers again. */
  | { readonly is: 'teams-down'; readonly since: number; readonly conversations: readonly string[] }
  | { readonly is: 'channel'; readonly conversation: Conversation }
  /** Statuses in the settings that the PSA does not have. Empty once they are corrected. */
  | { readonly is: 'unknown-statuses'; readonly found: readonly UnknownStatus[] }
  /** Our Microsoft Graph permissions, as last checked. */
  | { readonly is: 'permissions'; readonly found: readonly PermissionFinding[] }
  /** When this installation first read the PSA. */
  | { readonly is: 'installed'; readonly at: number }
  /** The members of each Entra group as last read, and the resulting roles by Entra object id. */
  | {
      readonly is: 'role-groups';
      readonly members: Readonly<Record<string, readonly string[]>>;
      readonly roles: Readonly<Record<string, readonly Role[]>>;
    }
  /** Subscriptions that Graph wants renewed now, as reported to any instance. Removed once they are renewed. */
  | { readonly is: 'subscriptions'; readonly renew: readonly string[] }
  /**
   * The instances that share this store, and how many sixtieths of the rate budgets each may use until its heartbeat
   * expires.
   */
  | {
      readonly is: 'copies';
      readonly live: readonly { readonly owner: string; readonly until: number; readonly parts: number }[];
    }
  /**
   * How many tickets each person solved per client, by client id, then person id. First counted when Callboard starts
   * for the first time.
   */
  | {
      readonly is: 'experience';
      readonly countedUntil: number;
      readonly byClient: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };

/** A person's calendar as last read, ms. Keyed by person id. */
export interface KnownCalendar {
  readonly from: number;
  readonly to: number;
  readonly readAt: number;
  readonly answer: CalendarAnswer;
  readonly hours: MailboxHours;
  /** When the working hours were read. They change less often than the calendar. */
  readonly hoursAt: number;
  /** When Graph reported a change. Removed once the calendar has been read again. */
  readonly dueSince?: number;
}

/** A message to a client, without its text. Prevents sending the same message twice. */
export interface ClientMessage {
  readonly visitId: string;
  readonly message: string;
  readonly at: number;
  /** Hash of the recipient and the text. */
  readonly said: string;
  /** Duplicates that may exist after unclear sends. */
  readonly copies: number;
}

/** A Bookings appointment that belongs to no ticket, as last read. Removed a day after its end. */
export interface UnmatchedAppointment {
  readonly start: number;
  readonly end: number;
  readonly staffIds: readonly string[];
  readonly changedAt?: number;
  readonly customerMail?: string;
}

/** All stored documents, by collection. */
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
 * The indexes that each engine must build; only these can be queried. Fields are dotted paths into the data. A document
 * that lacks one of the fields is not in the index.
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
