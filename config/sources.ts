import { parseEnv } from 'node:util';
import { asCoded } from '../model/errors.ts';
import type { SecretVault } from '../graph/key-vault.ts';
import type { Problem } from './problem.ts';
import type { Files } from './files.ts';
import type { SettingsTable } from './setting.ts';

export type Env = Readonly<Record<string, string | undefined>>;
export type OpenVault = (url: string) => Promise<SecretVault>;

/**
 * Prefixes of our setting names; other names in .env belong to other programs. A PSA's settings have prefixes of their
 * own.
 */
const OURS = ['CALLBOARD', 'MONGODB', 'TEAMS', 'GRAPH', 'BOOKINGS', 'AZURE_MAPS', 'DESK', 'VISITS', 'KEY_VAULT'];

/**
 * Finds the text of each setting: the environment before .env, NAME_FILE, Key Vault. Returns every value that could be
 * read, and a problem for each that could not.
 */
export async function readSources(
  table: SettingsTable,
  env: Env,
  files: Files,
  openVault: OpenVault,
): Promise<{ values: Readonly<Record<string, string>>; problems: Problem[] }> {
  const problems: Problem[] = [];
  const file = dotEnv(files, problems);
  const all: Env = { ...file, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) };
  checkNames(table, env, file, problems);
  const values: Record<string, string> = {};
  for (const [name, setting] of Object.entries(table)) {
    if ((all[name] ?? '') === '' && (all[`${name}_FILE`] ?? '') === '') continue;
    const text = (all[name] ?? '').trim();
    const path = all[`${name}_FILE`] ?? '';
    if (setting.secret === true) {
      const fromFile = file[name] !== undefined && env[name] === undefined;
      const value = await secretText(
        { name, text, path, fromFile, vaultUrl: all['KEY_VAULT_URL'] },
        files,
        openVault,
        problems,
      );
      if (value !== undefined) values[name] = value;
    } else if (text.startsWith('keyvault:'))
      problems.push({
        name,
        problem: 'is no secret, and only secrets are looked up in the Key Vault',
        next: 'Write the value itself.',
      });
    else if (text !== '') values[name] = text;
  }
  return { values, problems };
}

function dotEnv(files: Files, problems: Problem[]): Env {
  try {
    const text = files.read('.env') ?? '';
    if (text.includes('\0')) throw new Error('it is not UTF-8 text (some editors and shells write UTF-16)');
    // Some editors write a byte order mark at the start, which would become part of the first name.
    return parseEnv(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    problems.push({
      name: '.env',
      problem: `cannot be read: ${asCoded(error).message}`,
      next: 'Correct or remove the file.',
    });
    return {};
  }
}

/** A misspelt name must not silently leave a setting at its default. */
function checkNames(table: SettingsTable, env: Env, file: Env, problems: Problem[]): void {
  const known = new Set(
    Object.entries(table).flatMap(([name, { secret }]) => [name, ...(secret === true ? [`${name}_FILE`] : [])]),
  );
  const ofPsa = Object.keys(table).filter((name) => table[name]?.group === 'PSA');
  const ours = [...OURS, ...ofPsa.map((name) => name.split('_')[0] ?? name)].map((word) => `${word}_`);
  for (const name of new Set([...Object.keys(file), ...Object.keys(env)])) {
    if (known.has(name) || !ours.some((word) => name.startsWith(word))) continue;
    const near = [...known].find((other) => distance(name, other) <= 2);
    // In the environment, names of other programs are normal, so only near misses count as mistakes there.
    if (near === undefined && file[name] === undefined) continue;
    const next =
      near === undefined ? 'Remove it; docs/reference/config.md lists all settings.' : `Did you mean ${near}?`;
    problems.push({ name, problem: 'is not a setting', next });
  }
}

type Refuse = (problem: string, next: string) => undefined;

interface SecretSource {
  readonly name: string;
  readonly text: string;
  readonly path: string;
  readonly fromFile: boolean;
  readonly vaultUrl: string | undefined;
}

async function secretText(
  { name, text, path, fromFile, vaultUrl }: SecretSource,
  files: Files,
  openVault: OpenVault,
  problems: Problem[],
): Promise<string | undefined> {
  const refuse: Refuse = (problem, next) => {
    problems.push({ name, problem, next });
    return undefined;
  };
  if (text !== '' && path !== '') return refuse(`is set together with ${name}_FILE`, 'Keep one of the two.');
  if (path !== '') return fileText(path, files, refuse);
  const wanted = /^keyvault:(.*)$/.exec(text)?.[1];
  if (wanted === undefined) {
    if (fromFile && files.open('.env') === true) refuse('stands in .env, which others can read', 'Run: chmod 600 .env');
    return text;
  }
  // https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates: 1 to 127 letters, digits, dashes
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(wanted)) return refuse('names no Key Vault secret', 'Write keyvault:<name>.');
  if (vaultUrl === undefined) return refuse('is kept in a Key Vault, but which?', 'Set KEY_VAULT_URL.');
  try {
    return await (await openVault(vaultUrl)).secret(wanted);
  } catch (error) {
    const coded = asCoded(error);
    return refuse(`could not be read from the Key Vault: ${coded.message}`, coded.next);
  }
}

function fileText(path: string, files: Files, refuse: Refuse): string | undefined {
  try {
    const text = files.read(path);
    if (text === undefined)
      return refuse(`is kept in ${path}, which does not exist`, 'Create the file, or correct the path.');
    if (files.open(path) === true) return refuse(`is kept in ${path}, which others can read`, `Run: chmod 600 ${path}`);
    if (text.trim() === '') return refuse(`is kept in ${path}, which is empty`, 'Write the secret into the file.');
    return text.trim();
  } catch (error) {
    return refuse(
      `is kept in ${path}, which cannot be read: ${asCoded(error).message}`,
      'Correct the path or its owner.',
    );
  }
}

/** The number of letters in which two names differ (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
