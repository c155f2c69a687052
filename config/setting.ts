import type { z } from 'zod';

/** A setting: what it may be, what it is for, and what a value looks like. */
export interface Setting<T extends z.ZodType = z.ZodType> {
  readonly schema: T;
  readonly group: 'General' | 'Teams' | 'PSA' | 'Microsoft 365' | 'Visits' | 'Desk' | 'Key Vault';
  /** What it is for, where to find its value, and what happens without it. */
  readonly help: string;
  readonly example: string;
  /** `always`: live mode cannot start without it. A PSA's settings are needed when that PSA is chosen. */
  readonly needed?: 'always';
  /** May come from NAME_FILE or Key Vault, and is never shown. */
  readonly secret?: true;
  /** The example stands for the installation's own value and is refused as one. */
  readonly standIn?: true;
}

/** Keeps the exact type of its schema, so that what comes out of parsing is typed. */
export const setting = <T extends z.ZodType>(s: Setting<T>): Setting<T> => s;

/** Settings by name. */
export type SettingsTable = Readonly<Record<string, Setting>>;

/** What the settings of a table are after parsing; secrets are still text here, and become Secret in the same breath. */
export type Values<T extends SettingsTable> = { readonly [N in keyof T]?: z.output<T[N]['schema']> };
