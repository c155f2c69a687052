import type { PsaPort } from '../desk/ports/psa.ts';
import type { BudgetShare } from '../desk/ports/share.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import type { Add } from './problem.ts';
import type { Secret } from './secret.ts';
import type { SettingsTable } from './setting.ts';

/** What Callboard needs to know of any PSA's settings. Only the connector uses the others. */
export interface PsaSettings {
  /** How many requests in five minutes this installation may send to the PSA. */
  readonly ratePerFiveMinutes: number;
  /** `path` is the last part of /hooks/psa/…, as secret as a password. Absent: tickets are found by polling only. */
  readonly webhook?: { readonly path: Secret };
}

/** What a connector receives besides its settings. */
export interface PsaDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** This instance's share of the PSA's budget; the whole budget when absent. */
  readonly share?: BudgetShare;
}

/**
 * A PSA that can be chosen. It uses method syntax so that vendors with different types of settings fit in one list:
 * `open` only ever receives what the same vendor's `read` returned.
 */
export interface PsaVendor {
  /** Its value in the setting PSA. */
  readonly key: string;
  /** Its display name. */
  readonly name: string;
  readonly settings: SettingsTable;
  /**
   * Its settings, typed. `given` names the settings that are present, including refused ones; `undefined` after a
   * mistake.
   */
  read(values: Readonly<Record<string, unknown>>, given: ReadonlySet<string>, add: Add): PsaSettings | undefined;
  open(settings: PsaSettings, deps: PsaDeps): Promise<PsaPort>;
}

/** The PSAs to choose from; the first one is the default. */
export type PsaVendors = readonly [PsaVendor, ...PsaVendor[]];
