import { z } from 'zod';
import type { Setting } from './setting.ts';
import { DESK } from './settings/desk.ts';
import { GENERAL } from './settings/general.ts';
import { GRAPH } from './settings/graph.ts';
import { HALOPSA } from './settings/halopsa.ts';
import { TEAMS } from './settings/teams.ts';
import { VISITS } from './settings/visits.ts';

/** Every setting, in the order in which people meet them. .env.example and docs/reference/config.md are made of it. */
export const SETTINGS = { ...GENERAL, ...TEAMS, ...HALOPSA, ...GRAPH, ...VISITS, ...DESK } as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** What the settings are after parsing; secrets are still text here, and become Secret in the same breath. */
export type Settings = { [N in SettingName]?: z.output<(typeof SETTINGS)[N]['schema']> };

/** The one schema. Every name is optional here: what is needed depends on the mode, which config.ts decides. */
export const settingsSchema = z.object(
  Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].schema.optional()])),
);

/** Asks the table about a name that may not be in it. */
export function settingOf(name: string): Setting | undefined {
  return Object.hasOwn(SETTINGS, name) ? (SETTINGS as Record<string, Setting>)[name] : undefined;
}
