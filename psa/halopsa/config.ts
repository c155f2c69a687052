import type { BudgetShare } from '../../desk/ports/share.ts';
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';

/** How to reach one HaloPSA tenant. The first four stand on Halo's own page "Configuration > Integrations > HaloPSA API". */
export interface HaloConfig {
  /** The resource server, such as `https://acme.halopsa.com/api`. Custom domains exist: it is never derived. */
  readonly baseUrl: string;
  /** The authorisation server, such as `https://acme.halopsa.com/auth`. */
  readonly authUrl: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * Ids or names of the outcomes that notes are written with, which the MSP chooses
   * (docs/platform/halopsa.md, “The outcome decides who sees a note”).
   */
  readonly outcomes: { readonly internalNote: string; readonly clientNote?: string };
  /** The agent that unassigned tickets belong to; found by its name "Unassigned" when absent. */
  readonly unassignedAgentId?: number;
  /**
   * Requests in five minutes that Callboard may use
   * (docs/platform/halopsa.md, “The request budget is 300 or 500 in five minutes”).
   */
  readonly ratePerFiveMinutes: number;
  /** What Halo must send with its webhooks. Absent: no webhook is believed. */
  readonly webhook?: { readonly user: string; readonly password: string };
}

export interface HaloDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** This copy's part of the tenant's budget; all of it when absent. */
  readonly share?: BudgetShare;
}
