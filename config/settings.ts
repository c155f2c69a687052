import type { PsaVendors } from './psa-vendor.ts';
import type { Setting, SettingsTable, Values } from './setting.ts';
import { DESK } from './settings/desk.ts';
import { GENERAL } from './settings/general.ts';
import { GRAPH } from './settings/graph.ts';
import { psaSetting } from './settings/psa.ts';
import { TEAMS } from './settings/teams.ts';
import { VISITS } from './settings/visits.ts';

/** The settings that every installation has, whichever PSA it uses. */
const SHARED = { ...GENERAL, ...TEAMS, ...GRAPH, ...VISITS, ...DESK } as const;

export type SettingName = keyof typeof SHARED;
export const SETTING_NAMES = Object.keys(SHARED) as readonly SettingName[];

/** The shared settings after parsing. */
export type Settings = Values<typeof SHARED>;

/** Looks up a name that may not be a shared setting. */
export function settingOf(name: string): Setting | undefined {
  return Object.hasOwn(SHARED, name) ? (SHARED as SettingsTable)[name] : undefined;
}

/**
 * Every setting that exists with these PSAs, in the order in which people need them. .env.example and
 * docs/reference/config.md are generated from it.
 */
export function settingsTable(vendors: PsaVendors): SettingsTable {
  return {
    ...GENERAL,
    ...TEAMS,
    PSA: psaSetting(vendors),
    ...Object.fromEntries(vendors.flatMap(({ settings }) => Object.entries(settings))),
    ...GRAPH,
    ...VISITS,
    ...DESK,
  };
}
