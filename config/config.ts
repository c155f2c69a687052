import type { BotAddresses } from '../model/cloud.ts';
import type { Role } from '../model/person.ts';
import type { Priority } from '../model/ticket.ts';
import type { ClientLanguage, Point, VisitKind } from '../model/visit.ts';
import type { Database } from './database.ts';
import type { Coordinators } from './fields.ts';
import type { PsaSettings } from './psa-vendor.ts';
import type { Problem } from './problem.ts';
import type { Secret } from './secret.ts';

/** Where the server listens and what it logs. Common to all modes. */
interface Common {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** NODE_ENV=production: JSON log lines. */
  readonly production: boolean;
}
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * No configuration at all: the demo world, on this machine only. Without `dataPath`, data is kept for this run only.
 */
export interface DemoConfig extends Common {
  readonly mode: 'demo';
  readonly dataPath?: string;
}

/** The demo world, with a bot that answers Microsoft's Agents Playground without sign-in, on this machine only. */
export interface PlaygroundConfig extends Common {
  readonly mode: 'playground';
  readonly dataPath?: string;
}

/** Real Teams, a real PSA. */
export interface LiveConfig extends Common {
  readonly mode: 'live';
  readonly publicUrl: string;
  readonly database: Database;
  readonly metricsToken?: Secret;
  readonly teams: TeamsConfig;
  readonly psa: PsaConfig;
  /** Absent: no calendars, no mail, no visits. */
  readonly graph?: GraphSettings;
  readonly visits?: VisitsConfig;
  readonly desk: DeskConfig;
}

export type Config = DemoConfig | PlaygroundConfig | LiveConfig;

export type TeamsCredential =
  | { readonly kind: 'secret'; readonly secret: Secret }
  | { readonly kind: 'certificate'; readonly thumbprint: string; readonly key: Secret }
  | { readonly kind: 'managed-identity' };

export interface TeamsConfig {
  readonly appId: string;
  readonly tenantId: string;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI';
  readonly credential: TeamsCredential;
  /** Absent: somebody types "dispatch here" in the channel. */
  readonly channelId?: string;
  readonly serviceUrl: string;
  /** An identity provider other than the public cloud's. */
  readonly cloud?: BotAddresses;
}

/** The chosen PSA. */
export interface PsaConfig {
  /** Its key in the table of vendors. */
  readonly vendor: string;
  /** Its display name. */
  readonly name: string;
  readonly settings: PsaSettings;
}

export type GraphCredential = TeamsCredential | { readonly kind: 'workload-identity'; readonly tokenFile: string };

/** Microsoft 365 through Graph, in the bot's own tenant. */
export interface GraphSettings {
  readonly mailbox: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: GraphCredential;
  readonly visits: VisitSettings;
  readonly shiftTeamIds: readonly string[];
  readonly shiftsActAs?: string;
  /** Entra group id to roles. */
  readonly roleGroups: Readonly<Record<string, readonly Role[]>>;
  readonly noticeSecret?: Secret;
  readonly url?: string;
  readonly loginUrl?: string;
  readonly maps?: { readonly url?: string } & (
    { readonly kind: 'key'; readonly key: Secret } | { readonly kind: 'entra'; readonly accountId: string }
  );
}

/** Where visits are booked: service ids by kind in Bookings, or lengths in minutes without it. */
export type VisitSettings =
  | {
      readonly mode: 'bookings';
      readonly businessId: string;
      readonly services: Readonly<Partial<Record<VisitKind, string>>>;
    }
  | { readonly mode: 'exchange'; readonly minutes: Readonly<Record<VisitKind, number>> };

/** How visits are arranged with clients. */
export interface VisitsConfig {
  readonly company: string;
  readonly phone: string;
  readonly linkSecret: Secret;
  readonly offers: 'auto' | 'ask';
  readonly language: ClientLanguage;
  readonly mailsBy: 'callboard' | 'bookings';
  readonly places: Readonly<Record<string, Point>>;
  readonly callMinutes?: number;
  readonly statuses: Readonly<Partial<Record<'offered' | 'confirmed' | 'done' | 'cancelled', string>>>;
  readonly requestStatus?: string;
}

/**
 * The MSP's settings for its desk. People are named by mail address, because ids are unknown before the directory is
 * read.
 */
export interface DeskConfig {
  readonly roles: Readonly<Record<string, readonly Role[]>>;
  /** Mail address to PSA agent id, where matching by mail is not enough. */
  readonly matches: Readonly<Record<string, string>>;
  readonly coordinators: Coordinators;
  readonly onCall: readonly string[];
  readonly timeZone: string;
  readonly mode: 'shadow' | 'suggest';
  readonly offerMinutes: Readonly<Record<Priority, number>>;
  readonly quietHours?: { readonly from: string; readonly to: string };
  readonly queueCardAbove: number;
  readonly overrideNeedsApproval: boolean;
  readonly pollSeconds: number;
  readonly skillsCsv?: string;
}

export type ConfigResult =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly Problem[] };
