import type { PsaPort } from '../desk/ports/psa.ts';
import type { BudgetShare } from '../desk/ports/share.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import type { Add } from './problem.ts';
import type { Secret } from './secret.ts';
import type { SettingsTable } from './setting.ts';

/** What Callboard needs to know of any PSA's settings. The rest of them are for the connector alone. */
export interface PsaSettings {
  /** Requests in five minutes that this installation may send to the PSA. */
  readonly ratePerFiveMinutes: number;
  /** `path` is the last part of /hooks/psa/…, as secret as a password. Absent: polling alone finds tickets. */
  readonly webhook?: { readonly path: Secret };
}

/** What a connector is given besides its settings. */
export interface PsaDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** This copy's part of the PSA's budget; all of it when absent. */
  readonly share?: BudgetShare;
}

/**
 * A PSA that can be chosen. Its methods are written as methods so that vendors with settings of their own types stand in
 * one list: `open` is only ever given what the same vendor's `read` returned.
 */
export interface PsaVendor {
  /** Its name in the setting PSA. */
  readonly key: string;
  /** Its name for people. */
  readonly name: string;
  readonly settings: SettingsTable;
  /** Its settings, typed. `given` names those that are present, also the refused ones; `undefined` after a mistake. */
  read(values: Readonly<Record<string, unknown>>, given: ReadonlySet<string>, add: Add): PsaSettings | undefined;
  open(settings: PsaSettings, deps: PsaDeps): Promise<PsaPort>;
}

/** The PSAs to choose from; the first one is the default. */
export type PsaVendors = readonly [PsaVendor, ...PsaVendor[]];
