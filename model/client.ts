import type { Ref } from './ticket.ts';

/** How much a client's agreement promises; decides whose clock runs and what a breach costs. */
export type Tier = 'gold' | 'silver' | 'bronze' | 'none';

/** A contract between the MSP and a client. Instants in ms; `ends` absent means open-ended. */
export interface Agreement {
  readonly ref: Ref;
  readonly active: boolean;
  readonly ends?: number;
  readonly slaName?: string;
  readonly tier: Tier;
}

/** What the PSA knows of a client. */
export interface Client {
  readonly ref: Ref;
  readonly active: boolean;
  readonly notes: readonly string[];
  /** People the client prefers, best first. */
  readonly preferredTechnicians: readonly Ref[];
  readonly agreements: readonly Agreement[];
  readonly timeZone?: string;
}
