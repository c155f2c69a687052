import type { Tier } from '../../model/client.ts';
import type { Interval, Skill, SupportTier } from '../../model/technician.ts';
import type { Place, Point } from '../../model/visit.ts';
import type { Category, TicketType } from '../../model/triage.ts';

/** A member of the MSP's staff. `key` is short and stable: the switcher's `?as=dana`. */
export interface Staff {
  readonly key: string;
  readonly name: string;
  readonly mail: string;
  readonly timeZone: string;
  readonly role: 'dispatcher' | 'manager' | 'admin';
}

export interface WorldTechnician {
  readonly key: string;
  readonly name: string;
  readonly mail: string;
  readonly tier: SupportTier;
  readonly home: string;
  readonly homePoint: Point;
  readonly timeZone: string;
  /** Local hours, Monday to Friday. */
  readonly hours: readonly [from: string, to: string];
  readonly skills: readonly Skill[];
  readonly onCall: boolean;
  readonly leave?: Interval & { readonly reason: string };
}

export interface Contact {
  readonly name: string;
  readonly mail: string;
  readonly vip: boolean;
  readonly job: string;
  readonly phone: string;
  /** Index into the client's sites. */
  readonly site: number;
}

export interface WorldClient {
  readonly name: string;
  readonly domain: string;
  readonly tier: Tier;
  /** In ms. In the past for one client, whose expired agreement nobody has noticed. */
  readonly agreementEnds?: number;
  readonly sites: readonly {
    readonly name: string;
    readonly address: string;
    readonly timeZone: string;
    readonly point: Point;
  }[];
  readonly contacts: readonly Contact[];
  /** Keys of the technicians this client prefers, best first. */
  readonly preferred: readonly string[];
  readonly note?: string;
  /** This client's relative share of the MSP's work. */
  readonly weight: number;
}

/** A future ticket, including facts that nobody at the desk can know yet. */
export interface Arrival {
  /** Unique in this world. */
  readonly key: string;
  readonly at: number;
  readonly client: WorldClient;
  /** Absent when a machine wrote the ticket. */
  readonly contact?: Contact;
  readonly channel: 'mail' | 'portal' | 'monitoring';
  readonly title: string;
  /** Plain text; any markup in it was typed by the sender. */
  readonly body: string;
  /** The actual category, type and impact, and the minutes a working-level technician needs. */
  readonly truth: {
    readonly category: Category;
    readonly type: TicketType;
    readonly minutes: number;
    readonly outage: boolean;
  };
}

/** A ticket of the past weeks. Without `closedAt` it is still open; without `by` nobody has taken it. */
export interface PastTicket extends Arrival {
  /** Key of the technician. */
  readonly by?: string;
  readonly closedAt?: number;
  /** Minutes booked. */
  readonly booked: number;
}

/** An entry in a technician's calendar. */
export interface Meeting extends Interval {
  /** Key of the technician. */
  readonly of: string;
  readonly subject: string;
}

/**
 * A managed service provider, its clients and its history, as plain data. The same seed and instant give the same
 * world.
 */
export interface World {
  readonly seed: number;
  /** ms since 1970 UTC. */
  readonly now: number;
  readonly name: string;
  readonly timeZone: string;
  /** The starting point of technicians who do not start from home. */
  readonly office: Place;
  readonly technicians: readonly WorldTechnician[];
  readonly staff: readonly Staff[];
  readonly clients: readonly WorldClient[];
  /** Meetings in the coming two weeks. */
  readonly meetings: readonly Meeting[];
  /** Eight weeks, oldest first. */
  readonly history: readonly PastTicket[];
}
