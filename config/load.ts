import { asCoded } from '../model/errors.ts';
import type { Config, LiveConfig } from './config.ts';
import type { Add, Problem } from './problem.ts';
import type { ConfigResult } from './config.ts';
import { databaseOf } from './database.ts';
import { deskConfig } from './desk.ts';
import { isLoopback } from './fields.ts';
import type { Files } from './files.ts';
import { isPlaceholder } from './placeholders.ts';
import { graphConfig } from './graph.ts';
import { chosenPsa, psaConfig } from './psa.ts';
import type { PsaVendors } from './psa-vendor.ts';
import { Secret } from './secret.ts';
import type { SettingsTable } from './setting.ts';
import { settingsTable, type Settings } from './settings.ts';
import { readSources, type Env, type OpenVault } from './sources.ts';
import { teamsConfig } from './teams.ts';
import { visitsConfig } from './visits.ts';

const DEFAULT_PORT = 3978;

/** The valid values: the shared settings with their types, and each PSA's settings for its own reader. */
type Parsed = Settings & Readonly<Record<string, unknown>>;

interface Loading {
  /** Settings that are present, including refused ones. */
  readonly given: ReadonlySet<string>;
  readonly problems: Problem[];
  readonly table: SettingsTable;
  readonly vendors: PsaVendors;
}

/**
 * Reads the configuration: the environment, then .env. Returns all mistakes together, each with its next step. Without
 * any setting of Teams, the PSA or the desk it is the demo, which NODE_ENV=production refuses. `vendors` are the PSAs
 * to choose from.
 */
export async function loadConfig(
  env: Env,
  files: Files,
  openVault: OpenVault,
  vendors: PsaVendors,
): Promise<ConfigResult> {
  const table = settingsTable(vendors);
  const { values, problems } = await readSources(table, env, files, openVault);
  const settings = parse(table, values, problems);
  const given = new Set([...Object.keys(values), ...problems.map((p) => p.name)]);
  const config = assemble(settings, { given, problems, table, vendors });
  checkFile('DESK_SKILLS_CSV', settings.DESK_SKILLS_CSV, files, problems);
  return problems.length === 0 && config ? { ok: true, config } : { ok: false, problems };
}

/** A file that a setting names must exist; its content is checked by the code that reads it. */
function checkFile(name: string, path: string | undefined, files: Files, problems: Problem[]): void {
  if (path === undefined) return;
  try {
    if (files.read(path) !== undefined) return;
    problems.push({ name, problem: `"${path}" does not exist`, next: 'Create the file, or correct the path.' });
  } catch (error) {
    const problem = `"${path}" cannot be read: ${asCoded(error).message}`;
    problems.push({ name, problem, next: 'Correct the path or its owner.' });
  }
}

/** Checks each value separately. Values of secrets do not appear in the messages. */
function parse(table: SettingsTable, values: Readonly<Record<string, string>>, problems: Problem[]): Parsed {
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const setting = table[name];
    if (!setting) continue;
    const shown = setting.secret === true ? 'the value' : JSON.stringify(value.slice(0, 80));
    const next = `Give a value like ${setting.example}. ${setting.help}`;
    if (isPlaceholder(setting, value)) {
      problems.push({ name, problem: `${shown} is a placeholder`, next: setting.help });
      continue;
    }
    const parsed = setting.schema.safeParse(value);
    if (parsed.success) good[name] = parsed.data;
    else problems.push({ name, problem: `${shown} ${parsed.error.issues[0]?.message ?? 'is invalid'}`, next });
  }
  return good;
}

function assemble(s: Parsed, { given, problems, table, vendors }: Loading): Config | undefined {
  const add: Add = (name, problem, next) => {
    problems.push({ name, problem, next });
    return undefined;
  };
  const configured = [...given].filter((name) =>
    ['Teams', 'PSA', 'Microsoft 365', 'Desk'].includes(table[name]?.group ?? ''),
  );
  const production = s.NODE_ENV === 'production';
  const playground = s.CALLBOARD_LOCAL_PLAYGROUND === true;
  const common = { port: s.PORT ?? DEFAULT_PORT, logLevel: s.LOG_LEVEL ?? ('info' as const), production };

  if (configured.length > 0 && !playground) return live(s, { given, problems, table, vendors }, common, add);

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
      'Configure Teams and the PSA (docs/guides/install.md), or unset NODE_ENV for the demo.',
    );
  if (!isLoopback(host))
    add(
      'CALLBOARD_HOST',
      `"${host}" would open the ${playground ? 'playground' : 'demo'}, which has no sign-in, to others`,
      'Remove CALLBOARD_HOST, or configure Teams and the PSA.',
    );
  const data = s.CALLBOARD_DATA === undefined ? {} : { dataPath: s.CALLBOARD_DATA };
  return { mode: playground ? 'playground' : 'demo', host, ...common, ...data };
}

function live(
  s: Parsed,
  { given, table, vendors }: Loading,
  common: Pick<LiveConfig, 'port' | 'logLevel' | 'production'>,
  add: Add,
): LiveConfig | undefined {
  const vendor = chosenPsa(s, given, vendors);
  for (const [name, setting] of Object.entries(table)) {
    const used = vendors.every((one) => one === vendor || !Object.hasOwn(one.settings, name));
    if (used && setting.needed === 'always' && !given.has(name))
      add(name, 'is missing', `${setting.help} Example: ${setting.example}`);
  }
  if (s.MONGODB_URI !== undefined && s.CALLBOARD_DATA !== undefined)
    add('MONGODB_URI', 'is set together with CALLBOARD_DATA', 'Keep one of the two: a replica set, or a file.');
  const teams = teamsConfig(s, given, add);
  const psa = vendor && psaConfig(s, given, vendor, vendors, add);
  const graph = graphConfig(s, given, teams, add);
  const visits = visitsConfig(s, given, add);
  const desk = deskConfig(s);
  if (!teams || !psa || !desk || s.CALLBOARD_PUBLIC_URL === undefined) return undefined;
  return {
    mode: 'live',
    host: s.CALLBOARD_HOST ?? '0.0.0.0',
    ...common,
    publicUrl: s.CALLBOARD_PUBLIC_URL,
    database: databaseOf(s),
    ...(s.METRICS_TOKEN === undefined ? {} : { metricsToken: new Secret(s.METRICS_TOKEN) }),
    teams,
    psa,
    ...(graph ? { graph } : {}),
    ...(visits ? { visits } : {}),
    desk,
  };
}
