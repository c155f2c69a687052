import type { z } from 'zod';

/** A setting: its allowed values, its purpose, and an example. */
export interface Setting<T extends z.ZodType = z.ZodType> {
  readonly schema: T;
  readonly group: 'General' | 'Teams' | 'PSA' | 'Microsoft 365' | 'Visits' | 'Desk' | 'Key Vault';
  /** Its purpose, where to find its value, and what happens without it. */
  readonly help: string;
  readonly example: string;
  /** `always`: live mode cannot start without it. A PSA's settings are required when that PSA is chosen. */
  readonly needed?: 'always';
  /** May come from NAME_FILE or Key Vault, and is never shown. */
  readonly secret?: true;
  /** The example stands for the installation's own value and is refused as a value. */
  readonly standIn?: true;
}

/** Keeps the exact type of its schema, so that parsed values are typed. */
export const setting = <T extends z.ZodType>(s: Setting<T>): Setting<T> => s;

/** Settings by name. */
export type SettingsTable = Readonly<Record<string, Setting>>;

/**
 * The settings of a table after parsing. Secrets are still text here; the reader turns them into Secret immediately.
 */
export type Values<T extends SettingsTable> = { readonly [N in keyof T]?: z.output<T[N]['schema']> };
