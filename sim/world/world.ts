import type { Tier } from '../../model/client.ts';
import type { Interval, Skill, SupportTier } from '../../model/technician.ts';
import type { Place, Point } from '../../model/visit.ts';
import type { Category, TicketType } from '../../model/triage.ts';

/** Somebody of the MSP. `key` is short and stable: the switcher's `?as=dana`. */
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
  /** ms; in the past for one client, whose agreement nobody has noticed to have ended. */
  readonly agreementEnds?: number;
  readonly sites: readonly {
    readonly name: string;
    readonly address: string;
    readonly timeZone: string;
    readonly point: Point;
  }[];
  readonly contacts: readonly Contact[];
  /** Keys of technicians this client asks for, best first. */
  readonly preferred: readonly string[];
  readonly note?: string;
  /** How much of the MSP's work comes from here. */
  readonly weight: number;
}

/** A ticket as it will come, with what nobody at the desk can know yet. */
export interface Arrival {
  /** Unique in this world. */
  readonly key: string;
  readonly at: number;
  readonly client: WorldClient;
  /** Absent: a machine wrote it. */
  readonly contact?: Contact;
  readonly channel: 'mail' | 'portal' | 'monitoring';
  readonly title: string;
  /** Plain text; markup in it is what somebody typed. */
  readonly body: string;
  /** What it truly is, and the minutes a working technician needs. */
  readonly truth: {
    readonly category: Category;
    readonly type: TicketType;
    readonly minutes: number;
    readonly outage: boolean;
  };
}

/** A ticket of the last weeks. `closedAt` absent: still open now; `by` absent: nobody has taken it. */
export interface PastTicket extends Arrival {
  /** Key of the technician. */
  readonly by?: string;
  readonly closedAt?: number;
  /** Minutes booked. */
  readonly booked: number;
}

/** Something that stands in a technician's calendar. */
export interface Meeting extends Interval {
  /** Key of the technician. */
  readonly of: string;
  readonly subject: string;
}

/** One managed service provider, its clients and its past, as plain data. The same seed and instant give the same. */
export interface World {
  readonly seed: number;
  /** ms since 1970 UTC. */
  readonly now: number;
  readonly name: string;
  readonly timeZone: string;
  /** Where those start who do not start at home. */
  readonly office: Place;
  readonly technicians: readonly WorldTechnician[];
  readonly staff: readonly Staff[];
  readonly clients: readonly WorldClient[];
  /** Of the coming two weeks. */
  readonly meetings: readonly Meeting[];
  /** Eight weeks, oldest first. */
  readonly history: readonly PastTicket[];
}
