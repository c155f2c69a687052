import { asCoded } from '../model/errors.ts';
import type { Add, Config, ConfigResult, LiveConfig, Problem } from './config.ts';
import { deskConfig } from './desk.ts';
import { isLoopback } from './fields.ts';
import type { Files } from './files.ts';
import { isPlaceholder } from './placeholders.ts';
import { graphConfig } from './graph.ts';
import { haloConfig } from './halopsa.ts';
import { Secret } from './secret.ts';
import { SETTING_NAMES, settingOf, settingsSchema, type SettingName, type Settings } from './settings.ts';
import { readSources, type Env, type OpenVault } from './sources.ts';
import { teamsConfig } from './teams.ts';
import { visitsConfig } from './visits.ts';

const DEFAULT_PORT = 3978;
export const DEFAULT_DATA = 'data/callboard.db';

/**
 * Reads the configuration: the environment, then .env. Gives all mistakes at once, each with its next step.
 * Without any setting of Teams, HaloPSA or the desk it is the demo, which is refused under NODE_ENV=production.
 */
export async function loadConfig(env: Env, files: Files, openVault: OpenVault): Promise<ConfigResult> {
  const { values, problems } = await readSources(env, files, openVault);
  const settings = parse(values, problems);
  const given = new Set([
    ...SETTING_NAMES.filter((name) => values[name] !== undefined),
    ...problems.map((p) => p.name),
  ]);
  const config = assemble(settings, given, problems);
  checkFile('DESK_SKILLS_CSV', settings.DESK_SKILLS_CSV, files, problems);
  return problems.length === 0 && config ? { ok: true, config } : { ok: false, problems };
}

/** A file that a setting names must be there; what stands in it is for whoever reads it. */
function checkFile(name: SettingName, path: string | undefined, files: Files, problems: Problem[]): void {
  if (path === undefined) return;
  try {
    if (files.read(path) !== undefined) return;
    problems.push({ name, problem: `"${path}" does not exist`, next: 'Create the file, or correct the path.' });
  } catch (error) {
    const problem = `"${path}" cannot be read: ${asCoded(error).message}`;
    problems.push({ name, problem, next: 'Correct the path or its owner.' });
  }
}

/** Checks each value by itself. Secrets' values stay out of the words. */
function parse(values: Partial<Record<SettingName, string>>, problems: Problem[]): Settings {
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const setting = settingOf(name);
    const shown = setting?.secret === true ? 'the value' : JSON.stringify(value.slice(0, 80));
    const next = `Give a value like ${setting?.example ?? ''}. ${setting?.help ?? ''}`;
    if (isPlaceholder(name, value)) {
      problems.push({ name, problem: `${shown} is a placeholder`, next: setting?.help ?? '' });
      continue;
    }
    const parsed = settingsSchema.safeParse({ [name]: value });
    if (parsed.success) good[name] = (parsed.data as Record<string, unknown>)[name];
    else problems.push({ name, problem: `${shown} ${parsed.error.issues[0]?.message ?? 'is invalid'}`, next });
  }
  return good;
}

function assemble(s: Settings, given: ReadonlySet<string>, problems: Problem[]): Config | undefined {
  const add: Add = (name, problem, next) => {
    problems.push({ name, problem, next });
    return undefined;
  };
  const configured = [...given].filter((name) =>
    ['Teams', 'HaloPSA', 'Microsoft 365', 'Desk'].includes(settingOf(name)?.group ?? ''),
  );
  const production = s.NODE_ENV === 'production';
  const playground = s.CALLBOARD_LOCAL_PLAYGROUND === true;
  const common = { port: s.PORT ?? DEFAULT_PORT, logLevel: s.LOG_LEVEL ?? ('info' as const), production };

  if (configured.length > 0 && !playground) return live(s, given, common, add);

  const host = s.CALLBOARD_HOST ?? '127.0.0.1';
  if (playground && configured.length > 0)
    add(
      'CALLBOARD_LOCAL_PLAYGROUND',
      `cannot be used together with ${configured.join(', ')}`,
      'Remove one or the other.',
    );
  if (production && playground)
    add('CALLBOARD_LOCAL_PLAYGROUND', 'opens the bot without sign-in', 'Remove it, or remove NODE_ENV=production.');
  else if (production)
    add(
      'NODE_ENV',
      '"production" without any configuration',
      'Configure Teams and HaloPSA (docs/guides/install.md), or unset NODE_ENV for the demo.',
    );
  if (!isLoopback(host))
    add(
      'CALLBOARD_HOST',
      `"${host}" would open the ${playground ? 'playground' : 'demo'}, which has no sign-in, to others`,
      'Remove CALLBOARD_HOST, or configure Teams and HaloPSA.',
    );
  const data = s.CALLBOARD_DATA === undefined ? {} : { dataPath: s.CALLBOARD_DATA };
  return { mode: playground ? 'playground' : 'demo', host, ...common, ...data };
}

function live(
  s: Settings,
  given: ReadonlySet<string>,
  common: Omit<LiveConfig, 'mode' | 'host' | 'publicUrl' | 'dataPath' | 'teams' | 'halo' | 'desk'>,
  add: Add,
): LiveConfig | undefined {
  for (const name of SETTING_NAMES) {
    const setting = settingOf(name);
    if (setting?.needed === 'always' && !given.has(name))
      add(name, 'is missing', `${setting.help} Example: ${setting.example}`);
  }
  if (s.MONGODB_URI !== undefined && s.CALLBOARD_DATA !== undefined)
    add('MONGODB_URI', 'is set together with CALLBOARD_DATA', 'Keep one of the two: a replica set, or a file.');
  const teams = teamsConfig(s, given, add);
  const halo = haloConfig(s, given, add);
  const graph = graphConfig(s, given, teams, add);
  const visits = visitsConfig(s, given, add);
  const desk = deskConfig(s);
  if (!teams || !halo || !desk || s.CALLBOARD_PUBLIC_URL === undefined) return undefined;
  return {
    mode: 'live',
    host: s.CALLBOARD_HOST ?? '0.0.0.0',
    ...common,
    publicUrl: s.CALLBOARD_PUBLIC_URL,
    dataPath: s.CALLBOARD_DATA ?? DEFAULT_DATA,
    ...(s.MONGODB_URI === undefined ? {} : { mongodbUri: new Secret(s.MONGODB_URI) }),
    ...(s.METRICS_TOKEN === undefined ? {} : { metricsToken: new Secret(s.METRICS_TOKEN) }),
    teams,
    halo,
    ...(graph ? { graph } : {}),
    ...(visits ? { visits } : {}),
    desk,
  };
}
