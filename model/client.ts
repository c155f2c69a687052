import type { Ref } from './ticket.ts';

/** How much a client's agreement promises. It decides whose clock runs and what a breach costs. */
export type Tier = 'gold' | 'silver' | 'bronze' | 'none';

/** A contract between the MSP and a client. Times in ms; without `ends` it is open-ended. */
export interface Agreement {
  readonly ref: Ref;
  readonly active: boolean;
  readonly ends?: number;
  readonly slaName?: string;
  readonly tier: Tier;
}

/** A site of a client: where its people work and where a technician would go. */
export interface Site {
  readonly ref: Ref;
  /** The address in one line, as the PSA holds it; untrusted. */
  readonly address?: string;
  /** Degrees (WGS 84), when the PSA knows them. */
  readonly point?: { readonly lat: number; readonly lon: number };
  readonly timeZone?: string;
  readonly phone?: string;
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
