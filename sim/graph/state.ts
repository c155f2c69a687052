import type { Clock } from '../../model/clock.ts';
import type { BusinessRow } from './bookings/rows.ts';
import { guid, outlookId } from './ids.ts';
import type { EventRow, GroupRow, MessageRow, ShiftRow, SubscriptionRow, UserRow } from './rows.ts';
import { Refusal } from './answer.ts';
import { defaultSettings, type GraphSettings } from './settings.ts';

export type ChangeKind = 'created' | 'updated' | 'deleted';
export interface EventChange {
  readonly seq: number;
  readonly at: number;
  readonly kind: ChangeKind;
  readonly event: EventRow;
}

/** The tables of one Microsoft 365 tenant. */
export class GraphState {
  readonly clock: Clock;
  readonly settings: GraphSettings = defaultSettings();
  readonly users = new Map<string, UserRow>();
  readonly groups = new Map<string, GroupRow>();
  /** Existing events by immutable id. */
  readonly events = new Map<string, EventRow>();
  /** Every change of an event, oldest first; delta reads it. */
  readonly changes: EventChange[] = [];
  /** Delta tokens of an earlier generation are unknown. */
  deltaGeneration = 0;
  /** Mails of all mailboxes by immutable id, including clients' mailboxes. */
  readonly messages = new Map<string, MessageRow>();
  readonly shifts = new Map<string, ShiftRow>();
  readonly timesOff = new Map<string, ShiftRow>();
  readonly subscriptions = new Map<string, SubscriptionRow>();
  readonly businesses = new Map<string, BusinessRow>();
  /** Called with every change of an event; subscriptions listen here. */
  onChange: (change: EventChange) => void = () => {};
  /** The last number of each counter. */
  readonly counts = new Map<string, number>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  count(of: string): number {
    const n = (this.counts.get(of) ?? 0) + 1;
    this.counts.set(of, n);
    return n;
  }
  nextGuid(table: number): string {
    return guid(table, this.count(`guid ${table}`));
  }
  nextId(kind: 'event' | 'message' | 'appointment'): string {
    return outlookId(kind, this.count(kind));
  }

  /** Finds a user by id or by address, ignoring case. */
  userOf(idOrMail: string): UserRow | undefined {
    const wanted = idOrMail.toLowerCase();
    return this.users.get(wanted) ?? [...this.users.values()].find((user) => user.mail.toLowerCase() === wanted);
  }
  /** The user in a path. Throws Refusal if the user does not exist or has no mailbox. */
  mailboxOf(idOrMail: string): UserRow {
    const user = this.userOf(idOrMail);
    if (!user) throw new Refusal(404, 'ErrorInvalidUser', `The requested user '${idOrMail}' is invalid.`);
    if (!user.mailbox)
      throw new Refusal(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      );
    return user;
  }

  eventsOf(owner: string): EventRow[] {
    return [...this.events.values()].filter((event) => event.owner === owner);
  }
  eventOf(owner: string, id: string): EventRow | undefined {
    const event = this.events.get(id);
    return event?.owner === owner ? event : undefined;
  }

  putEvent(event: EventRow): EventRow {
    const kind = this.events.has(event.id) ? 'updated' : 'created';
    this.events.set(event.id, event);
    this.#changed(kind, event);
    return event;
  }
  removeEvent(event: EventRow): void {
    this.events.delete(event.id);
    this.#changed('deleted', event);
  }

  #changed(kind: ChangeKind, event: EventRow): void {
    const change = { seq: this.changes.length + 1, at: this.clock.now(), kind, event };
    this.changes.push(change);
    this.onChange(change);
  }

  /** Eventual consistency: calls `act` after `ms`, in the background. */
  later(ms: number, name: string, act: () => void): void {
    if (ms <= 0) {
      act();
      return;
    }
    this.clock.spawn(name, async () => {
      await this.clock.sleep(ms);
      act();
    });
  }
}
