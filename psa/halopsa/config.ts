import type { BudgetShare } from '../../desk/ports/share.ts';
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';

/**
 * How to reach one HaloPSA tenant. The first four are shown on Halo's page "Configuration > Integrations > HaloPSA
 * API".
 */
export interface HaloConfig {
  /** The resource server, such as `https://acme.halopsa.com/api`. Never derived, because custom domains exist. */
  readonly baseUrl: string;
  /** The authorisation server, such as `https://acme.halopsa.com/auth`. */
  readonly authUrl: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * Ids or names of the outcomes to write notes with, chosen by the MSP (docs/platform/halopsa.md, “The outcome decides
   * who sees a note”).
   */
  readonly outcomes: { readonly internalNote: string; readonly clientNote?: string };
  /** The agent that owns unassigned tickets. When absent, the agent named "Unassigned" is used. */
  readonly unassignedAgentId?: number;
  /**
   * How many requests Callboard may send in five minutes (docs/platform/halopsa.md, “The request budget is 300 or 500
   * in five minutes”).
   */
  readonly ratePerFiveMinutes: number;
  /** The credentials that Halo must send with its webhooks. When absent, every webhook is refused. */
  readonly webhook?: { readonly user: string; readonly password: string };
}

export interface HaloDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** This instance's share of the tenant's budget; the whole budget when absent. */
  readonly share?: BudgetShare;
}
